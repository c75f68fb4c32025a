//! The languages that people read here. They stand in one list, and everything that is there once a language
//! is made from it.

/// Hands the list to a macro. A language is a line of it, and the `.ftl` files that are called by its tag:
/// its tag (BCP 47), and what its speakers call it. The first is what everybody falls back to.
#[macro_export]
macro_rules! languages {
    ($($to:tt)+) => {
        $($to)+! {
            "en" => "English",
            "sv" => "Svenska",
        }
    };
}

macro_rules! tags {
    ($($tag:literal => $name:literal,)+) => { &[$($tag),+] };
}

macro_rules! all {
    ($($tag:literal => $name:literal,)+) => { [$(Language::new($tag, $name)),+] };
}

/// A language with a whole catalogue of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    tag: &'static str,
    name: &'static str,
}

impl Language {
    /// The tags of the list, in its order.
    pub const TAGS: &'static [&'static str] = languages!(tags);

    /// The list. What can be read in a running program is what its catalogue has, which tests may add to.
    pub const ALL: [Self; Self::TAGS.len()] = languages!(all);

    /// The first of the list: what everybody falls back to, and what operators and logs are told in.
    pub const FIRST: Self = {
        let [first, ..] = Self::ALL;
        first
    };

    /// A language of this tag (BCP 47), which its speakers call so.
    pub const fn new(tag: &'static str, name: &'static str) -> Self {
        Self { tag, name }
    }

    /// Its BCP 47 tag: `en`, `sv`.
    pub const fn tag(self) -> &'static str {
        self.tag
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The one of these with exactly this tag.
    pub fn read(tag: &str, among: &[Self]) -> Option<Self> {
        among.iter().find(|language| language.tag == tag).copied()
    }

    /// The one of these that an `Accept-Language` header prefers (RFC 9110 §12.5.4); looks at the first
    /// sixteen ranges only.
    pub fn accepted(header: &str, among: &[Self]) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(16) {
            let mut parts = range.split(';').map(str::trim);
            let Some(language) = Self::nearest(parts.next().unwrap_or(""), among) else {
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

    /// What answers a range: the longest tag that it begins with (RFC 4647 §3.4).
    fn nearest(range: &str, among: &[Self]) -> Option<Self> {
        let begins = |language: &&Self| {
            let rest = range.split_at_checked(language.tag.len());
            rest.is_some_and(|(same, rest)| {
                same.eq_ignore_ascii_case(language.tag)
                    && (rest.is_empty() || rest.starts_with('-'))
            })
        };
        let those = among.iter().filter(begins);
        those.max_by_key(|language| language.tag.len()).copied()
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
        for (tag, name) in [("en", "English"), ("sv", "Svenska")] {
            let language = Language::read(tag, &Language::ALL).unwrap();
            assert_eq!((language.tag(), language.name()), (tag, name));
        }
    }

    #[test]
    fn the_list_has_no_tag_twice_and_each_is_found_by_it() {
        for language in Language::ALL {
            let same = Language::TAGS.iter().filter(|tag| **tag == language.tag());
            assert_eq!(same.count(), 1, "{}", language.tag());
            assert_eq!(
                Language::read(language.tag(), &Language::ALL),
                Some(language)
            );
        }
        assert_eq!(Language::ALL.first(), Some(&Language::FIRST));
        for other in ["", "EN", "e", "en-GB"] {
            assert_eq!(Language::read(other, &Language::ALL), None, "{other}");
        }
    }

    #[test]
    fn the_preferred_language_that_we_have_is_taken() {
        let among = ["en", "sv", "pt-BR", "pt"].map(|tag| Language::new(tag, tag));
        let cases = [
            ("sv", "sv"),
            ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
            ("de, en;q=0.4, sv;q=0.5", "sv"),
            ("fr;q=1, en;q=0.001", "en"),
            ("sv;q=0, en;q=0.1", "en"),
            ("sv, en", "sv"),
            ("en;q=0.5, sv;q=0.5", "en"),
            ("pt-br", "pt-BR"),
            ("pt-BR-x-caipira", "pt-BR"),
            ("pt-PT", "pt"),
            ("PT", "pt"),
            ("sv;q=0", ""),
            ("svx, s", ""),
            ("de", ""),
            ("", ""),
            (";;;,,,q=", ""),
        ];
        for (header, expected) in cases {
            let found = Language::accepted(header, &among).map_or("", Language::tag);
            assert_eq!(found, expected, "{header}");
        }
    }
}
