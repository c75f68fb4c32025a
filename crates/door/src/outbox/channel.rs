//! By which ways messages leave: a trait, which the program fills.

use std::future::Future;
use std::pin::Pin;

use domain::{Language, Secret, Timestamp};

/// A message as it leaves. Its text may hold a code, so it can't be printed.
#[derive(Debug)]
pub struct Letter {
    /// The message's id: the same each time that it is tried, so that a receiver can tell a repetition.
    pub id: String,
    /// When what it tells of happened.
    pub made: Timestamp,
    /// To whom: the account's name.
    pub to: String,
    /// To which of the account's addresses, or to which number in E.164; none where it goes to the account itself.
    pub address: Option<String>,
    /// In which language it is.
    pub language: Language,
    /// What it is about, in a line.
    pub subject: String,
    pub text: Secret<String>,
    /// What stands behind a gateway's name in the address at which it says what became of the message: its id, a
    /// slash, and what makes it believed.
    pub report: String,
}

/// Why a message didn't leave.
#[derive(Debug)]
pub enum Undelivered {
    /// It may leave later.
    Later(String),
    Never(String),
}

/// What comes of sending.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// What a channel sends to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaches {
    /// The account itself: one message.
    Account,
    /// Each of its confirmed e-mail addresses: a message of its own.
    Addresses,
    /// A telephone number of the account, where a message is meant for that.
    Numbers,
}

/// A way by which messages leave.
pub trait Channel: Send + Sync {
    /// Its name in the outbox; it stays as it is.
    fn name(&self) -> &'static str;

    /// What it sends to.
    fn reaches(&self) -> Reaches {
        Reaches::Account
    }

    /// Sends one. It may be sent twice, where a node ends between sending and noting it.
    ///
    /// # Errors
    /// It didn't leave.
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a>;
}
