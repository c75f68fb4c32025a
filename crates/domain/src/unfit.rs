//! Why a token that somebody programs themselves, or the secret in it, can't be taken.

/// Each has a sentence of its own in every language, under the key that [`Unfit::key`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// Neither base32 nor hexadecimal.
    Unreadable,
    /// Fewer than 128 bits (RFC 4226 §4 R6).
    TooShort,
    /// More than 512 bits, the longest key that HMAC-SHA-512 is given here.
    TooLong,
    /// One byte, again and again.
    Repeated,
    /// The secret is another enrolment's: a code would be good twice.
    AlreadyHere,
    /// Begins as an `otpauth://` link and isn't one.
    Link,
    /// A link for the other kind of token.
    OtherKind,
    /// A hash other than SHA-1, SHA-256 and SHA-512.
    Algorithm,
    /// Neither 6 nor 8 digits.
    Digits,
    /// Not from 15 to 120 seconds.
    Period,
    /// Not a counter, which is a whole number.
    Counter,
}

impl Unfit {
    /// All reasons, in the order of their texts.
    pub const ALL: [Self; 11] = [
        Self::Unreadable,
        Self::TooShort,
        Self::TooLong,
        Self::Repeated,
        Self::AlreadyHere,
        Self::Link,
        Self::OtherKind,
        Self::Algorithm,
        Self::Digits,
        Self::Period,
        Self::Counter,
    ];

    /// The key of its sentence in the catalogue.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "refusal-secret-unreadable",
            Self::TooShort => "refusal-secret-too-short",
            Self::TooLong => "refusal-secret-too-long",
            Self::Repeated => "refusal-secret-repeated",
            Self::AlreadyHere => "refusal-secret-already-here",
            Self::Link => "refusal-secret-link",
            Self::OtherKind => "refusal-secret-other-kind",
            Self::Algorithm => "refusal-secret-algorithm",
            Self::Digits => "refusal-secret-digits",
            Self::Period => "refusal-secret-period",
            Self::Counter => "refusal-secret-counter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;

    #[test]
    fn each_reason_has_a_sentence_of_its_own() {
        let mut keys: Vec<&str> = Unfit::ALL.map(Unfit::key).to_vec();
        assert!(keys.iter().all(|key| key.starts_with("refusal-")));
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Unfit::ALL.len());
        for why in Unfit::ALL {
            assert_eq!(Refusal::Unfit(why).key(), why.key());
        }
    }
}
