//! Long passwords that are short to say: rows of keys, sequences, something over and over. How many guesses
//! one is worth is a library's estimate (`zxcvbn`), of its beginning alone.

use zeroize::Zeroizing;

/// So many characters are looked at: what they are worth is enough, and the work has a bound.
const LOOKED_AT: usize = 48;

/// From this length on a password is expected to be worth its length.
const LONG: usize = 15;

/// The least guesses, as a power of ten: of a long one, and of one beside a second factor.
const WORTH_LONG: f64 = 8.2;
const WORTH: f64 = 6.0;

/// Columns of keys, which the estimate takes for letters.
const COLUMNS: [&str; 4] = [
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaqxswcdevfrbgtnhymjukilop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7ki8lo9p0",
];

/// Whether it is worth too few guesses, as it is or without what stands between its letters and digits.
pub(super) fn is_pattern(password: &str) -> bool {
    let text: Zeroizing<String> = Zeroizing::new(password.chars().take(LOOKED_AT).collect());
    let bare: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| c.is_alphanumeric()).collect());
    let (length, kept) = (text.chars().count(), bare.chars().count());
    // What is mostly signs is worth what they are worth.
    let all_but_spaces = kept.saturating_mul(4) >= length.saturating_mul(3);
    let lower = Zeroizing::new(bare.to_lowercase());
    if all_but_spaces && COLUMNS.iter().any(|keys| keys.contains(lower.as_str())) {
        return true;
    }
    let least = if length >= LONG { WORTH_LONG } else { WORTH };
    let falls_short = |text: &str| zxcvbn::zxcvbn(text, &[]).guesses_log10() < least;
    falls_short(&text) || (length >= LONG && all_but_spaces && kept < length && falls_short(&bare))
}
