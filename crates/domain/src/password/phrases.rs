//! Phrases that everybody knows, which no estimate by words finds out.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Letters alone, lower case, one a line, in order of their bytes.
const PHRASES: &str = include_str!("phrases.txt");

/// Whether a password is nothing but one of them, whatever its case, spaces and signs, and whatever number
/// stands before or behind.
pub(super) fn is_phrase(password: &str) -> bool {
    let letters: Zeroizing<String> = Zeroizing::new(
        password
            .chars()
            .flat_map(char::to_lowercase)
            .nfc()
            .filter(|c| c.is_alphabetic())
            .collect(),
    );
    PHRASES.lines().any(|phrase| phrase == letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_holds_letters_in_lower_case() {
        let all: Vec<_> = PHRASES.lines().collect();
        assert!(all.len() > 100);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(all.iter().all(|phrase| {
            phrase.chars().all(char::is_alphabetic)
                && phrase.to_lowercase() == **phrase
                && phrase.nfc().eq(phrase.chars())
                && phrase.chars().count() >= 12
        }));
    }
}
