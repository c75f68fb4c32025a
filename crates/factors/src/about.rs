//! What a factor says of itself.

use domain::setting::Setting;
use domain::{Channel, Kind, Strength};
use look::words::Texts;
use store::Schema;

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

/// The facts about a factor from which policy, pages and proofs are made.
#[derive(Clone, Debug)]
pub struct About {
    /// Its kind.
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// What its proofs withstand.
    pub strength: Strength,
    /// What its proofs show.
    pub channel: Channel,
    /// How it is answered.
    pub answered: Answered,
    /// Whether it may be set up by somebody who is signing in and has no factor at all.
    pub at_sign_in: bool,
    /// Whether people set it up by themselves (a bypass code is given by an administrator).
    pub own: bool,
    /// Whether it signs in by itself, without a password.
    pub alone: bool,
}

impl About {
    /// Whether it only helps out: it never makes a second proof owed, stands last, and answers even
    /// where the other kinds are switched off.
    pub fn is_fallback(&self) -> bool {
        self.strength == Strength::Fallback
    }
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
