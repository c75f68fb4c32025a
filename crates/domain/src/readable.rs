//! Secrets that a person copies by hand: letters and digits without look-alikes, in groups, read back
//! whatever was done to them on the way.

use crate::{Random, Secret};

/// 32 letters and digits, none of which looks like another: no I, L, O, U (Crockford's choice). Five
/// bits each.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Longest text that is looked at, in bytes.
const MOST: usize = 128;

/// A new secret of that many characters in its canonical form, without separators.
pub fn make(random: &dyn Random, length: usize) -> Secret<String> {
    let letters = (0..length).filter_map(|_| ALPHABET.get(usize::from(random.below(32))));
    Secret::new(letters.map(|b| char::from(*b)).collect())
}

/// The same of bytes that are chance already, one for each character.
pub fn of_chance(bytes: &[u8]) -> Secret<String> {
    let letters = bytes
        .iter()
        .filter_map(|b| ALPHABET.get(usize::from(b % 32)));
    Secret::new(letters.map(|b| char::from(*b)).collect())
}

/// A secret as it is shown: in groups of that many characters.
pub fn grouped(secret: &Secret<String>, group: usize) -> String {
    let mut out = String::new();
    for (place, letter) in secret.expose().chars().enumerate() {
        if place != 0 && place.is_multiple_of(group) {
            out.push('-');
        }
        out.push(letter);
    }
    out
}

/// Reads what was typed as a secret of that many characters: any case, separators and look-alikes
/// forgiven.
pub fn read(typed: &str, length: usize) -> Option<Secret<String>> {
    if typed.len() > MOST {
        return None;
    }
    // Never grown: a copy left behind would not be wiped.
    let mut secret = String::with_capacity(length);
    for letter in typed.chars() {
        let letter = match letter.to_ascii_uppercase() {
            ' ' | '-' | '–' | '—' | '.' | '_' | '\t' | '\u{a0}' => continue,
            'O' => '0',
            'I' | 'L' | '|' => '1',
            'U' => 'V',
            other => other,
        };
        let known = u8::try_from(letter).is_ok_and(|b| ALPHABET.contains(&b));
        if !known || secret.len() >= length {
            return None;
        }
        secret.push(letter);
    }
    (secret.len() == length).then(|| Secret::new(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_secret_is_as_long_as_asked_and_is_made_of_chance() {
        struct Counting(std::sync::atomic::AtomicU8);
        impl Random for Counting {
            fn fill(&self, bytes: &mut [u8]) {
                for byte in bytes {
                    *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            }
        }
        let made = make(&Counting(0.into()), 34);
        assert_eq!(made.expose(), "0123456789ABCDEFGHJKMNPQRSTVWXYZ01");
    }

    #[test]
    fn each_byte_of_chance_is_a_character() {
        assert_eq!(of_chance(&[0, 31, 32, 255, 10]).expose(), "0Z0ZA");
    }

    #[test]
    fn what_was_typed_is_forgiven_and_what_cannot_be_one_is_not() {
        let kept = "0123456789ABCDEFGHJKMNPQR";
        for typed in [
            "01234-56789-ABCDE-FGHJK-MNPQR",
            "o1234 56789 abcde fghjk mnpqr",
            " Ol234\u{a0}56789—ABCDE_FGHJK.MNPQR ",
        ] {
            assert_eq!(read(typed, 25).unwrap().expose(), kept, "{typed}");
        }
        for typed in [
            "",
            "01234",
            "01234-56789-ABCDE-FGHJK-MNPQ*",
            "01234-56789-ABCDE-FGHJK-MNPQRS",
        ] {
            assert!(read(typed, 25).is_none(), "{typed}");
        }
        let spaced = |bytes: usize| read(&format!("{kept:>bytes$}"), 25);
        assert_eq!(spaced(128).unwrap().expose(), kept);
        assert!(spaced(129).is_none());
        assert_eq!(
            grouped(&read(kept, 25).unwrap(), 5),
            "01234-56789-ABCDE-FGHJK-MNPQR"
        );
    }
}
