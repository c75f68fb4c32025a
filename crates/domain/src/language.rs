//! The languages that people read here.

/// A language with a whole catalogue of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, the fallback.
    #[default]
    English,
    /// Swedish.
    Swedish,
}

impl Language {
    /// All of them, in the order of the page's foot.
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// Its BCP 47 tag: `en`, `sv`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Swedish => "Svenska",
        }
    }

    /// Reads a tag exactly.
    pub fn read(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The first language of an `Accept-Language` header that we have, by its order of preference
    /// (RFC 9110 §12.5.4); looks at the first sixteen ranges only.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(16) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or("").to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or("");
            let Some(language) = Self::read(primary) else {
                continue;
            };
            let weight = parts
                .find_map(|p| p.strip_prefix("q="))
                .map_or(1000, thousandths);
            if weight > 0 && best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

fn thousandths(q: &str) -> u16 {
    let mut digits = q
        .chars()
        .filter(char::is_ascii_digit)
        .chain(std::iter::repeat('0'));
    (0..4).fold(0u16, |sum, _| {
        let digit = digits.next().and_then(|d| d.to_digit(10)).unwrap_or(0);
        sum.saturating_mul(10)
            .saturating_add(u16::try_from(digit).unwrap_or(0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_as_its_speakers_call_it() {
        let names = Language::ALL.map(|language| (language.tag(), language.name()));
        assert_eq!(names, [("en", "English"), ("sv", "Svenska")]);
    }

    #[test]
    fn the_preferred_language_that_we_have_is_taken() {
        let cases = [
            ("sv", Some(Language::Swedish)),
            ("sv-SE,sv;q=0.9,en;q=0.8", Some(Language::Swedish)),
            ("de, en;q=0.4, sv;q=0.5", Some(Language::Swedish)),
            ("fr;q=1, en;q=0.001", Some(Language::English)),
            ("sv;q=0, en;q=0.1", Some(Language::English)),
            ("sv, en", Some(Language::Swedish)),
            ("en;q=0.5, sv;q=0.5", Some(Language::English)),
            ("sv;q=0", None),
            ("de", None),
            ("", None),
            (";;;,,,q=", None),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }
}
