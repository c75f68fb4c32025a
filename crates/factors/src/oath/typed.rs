//! What is typed from a device: one code, or two in a row by which a token that went astray is found
//! again. Both are typed into the one field.

use domain::{Kind, Refusal, Secret};

use crate::Answer;

/// One code, or two in a row. Their digits are the secret's business.
pub(crate) enum Codes<'a> {
    One(&'a str),
    /// The second follows the first.
    Two(&'a str, &'a str),
}

/// Spaces and hyphens are forgiven; digits must be ASCII.
pub(crate) fn read(kind: &Kind, typed: &str) -> Result<Answer, Refusal> {
    let refusal = || Refusal::NotACode(kind.clone());
    if typed.len() > 48 {
        return Err(refusal());
    }
    let code: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\t' | '\u{a0}'))
        .collect();
    let fits =
        matches!(code.len(), 6..=8 | 12 | 14 | 16) && code.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| Answer(Secret::new(code))).ok_or_else(refusal)
}

impl<'a> Codes<'a> {
    /// What an answer holds.
    pub(crate) fn of(answer: &'a Answer) -> Self {
        let digits = answer.0.expose().as_str();
        let half = digits.len().checked_div(2).unwrap_or(0);
        match digits.split_at_checked(half) {
            Some((first, second)) if digits.len() > 8 => Self::Two(first, second),
            _ => Self::One(digits),
        }
    }
}
