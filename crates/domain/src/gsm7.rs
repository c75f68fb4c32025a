//! How a text goes into a text message: in the seven-bit alphabet of 3GPP TS 23.038 §6.2.1 a message holds 160 of its
//! characters; with any other character in it 70, in UTF-16.

/// The characters of the basic table that count once. Its escape stands for none.
const ONCE: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
    ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Those of its extension, each behind an escape.
const TWICE: &str = "\u{c}^{}\\[~]|€";

/// The most septets of one message.
pub const MOST: usize = 160;

/// How many septets a character takes; none where the alphabet hasn't got it.
fn septets_of(c: char) -> Option<usize> {
    match (ONCE.contains(c), TWICE.contains(c)) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
}

/// How many septets a text takes; none where it has a character that the alphabet hasn't got.
pub fn septets(text: &str) -> Option<usize> {
    let mut all = text.chars().map(septets_of);
    all.try_fold(0_usize, |sum, one| Some(sum.saturating_add(one?)))
}

/// As much of the beginning of a text as takes so many septets at most; none where it has another alphabet.
pub fn within(text: &str, most: usize) -> Option<&str> {
    septets(text)?;
    let mut left = most;
    let end = text.char_indices().find(|(_, c)| {
        let rest = left.checked_sub(septets_of(*c).unwrap_or(usize::MAX));
        left = rest.unwrap_or(0);
        rest.is_none()
    });
    let end = end.map_or(text.len(), |(at, _)| at);
    text.get(..end).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_as_many_characters_as_the_standard_says() {
        // 128 places without the escape; of the extension, all that are assigned but its own escape.
        assert_eq!((ONCE.chars().count(), TWICE.chars().count()), (127, 10));
    }

    #[test]
    fn a_text_takes_as_many_septets_as_its_characters_say() {
        for (text, takes) in [
            ("", Some(0)),
            ("1234 5678 är din kod", Some(20)),
            ("[kod]", Some(7)),
            ("5 €", Some(4)),
            ("Łódź", None),
            ("kod 🔑", None),
            ("`", None),
        ] {
            assert_eq!(septets(text), takes, "{text}");
        }
    }

    #[test]
    fn a_beginning_ends_before_what_would_be_too_much() {
        for (text, most, within_it) in [
            ("Åsas kafé", 9, Some("Åsas kafé")),
            ("Åsas kafé", 5, Some("Åsas")),
            ("a€b", 2, Some("a")),
            ("a€b", 3, Some("a€")),
            ("a", 0, Some("")),
            ("Łódź", 9, None),
        ] {
            assert_eq!(within(text, most), within_it, "{text}");
        }
    }
}
