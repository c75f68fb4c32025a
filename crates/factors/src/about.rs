//! What a factor says of itself.

use domain::{Channel, Kind, Strength};

use crate::{Component, Given, Passwordless};

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Digits typed into the field `code`.
    Digits,
    /// Letters and digits typed into the field `code`.
    Letters,
    /// Nothing is typed: it is answered elsewhere, and this page asks whether it has been. No attempt is spent on it.
    Elsewhere,
    /// By a signature that a script puts into the field `code`. It can't be guessed, so that no attempt is
    /// spent on it.
    Signed,
}

/// What a factor is for. What it proves follows from it, so that there is none that counts as a factor and then
/// proves nothing that policy accepts.
#[derive(Clone, Copy)]
pub enum Role {
    /// It is asked for after a first proof.
    Second {
        /// How much it withstands.
        strength: Strength,
        /// Whether it may be set up by somebody who is signing in and has no factor at all.
        at_sign_in: bool,
    },
    /// It signs in by itself, with its holder verified; after a first proof it is asked for like a second factor.
    Passwordless(&'static dyn Passwordless),
    /// It only helps out: it never makes a second proof owed, stands last, and answers even where the other kinds
    /// are switched off.
    Fallback(Source),
}

/// Where codes that help out come from.
#[derive(Clone, Copy)]
pub enum Source {
    /// People make them for themselves, for the day when a factor is missing.
    Owner,
    /// An administrator gives one to somebody who is locked out.
    Helper(&'static dyn Given),
}

impl Role {
    /// How much its proofs withstand; none where it only helps out.
    pub const fn strength(&self) -> Option<Strength> {
        match self {
            Self::Second { strength, .. } => Some(*strength),
            // A signature for this site alone, or nobody could tell a passkey from a phished code.
            Self::Passwordless(_) => Some(Strength::PhishingResistant),
            Self::Fallback(_) => None,
        }
    }

    /// What its proofs show.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Passwordless(_) => Channel::Both,
            Self::Second { .. } | Self::Fallback(_) => Channel::Possession,
        }
    }

    /// Whether it only helps out.
    pub const fn is_fallback(&self) -> bool {
        matches!(self, Self::Fallback(_))
    }

    /// Whether it may be set up by somebody who is signing in and has no factor at all.
    pub const fn is_set_up_at_sign_in(&self) -> bool {
        match self {
            Self::Second { at_sign_in, .. } => *at_sign_in,
            Self::Passwordless(_) => true,
            Self::Fallback(_) => false,
        }
    }

    /// Whether people set it up by themselves.
    pub const fn is_own(&self) -> bool {
        !matches!(self, Self::Fallback(Source::Helper(_)))
    }

    /// Giving a code of it to somebody, where that is done.
    pub const fn given(&self) -> Option<&'static dyn Given> {
        match self {
            Self::Fallback(Source::Helper(giving)) => Some(*giving),
            Self::Fallback(Source::Owner) | Self::Second { .. } | Self::Passwordless(_) => None,
        }
    }

    /// Signing in by it alone, where it does that.
    pub const fn passwordless(&self) -> Option<&'static dyn Passwordless> {
        match self {
            Self::Passwordless(way) => Some(*way),
            Self::Second { .. } | Self::Fallback(_) => None,
        }
    }
}

/// The facts about a factor from which policy, pages and proofs are made, and what it brings along.
#[derive(Clone)]
pub struct About {
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// What it is for.
    pub role: Role,
    /// How it is answered.
    pub answered: Answered,
    /// What it brings to the house.
    pub component: Component,
}
