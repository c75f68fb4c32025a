//! Who must have a second factor, and what somebody at the door still owes. Pure: a table of cases
//! stands at the end.

use crate::{Channel, Proof};

/// Who must have a second factor.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Required {
    #[default]
    Nobody,
    Everyone,
    /// Members of any of these groups, by name.
    Groups(Vec<String>),
}

impl Required {
    /// Whether it binds an account with these groups.
    pub fn binds<'a>(&self, mut groups: impl Iterator<Item = &'a str>) -> bool {
        match self {
            Self::Nobody => false,
            Self::Everyone => true,
            Self::Groups(names) => groups.any(|group| names.iter().any(|name| name == group)),
        }
    }
}

/// What exists on an account, whatever its state (L34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// A confirmed enrolment of a factor that makes a second proof owed: suspended, locked, expired
    /// and switched-off ones count.
    pub factor: bool,
    /// A code that helps out and could be asked for.
    pub fallback: bool,
    /// Policy requires a second factor of this account.
    pub required: bool,
    /// What signs in without a password isn't enough for this account: something else that is set up is asked
    /// for after it.
    pub beyond_passwordless: bool,
}

/// What is missing before a session may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    Nothing,
    Second,
    /// A factor has to be set up first; offered only where none exists at all.
    SetUp,
}

/// What somebody with these proofs still owes. Two proofs of one channel are one factor.
pub fn owed(holds: Holds, proofs: &[Proof]) -> Owed {
    let knows = |p: &Proof| matches!(p.channel, Channel::Knowledge | Channel::Both);
    let known = proofs.iter().any(knows);
    let second = |p: &&Proof| p.is_second();
    let real = proofs.iter().filter(second).any(|p| !p.is_fallback());
    let any = proofs.iter().any(|p| p.is_second());
    // Something held without something known is half a sign-in, whatever else is true.
    if !known {
        return Owed::Second;
    }
    if holds.beyond_passwordless && is_alone(proofs) {
        return Owed::Second;
    }
    if holds.factor {
        return if any { Owed::Nothing } else { Owed::Second };
    }
    if holds.required {
        if real {
            return Owed::Nothing;
        }
        return if holds.fallback && !any {
            Owed::Second
        } else {
            Owed::SetUp
        };
    }
    Owed::Nothing
}

/// Whether all of this was given by one enrolment alone: twice the same is no more than once.
pub fn is_alone(proofs: &[Proof]) -> bool {
    let mut all = proofs.iter().map(|proof| proof.enrolment);
    match all.next() {
        Some(first @ Some(_)) => all.all(|other| other == first),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::EnrolmentId;
    use crate::{Kind, Ripeness, Strength, Timestamp};

    #[test]
    fn v6_3_3_every_case_of_what_is_owed() {
        let at = Timestamp::from_micros(0);
        let password = Proof::password(at);
        let second = |strength, channel| Proof {
            kind: Kind::of("x"),
            enrolment: None,
            strength,
            channel,
            counted: Ripeness::Ripe,
            vouched: false,
            at,
        };
        let code = second(Some(Strength::OneTime), Channel::Possession);
        let mailed = second(Some(Strength::Mailed), Channel::Mailbox);
        let backup = second(None, Channel::Possession);
        let passkey = second(Some(Strength::PhishingResistant), Channel::Both);
        let holds = |factor, fallback, required| Holds {
            factor,
            fallback,
            required,
            beyond_passwordless: false,
        };
        let beyond = Holds {
            beyond_passwordless: true,
            ..holds(true, false, false)
        };
        let of = |proof: &Proof, id| Proof {
            enrolment: Some(EnrolmentId::from_bytes([id; 16])),
            ..proof.clone()
        };
        let (passkey_1, passkey_2, code_3) = (of(&passkey, 1), of(&passkey, 2), of(&code, 3));
        #[rustfmt::skip]
        let cases: Vec<(Holds, Vec<&Proof>, Owed)> = vec![
            // factor fallback required      proofs                      owed
            (holds(false, false, false), vec![&password],             Owed::Nothing),
            (holds(false, true,  false), vec![&password],             Owed::Nothing),
            (holds(true,  false, false), vec![&password],             Owed::Second),
            (holds(true,  true,  true),  vec![&password],             Owed::Second),
            (holds(true,  false, false), vec![&password, &code],      Owed::Nothing),
            (holds(true,  true,  true),  vec![&password, &backup],    Owed::Nothing),
            (holds(true,  false, true),  vec![&passkey],              Owed::Nothing),
            (holds(true,  false, false), vec![&password, &mailed],    Owed::Nothing),
            (holds(true,  false, false), vec![&mailed],               Owed::Second),
            (holds(true,  false, false), vec![&mailed, &code],        Owed::Second),
            (holds(true,  false, false), vec![&code],                 Owed::Second),
            (holds(true,  false, false), vec![&backup, &code],        Owed::Second),
            (holds(false, false, true),  vec![&password],             Owed::SetUp),
            (holds(false, true,  true),  vec![&password],             Owed::Second),
            (holds(false, true,  true),  vec![&password, &backup],    Owed::SetUp),
            (holds(false, false, true),  vec![&password, &backup],    Owed::SetUp),
            (holds(false, false, true),  vec![&password, &code],      Owed::Nothing),
            (holds(false, false, false), vec![],                      Owed::Second),
            (holds(true,  false, true),  vec![&passkey_1],            Owed::Nothing),
            (beyond,                     vec![&passkey_1],            Owed::Second),
            (beyond,                     vec![&passkey_1, &passkey_1], Owed::Second),
            (beyond,                     vec![&passkey_1, &passkey_2], Owed::Nothing),
            (beyond,                     vec![&passkey_1, &code_3],   Owed::Nothing),
            (beyond,                     vec![&password, &passkey_1], Owed::Nothing),
            (beyond,                     vec![&password, &code_3],    Owed::Nothing),
            (beyond,                     vec![&password],             Owed::Second),
        ];
        for (holds, proofs, expected) in cases {
            let proofs: Vec<Proof> = proofs.into_iter().cloned().collect();
            assert_eq!(owed(holds, &proofs), expected, "{holds:?} {proofs:?}");
        }
    }

    #[test]
    fn a_policy_binds_by_group() {
        let groups = || ["staff", "it"].into_iter();
        assert!(!Required::Nobody.binds(groups()));
        assert!(Required::Everyone.binds([].into_iter()));
        assert!(Required::Groups(vec!["it".into()]).binds(groups()));
        assert!(!Required::Groups(vec!["hr".into()]).binds(groups()));
    }
}
