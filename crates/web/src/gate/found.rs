//! Who is there when a proxy asks, and how that was found.

use std::sync::Arc;

use domain::gate::Who;
use door::{Client, Guest, Subject};

/// Who is there, and how that was found.
pub(super) enum Caller {
    Nobody,
    Guest(Arc<Guest>),
    /// Cookies of two sessions, of which neither counts.
    Differing,
    Client(Client),
    /// A name and a secret that open nothing.
    WrongClient,
}

impl Caller {
    /// The account that it is; none where nobody is known.
    pub(super) fn subject(&self) -> Option<&Subject> {
        match self {
            Self::Guest(guest) => Some(guest.subject()),
            Self::Client(client) => Some(client.subject()),
            Self::Nobody | Self::Differing | Self::WrongClient => None,
        }
    }

    /// As what the decision takes them.
    pub(super) fn as_decided(&self) -> Who<'_> {
        match self {
            Self::Nobody | Self::Differing | Self::WrongClient => Who::Nobody,
            Self::Guest(guest) => as_account(guest.subject()),
            Self::Client(Client::Account(subject)) => as_account(subject),
            Self::Client(Client::Device {
                subject,
                scope,
                made_with,
                ..
            }) => Who::DevicePassword {
                groups: &subject.groups,
                made_with: *made_with,
                scope,
            },
        }
    }
}

fn as_account(subject: &Subject) -> Who<'_> {
    Who::Account {
        groups: &subject.groups,
        assurance: subject.assurance,
    }
}
