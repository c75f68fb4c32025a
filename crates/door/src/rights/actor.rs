//! Who acts: somebody signed in, or the command line, which is above all accounts.

use std::borrow::Cow;

use domain::ids::{AccountId, SessionId};

use crate::rights::verb::Part;
use crate::{LiveSession, Visitor};

/// The actor of a verb.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Somebody signed in, with what was seen of the request.
    Session(LiveSession, Box<Visitor>),
    /// Whoever may run the program on the server.
    CommandLine {
        /// As which Unix user; empty where that isn't known.
        unix: Cow<'static, str>,
    },
}

impl Actor {
    /// The command line, as nobody in particular.
    pub const COMMAND_LINE: Self = Self::CommandLine {
        unix: Cow::Borrowed(""),
    };

    /// How the audit log names it: an account's id, or `command-line` with the Unix user after a colon.
    pub fn written(&self) -> String {
        match self {
            Self::Session(live, _) => live.account().to_string(),
            Self::CommandLine { unix } if unix.is_empty() => "command-line".into(),
            Self::CommandLine { unix } => format!("command-line:{unix}"),
        }
    }

    /// The session that it acts through; none for the command line.
    pub(crate) fn session(&self) -> Option<SessionId> {
        match self {
            Self::Session(live, _) => Some(live.id()),
            Self::CommandLine { .. } => None,
        }
    }

    /// The account that acts; none for the command line.
    pub(crate) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Session(live, _) => Some(live.account()),
            Self::CommandLine { .. } => None,
        }
    }

    /// Whether it may act in that part.
    pub(crate) fn acts_as(&self, part: Part) -> bool {
        match self {
            Self::CommandLine { .. } => part == Part::CommandLine,
            Self::Session(live, _) => match part {
                Part::Oneself => true,
                Part::Administrator => live.admin,
                Part::Entering
                | Part::Linked
                | Part::Helper
                | Part::Auditor
                | Part::CommandLine => false,
            },
        }
    }
}

impl LiveSession {
    /// The actor that acts through it.
    pub fn actor(&self, seen: &Visitor) -> Actor {
        Actor::Session(self.clone(), Box::new(seen.clone()))
    }
}
