//! Who acts. The command line acts above all accounts; everybody else is an account.

use domain::ids::{AccountId, RequestId, SessionId};
use store::Guard;

use crate::account::table as accounts;

/// The actor of a verb.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Whoever may run the program on the server.
    CommandLine,
    /// Somebody signed in.
    Account {
        /// Which account.
        id: AccountId,
        /// Whether it is an administrator's.
        admin: bool,
        /// The session that they act through.
        session: SessionId,
        /// The request that asked.
        request: RequestId,
    },
}

impl Actor {
    /// How the audit log names it.
    pub fn written(&self) -> String {
        match self {
            Self::CommandLine => "command-line".into(),
            Self::Account { id, .. } => id.to_string(),
        }
    }

    /// The session that it acts through; none for the command line.
    pub(crate) const fn session(&self) -> Option<SessionId> {
        match self {
            Self::CommandLine => None,
            Self::Account { session, .. } => Some(*session),
        }
    }

    /// States again, in a batch that makes something, that the session lives that it is made in.
    pub(crate) fn still(&self) -> Option<Guard> {
        match self {
            Self::CommandLine => None,
            Self::Account { id, session, .. } => Some(accounts::stands(*id, *session)),
        }
    }

    /// The same, with a guard on another account: two rows of one table are locked in order of id.
    pub(crate) fn still_with(&self, other: AccountId, guard: Guard) -> Vec<Guard> {
        let mut both = vec![(other, guard)];
        if let (Self::Account { id, .. }, Some(still)) = (self, self.still()) {
            both.push((*id, still));
        }
        both.sort_by_key(|(id, _)| *id);
        both.into_iter().map(|(_, guard)| guard).collect()
    }

    /// Whether it may act on an account: the command line on all, an administrator on all, anybody
    /// on their own.
    pub fn may_act_on(&self, account: AccountId) -> bool {
        match self {
            Self::CommandLine => true,
            Self::Account { id, admin, .. } => *admin || *id == account,
        }
    }

    /// Whether it may help somebody who has these rights: never somebody with more than its own.
    pub const fn may_help(&self, subject_is_admin: bool) -> bool {
        match self {
            Self::CommandLine => true,
            Self::Account { admin, .. } => *admin || !subject_is_admin,
        }
    }

    /// Whether it may administer.
    pub const fn is_administrator(&self) -> bool {
        match self {
            Self::CommandLine => true,
            Self::Account { admin, .. } => *admin,
        }
    }
}
