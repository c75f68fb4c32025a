//! One line of the audit log, before it is written. Holds no secret, ever.

mod action;
mod columns;
mod words;

pub use action::Action;
pub use columns::{Ends, How, Tells, Whose};
pub use words::{MOST_DETAIL, clean};

use serde::{Deserialize, Serialize};

use crate::Kind;
use crate::ids::{AccountId, EmailId, EnrolmentId, SessionId};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Done,
    Refused,
    Failed,
}

impl Outcome {
    /// The outcome of a word.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Done, Self::Refused, Self::Failed]
            .into_iter()
            .find(|outcome| outcome.as_str() == word)
    }

    /// As stored and listed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What an event has given an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Added {
    Enrolment(EnrolmentId),
    Email(EmailId),
}

/// An event: what was done to whom, with what outcome. Who, when and from where are added by the
/// door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub action: Action,
    /// What came of it.
    pub outcome: Outcome,
    /// Whose account it concerns.
    pub subject: Option<AccountId>,
    /// The factor's kind, or `password`.
    pub kind: Option<Kind>,
    /// A name or reason that helps a reader: an enrolment's name, a reason given. Never a secret.
    pub detail: String,
    /// The session that did it, or that it opened. It stands in no log: by it the owner undoes what that session has
    /// made.
    pub by: Option<SessionId>,
    /// What was added by it, which its owner can have suspended. It stands in no log either.
    pub added: Option<Added>,
}

impl Event {
    /// Something that was done to an account.
    pub fn done(action: Action, subject: AccountId) -> Self {
        Self::new(action, Outcome::Done, Some(subject))
    }

    /// Something that was done to the site.
    pub fn site(action: Action) -> Self {
        Self::new(action, Outcome::Done, None)
    }

    /// An event that tells of something which broke.
    pub fn failed(action: Action, subject: Option<AccountId>) -> Self {
        Self::new(action, Outcome::Failed, subject)
    }

    /// Something that was refused.
    pub fn refused(action: Action, subject: Option<AccountId>) -> Self {
        Self::new(action, Outcome::Refused, subject)
    }

    fn new(action: Action, outcome: Outcome, subject: Option<AccountId>) -> Self {
        debug_assert!(
            action.ends().outcomes().contains(&outcome),
            "{} can't end so",
            action.word()
        );
        debug_assert!(
            match action.whose() {
                Whose::Account => subject.is_some(),
                Whose::Site => subject.is_none(),
                Whose::Anybody => true,
            },
            "{} concerns somebody else",
            action.word()
        );
        Self {
            action,
            outcome,
            subject,
            kind: None,
            detail: String::new(),
            by: None,
            added: None,
        }
    }

    /// The same, about a factor.
    #[must_use]
    pub fn of_kind(mut self, kind: &Kind) -> Self {
        self.kind = Some(kind.clone());
        self
    }

    /// The word of its kind; empty for none.
    pub fn kind_word(&self) -> &str {
        self.kind.as_ref().map_or("", Kind::as_str)
    }

    /// The same, done by that session.
    #[must_use]
    pub const fn by(mut self, session: SessionId) -> Self {
        self.by = Some(session);
        self
    }

    /// The same, which has added this.
    #[must_use]
    pub const fn adding(mut self, added: Added) -> Self {
        self.added = Some(added);
        self
    }

    /// The same, with a name or reason.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_has_a_word() {
        let all = [Outcome::Done, Outcome::Refused, Outcome::Failed];
        assert_eq!(all.map(Outcome::as_str), ["done", "refused", "failed"]);
    }
}
