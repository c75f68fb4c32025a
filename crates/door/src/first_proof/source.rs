//! What a source of first proofs does: it knows accounts by name, looks at an answer, and says whether a password can
//! be changed here. It spends nothing, pads nothing and commits nothing: that is the flow's.

use std::pin::Pin;

use domain::{Fault, Refusal, Secret, Stop};

use crate::account::table::Account;
use crate::hashing::{Cost, Waiter};
use crate::password::rules::Rules;

/// An async result from behind a trait object.
pub(crate) type Answering<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// Where first proofs are kept.
pub(crate) trait Source: Send + Sync {
    /// The account that somebody who signs in means, as far as it is known here without waiting for a network: or
    /// a source that is silent would hold up every name.
    ///
    /// # Errors
    /// When the database doesn't answer.
    fn find<'a>(&'a self, typed: &'a str) -> Answering<'a, Option<Account>, Fault>;

    /// Whether this account's first proof is kept here.
    fn holds(&self, account: &Account) -> bool;

    /// Whether looking at an answer waits for a network. The flow then gives it a time and places.
    fn is_far(&self) -> bool;

    /// Looks at an answer for an account that is kept here. What it doesn't take to tell right from wrong isn't
    /// done: the flow sees to the time.
    fn check<'a>(&'a self, answer: Answer<'a>) -> Answering<'a, Checked, Unchecked>;

    /// By which rules a password can be changed here; none where it can't be.
    fn rules(&self) -> Option<Rules<'_>>;
}

/// What was answered, for whom.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub(crate) account: &'a Account,
    /// Normalised; empty where it was longer than any password.
    pub(crate) typed: &'a Secret<String>,
    /// For whose sake the pool hashes, where it is to.
    pub(crate) waiter: Waiter,
}

/// What a source says of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It is the one.
    Right {
        /// It is kept at another cost than new ones are, a higher one too. Only our own table says so.
        outdated: bool,
    },
    Wrong {
        /// What it has cost to hash it in the pool; none where nothing was hashed.
        hashed: Option<Cost>,
    },
    /// There is none to compare it with.
    Nothing,
}

/// Why a source says nothing of an answer.
#[derive(Debug)]
pub(crate) enum Unchecked {
    /// There is no room to look at it.
    Busy,
    /// What the source waits for doesn't answer, which is a fault for its own accounts and for nobody else.
    Unreachable(Fault),
    Broken(Fault),
}

impl From<Fault> for Unchecked {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl From<Stop> for Unchecked {
    /// What the pool says in place of a hash.
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(Refusal::Busy) => Self::Busy,
            Stop::Refused(refusal) => Self::Broken(Fault::new(format!("no hash: {refusal:?}"))),
            Stop::Fault(fault) => Self::Broken(fault),
        }
    }
}
