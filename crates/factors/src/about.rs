//! What a factor says of itself.

use domain::setting::Setting;
use domain::{Channel, Kind, Strength};
use look::words::Texts;
use store::Schema;

use crate::passwordless::Passwordless;

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Digits typed into the field `code`.
    Digits,
    /// Letters and digits typed into the field `code`.
    Letters,
    /// By a signature that a script puts into the field `code`. It can't be guessed, so that no attempt is
    /// spent on it.
    Signed,
}

/// What a factor is for. What it proves follows from it, so that there is none that counts as a factor and then
/// proves nothing that policy accepts.
#[derive(Clone, Copy)]
pub enum Role {
    /// It is asked for after a first proof, and withstands so much.
    Second(Strength),
    /// It signs in by itself, with its holder verified; after a first proof it is asked for like a second factor.
    Passwordless(&'static dyn Passwordless),
    /// It only helps out: it never makes a second proof owed, stands last, and answers even where the other kinds
    /// are switched off.
    Fallback(Source),
}

/// Where codes that help out come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// People make them for themselves, for the day when a factor is missing.
    Owner,
    /// An administrator gives one to somebody who is locked out.
    Helper,
}

impl Role {
    /// How much its proofs withstand; none where it only helps out.
    pub const fn strength(&self) -> Option<Strength> {
        match self {
            Self::Second(strength) => Some(*strength),
            // A signature for this site alone, or nobody could tell a passkey from a phished code.
            Self::Passwordless(_) => Some(Strength::PhishingResistant),
            Self::Fallback(_) => None,
        }
    }

    /// What its proofs show.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Passwordless(_) => Channel::Both,
            Self::Second(_) | Self::Fallback(_) => Channel::Possession,
        }
    }

    /// Whether it only helps out.
    pub const fn is_fallback(&self) -> bool {
        matches!(self, Self::Fallback(_))
    }

    /// Whether people set it up by themselves.
    pub const fn is_own(&self) -> bool {
        !matches!(self, Self::Fallback(Source::Helper))
    }

    /// Signing in by it alone, where it does that.
    pub const fn passwordless(&self) -> Option<&'static dyn Passwordless> {
        match self {
            Self::Passwordless(way) => Some(*way),
            Self::Second(_) | Self::Fallback(_) => None,
        }
    }
}

/// The facts about a factor from which policy, pages and proofs are made.
#[derive(Clone)]
pub struct About {
    /// Its kind.
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// What it is for.
    pub role: Role,
    /// How it is answered.
    pub answered: Answered,
}

/// What a factor brings to the house besides its code.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Its tables, migrations and statements; the card file is everybody's.
    pub schema: &'static Schema,
    /// Its settings.
    pub settings: &'static [Setting],
    /// Its texts.
    pub texts: Texts,
}
