//! The most common passwords. The list stands in `well_known.txt`, its sources and their licences in
//! `well_known.md` beside it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Lower case, NFKC, at least eight characters, in order of their bytes: what is shorter is refused
/// by its length.
static COMMON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("well_known.txt").lines().collect());

/// The longest part whose mere repetition is no password: `tttttttt`, `121212121212`, `abcabcabc`.
const SHORT_PART: usize = 3;

/// Whether a password, whatever its case, is one of the most common ones, or nothing but one of
/// them or a part of up to three characters said over and over.
pub(super) fn is_common(password: &str) -> bool {
    let lower: Zeroizing<Vec<char>> = Zeroizing::new(
        password
            .chars()
            .flat_map(char::to_lowercase)
            .nfkc()
            .collect(),
    );
    let part = shortest_part(&lower);
    let repeats = part.len() < lower.len();
    (repeats && part.len() <= SHORT_PART) || is_listed(part) || is_listed(&lower)
}

fn is_listed(password: &[char]) -> bool {
    let text: Zeroizing<String> = Zeroizing::new(password.iter().collect());
    COMMON.binary_search(&text.as_str()).is_ok()
}

/// The shortest beginning that, repeated, makes the whole; the whole where there is none.
fn shortest_part(text: &[char]) -> &[char] {
    let repeats = |length: &usize| {
        text.len().checked_rem(*length) == Some(0)
            && text
                .get(..*length)
                .is_some_and(|part| text.chunks(*length).all(|chunk| chunk == part))
    };
    (1..text.len())
        .find(repeats)
        .and_then(|length| text.get(..length))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_part_is_common_only_where_it_is_said_again() {
        assert!(is_common("xyqxyq"));
        assert!(!is_common("xyq"));
    }

    #[test]
    fn the_list_is_sorted_and_holds_only_what_length_lets_through() {
        assert!(COMMON.len() > 20_000);
        assert!(COMMON.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            COMMON.iter().all(|p| p.chars().count() >= 8
                && p.nfkc().eq(p.chars())
                && p.to_lowercase() == **p)
        );
    }

    #[test]
    fn the_shortest_part_makes_the_whole() {
        for (text, part) in [
            ("", ""),
            ("a", "a"),
            ("aaaa", "a"),
            ("abab", "ab"),
            ("abcab", "abcab"),
            ("aab", "aab"),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(
                shortest_part(&chars).iter().collect::<String>(),
                part,
                "{text}"
            );
        }
    }
}
