//! What the table of actions says of each: the columns beside its word.

use super::Outcome;

/// Whom an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Account,
    /// An account, or a name that no account has.
    Anybody,
    Site,
}

/// What may come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It is written when it was done.
    Done,
    /// It is written when it was refused.
    Refused,
    /// It is written either way.
    Both,
    /// It is written when it broke.
    Failed,
}

impl Ends {
    /// The outcomes that its events can have.
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::Done => &[Outcome::Done],
            Self::Refused => &[Outcome::Refused],
            Self::Both => &[Outcome::Done, Outcome::Refused],
            Self::Failed => &[Outcome::Failed],
        }
    }
}

impl Ends {
    /// Of which of them somebody is told, where anybody is: of what can be refused as well only what was done.
    pub const fn told(self) -> &'static [Outcome] {
        match self {
            Self::Both => &[Outcome::Done],
            Self::Done | Self::Refused | Self::Failed => self.outcomes(),
        }
    }
}

/// Who is told of it at once, beside what stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nobody: whoever it concerns finds it under Recent activity.
    Nobody,
    /// The owner of the account: it is about who gets in.
    Always,
    /// The owner of the account, unless they have switched it off.
    IfWanted,
    /// The owner of the account, at the addresses to which nothing else was sent of it.
    Others,
}

/// What the message says beside what happened, when and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// How to stop it, if it wasn't the owner's doing.
    NotMe,
    /// Its detail, which is ours. Other details may have been written by whoever did it, and stand under Recent
    /// activity alone.
    Detail,
    /// Its detail, which is the reason that an administrator gave.
    Reason,
}
