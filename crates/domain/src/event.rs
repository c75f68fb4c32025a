//! One line of the audit log, before it is written. Holds no secret, ever.

use crate::Kind;
use crate::ids::AccountId;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// It broke.
    Failed,
}

impl Outcome {
    /// As stored and listed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// An event: what was done to whom, with what outcome. Who, when and from where are added by the
/// door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// A stable name: `sign-in`, `factor.added`, … Its text is `event-NAME` with dots as hyphens.
    pub action: &'static str,
    /// What came of it.
    pub outcome: Outcome,
    /// Whose account it concerns.
    pub subject: Option<AccountId>,
    /// The factor's kind, or `password`.
    pub kind: Option<Kind>,
    /// A name or reason that helps a reader: an enrolment's name, a reason given. Never a secret.
    pub detail: String,
}

impl Event {
    /// Something that was done to an account.
    pub fn done(action: &'static str, subject: AccountId) -> Self {
        Self {
            action,
            outcome: Outcome::Done,
            subject: Some(subject),
            kind: None,
            detail: String::new(),
        }
    }

    /// Something that was done to the site.
    pub const fn site(action: &'static str) -> Self {
        Self {
            action,
            outcome: Outcome::Done,
            subject: None,
            kind: None,
            detail: String::new(),
        }
    }

    /// Something that was refused.
    pub fn refused(action: &'static str, subject: Option<AccountId>) -> Self {
        Self {
            action,
            outcome: Outcome::Refused,
            subject,
            kind: None,
            detail: String::new(),
        }
    }

    /// The same, about a factor.
    #[must_use]
    pub fn of_kind(mut self, kind: &Kind) -> Self {
        self.kind = Some(kind.clone());
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
