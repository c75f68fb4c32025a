//! Assurance is computed from proofs at the moment of decision; it is stored nowhere.

use crate::{Channel, Proof, Strength};

/// How sure the door may be of who is there, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    Single,
    /// Something known and something held (NIST SP 800-63B-4 §2.2.1).
    TwoFactor,
    /// Two factors, one of them bound to this site (NIST SP 800-63B-4 §3.2.5).
    PhishingResistant,
}

impl Assurance {
    /// What these proofs amount to together; none for no proof.
    pub fn of(proofs: &[Proof]) -> Option<Self> {
        if proofs.is_empty() {
            return None;
        }
        let shows = |channel| {
            proofs
                .iter()
                .any(|p| p.channel == channel || p.channel == Channel::Both)
        };
        if !(shows(Channel::Knowledge) && shows(Channel::Possession)) {
            return Some(Self::Single);
        }
        let resistant = proofs
            .iter()
            .any(|p| p.worth() == Some(Strength::PhishingResistant));
        Some(if resistant {
            Self::PhishingResistant
        } else {
            Self::TwoFactor
        })
    }

    /// Reads the word that [`Assurance::word`] gives; none for any other.
    pub fn read(word: &str) -> Option<Self> {
        let all = [Self::Single, Self::TwoFactor, Self::PhishingResistant];
        all.into_iter().find(|assurance| assurance.word() == word)
    }

    /// Its word in settings, headers and assertions: `single`, `two-factor`, `phishing-resistant`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::TwoFactor => "two-factor",
            Self::PhishingResistant => "phishing-resistant",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Ripeness, Timestamp};

    fn proof(channel: Channel, strength: Option<Strength>) -> Proof {
        Proof {
            kind: Kind::of("x"),
            enrolment: None,
            strength,
            channel,
            counted: Ripeness::Ripe,
            vouched: false,
            at: Timestamp::from_micros(0),
        }
    }

    #[test]
    fn each_word_is_read_again_and_no_other_is() {
        for word in ["single", "two-factor", "phishing-resistant"] {
            assert_eq!(Assurance::read(word).map(Assurance::word), Some(word));
        }
        for wrong in ["", "Single", "two_factor", "2fa", "none"] {
            assert_eq!(Assurance::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn n_1_n_5_a_session_is_never_surer_than_its_proofs() {
        use Channel::{Both, Knowledge, Possession};
        let (otp, key) = (Some(Strength::OneTime), Some(Strength::PhishingResistant));
        let unripe = |channel| Proof {
            counted: Ripeness::Unripe,
            ..proof(channel, key)
        };
        let cases: [(Vec<Proof>, Option<Assurance>); 11] = [
            (vec![], None),
            (vec![proof(Knowledge, None)], Some(Assurance::Single)),
            (
                vec![proof(Knowledge, None), proof(Knowledge, None)],
                Some(Assurance::Single),
            ),
            (vec![proof(Possession, otp)], Some(Assurance::Single)),
            (vec![proof(Possession, key)], Some(Assurance::Single)),
            (
                vec![proof(Knowledge, None), proof(Possession, otp)],
                Some(Assurance::TwoFactor),
            ),
            (
                vec![proof(Knowledge, None), proof(Possession, key)],
                Some(Assurance::PhishingResistant),
            ),
            (vec![proof(Both, key)], Some(Assurance::PhishingResistant)),
            (vec![unripe(Both)], Some(Assurance::TwoFactor)),
            (
                vec![proof(Knowledge, None), unripe(Possession)],
                Some(Assurance::TwoFactor),
            ),
            (
                vec![unripe(Possession), proof(Both, key)],
                Some(Assurance::PhishingResistant),
            ),
        ];
        for (proofs, expected) in cases {
            assert_eq!(Assurance::of(&proofs), expected, "{proofs:?}");
        }
    }
}
