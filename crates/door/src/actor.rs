//! Who acts. The command line acts above all accounts; everybody else is an account.

use domain::ids::{AccountId, RequestId};

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
