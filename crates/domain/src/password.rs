//! What may be a password: long enough, not among the most common ones, no pattern of keys and no phrase that
//! everybody knows, not the person's or the site's own words; and nothing else (NIST SP 800-63B-4 §3.1.1.2). How it is kept is the door's.

mod pattern;
mod personal;
mod phrases;
mod well_known;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{Refusal, Secret};

/// The least number of characters where the password is the only factor (NIST SP 800-63B-4
/// §3.1.1.2).
pub const LEAST_ALONE: u16 = 15;

/// The least number of characters beside a second factor.
pub const LEAST_WITH_FACTOR: u16 = 8;

/// The greatest number of characters: enough for any passphrase, and a bound on the work.
pub const MOST: usize = 256;

/// Longer texts can't normalise to [`MOST`] characters: no character decomposes to more than four
/// that compose again, of four bytes each. Refused before any work is done on them.
const MOST_BYTES: usize = MOST * 4 * 4;

/// The one form of a password that is hashed, whichever keyboard typed it: NFKC (NIST SP 800-63B-4
/// §3.1.1.2). Case, spaces and length are as they were. More than [`MOST`] code points after it are
/// [`Refusal::PasswordTooLong`]; nothing is ever cut off.
pub fn normalise(typed: &str) -> Result<Secret<String>, Refusal> {
    if typed.len() > MOST_BYTES {
        return Err(Refusal::PasswordTooLong);
    }
    // Room for the longest from the start: a string that grows leaves its old bytes behind unwiped.
    let mut normal = Zeroizing::new(String::with_capacity(MOST * 4));
    let mut count: usize = 0;
    for c in typed.nfkc() {
        count = count.saturating_add(1);
        if count > MOST {
            return Err(Refusal::PasswordTooLong);
        }
        normal.push(c);
    }
    Ok(Secret::new(std::mem::take(&mut *normal)))
}

/// Whether a password, normalised, may be chosen where at least `least` code points are asked for.
///
/// `words` are what an attacker would try first for this person and site: names, e-mail addresses,
/// the site's name; each is also taken apart at everything that is no letter or digit.
///
/// Refused are, in this order: [`Refusal::PasswordTooShort`], [`Refusal::PasswordCommon`],
/// [`Refusal::PasswordPhrase`], [`Refusal::PasswordPersonal`] with the word, [`Refusal::PasswordPattern`]. There is no rule about kinds of characters (OWASP
/// ASVS 6.2.5).
pub fn check(password: &Secret<String>, least: u16, words: &[&str]) -> Result<(), Refusal> {
    let text = password.expose();
    if text.chars().take(usize::from(least)).count() < usize::from(least) {
        return Err(Refusal::PasswordTooShort(least));
    }
    if well_known::is_common(text) {
        return Err(Refusal::PasswordCommon);
    }
    if phrases::is_phrase(text) {
        return Err(Refusal::PasswordPhrase);
    }
    if let Some(word) = personal::word_in(text, words) {
        return Err(Refusal::PasswordPersonal(word));
    }
    if pattern::is_pattern(text) {
        return Err(Refusal::PasswordPattern);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
