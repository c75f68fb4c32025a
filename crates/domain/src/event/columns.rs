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

/// Who is told of it at once, beside what stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nobody: whoever it concerns finds it under Recent activity.
    Nobody,
    /// The owner of the account.
    Owner,
}
