//! Reading a secret that somebody typed, and whether it is fit to be one.
//!
//! The rule that people are told: what has only the digits 0 to 9 and the letters A to F, and at least
//! 32 of them, is hexadecimal; all else is base32. Of random secrets in base32 one in some
//! 40,000,000,000,000 would be read the other way round.

use data_encoding::{BASE32_NOPAD, Encoding, HEXLOWER, Specification};
use domain::{Secret, Unfit};

/// 128 bits (RFC 4226 §4 R6).
const LEAST: usize = 16;
/// 512 bits: the longest that any hash here gives.
const MOST: usize = 64;
/// The longest text that is looked at; longer ones are too long in any writing.
const LONGEST: usize = 512;

/// Reads base32 or hexadecimal in any case, with spaces, hyphens and colons between.
///
/// # Errors
/// [`Unfit::Unreadable`], and what [`fit`] refuses.
pub(crate) fn read(typed: &str) -> Result<Secret<Vec<u8>>, Unfit> {
    let text = cleaned(typed)?;
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Nobody writes base32 with these digits, so a short one is a short one in hexadecimal.
    let surely = hex && text.contains(['0', '1', '8', '9']);
    let even = text.len().is_multiple_of(2);
    if surely || (hex && text.len() >= 32 && even) {
        let text = text.to_ascii_lowercase();
        let bytes = HEXLOWER.decode(text.as_bytes());
        return fit(bytes.map_err(|_| Unfit::Unreadable)?);
    }
    base32(&text)
}

/// Reads base32 alone, as it stands in a link.
///
/// # Errors
/// As [`read`].
pub(crate) fn base32(typed: &str) -> Result<Secret<Vec<u8>>, Unfit> {
    let text = cleaned(typed)?.to_ascii_uppercase();
    let text = text.trim_end_matches('=');
    let bytes = lenient()?.decode(text.as_bytes());
    fit(bytes.map_err(|_| Unfit::Unreadable)?)
}

/// Whether these bytes can be a secret.
///
/// # Errors
/// [`Unfit::TooShort`], [`Unfit::TooLong`], [`Unfit::Repeated`].
pub(crate) fn fit(bytes: Vec<u8>) -> Result<Secret<Vec<u8>>, Unfit> {
    let bytes = Secret::new(bytes);
    let held = bytes.expose();
    if held.len() < LEAST {
        return Err(Unfit::TooShort);
    }
    if held.len() > MOST {
        return Err(Unfit::TooLong);
    }
    if held.iter().all(|byte| Some(byte) == held.first()) {
        return Err(Unfit::Repeated);
    }
    Ok(bytes)
}

fn cleaned(typed: &str) -> Result<zeroize::Zeroizing<String>, Unfit> {
    if typed.len() > LONGEST {
        return Err(Unfit::TooLong);
    }
    let text: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | ':'))
        .collect();
    let text = zeroize::Zeroizing::new(text);
    if text.is_empty() || !text.is_ascii() {
        return Err(Unfit::Unreadable);
    }
    Ok(text)
}

/// Base32 whose last character may hold bits that belong to no byte, as some programs write it.
fn lenient() -> Result<Encoding, Unfit> {
    let mut specification: Specification = BASE32_NOPAD.specification();
    specification.check_trailing_bits = false;
    specification.encoding().map_err(|_| Unfit::Unreadable)
}
