//! The kind of a factor: a checked string, so that adding a factor changes no type here.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// `totp`, `backup-code`, … 1 to 32 lower-case letters, digits and inner hyphens.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// The password: a first proof, never a factor of the registry.
    pub const PASSWORD: Self = Self(Cow::Borrowed("password"));

    /// A kind that stands in code; the registry's test reads it with [`Kind::read`].
    pub const fn of(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Reads a kind from outside.
    pub fn read(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        fits.then(|| Self(Cow::Owned(text.to_owned())))
    }

    /// The kind as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(from)?;
        Self::read(&text).ok_or_else(|| serde::de::Error::custom("not a kind"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_up_to_32_lower_case_letters_digits_and_inner_hyphens() {
        let longest = "k".repeat(32);
        for text in ["totp", "backup-code", "k", "2", "u2f", "a--b", &longest] {
            let kind = Kind::read(text).unwrap();
            assert_eq!(kind.as_str(), text);
            assert_eq!(kind.to_string(), text);
        }
        let longer = "k".repeat(33);
        for wrong in [
            "", "-", "-totp", "totp-", "Totp", "to tp", "to_tp", "tötp", &longer,
        ] {
            assert_eq!(Kind::read(wrong), None, "{wrong}");
        }
    }
}
