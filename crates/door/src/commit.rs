//! The only room that writes. Whoever changes a row hands in a warrant with the change; there are three: a
//! permit (somebody's right), an admission (what makes sessions and pending sign-ins) and upkeep (what is
//! nobody's act). A test finds no fourth.

use domain::{Fault, Stop};
use store::{Batch, Store};

use crate::house::Door;

/// The store, as far as it is written to. It is made in [`Door::new`] and handed out to nobody.
pub(crate) struct Ledger(Store);

impl Ledger {
    pub(crate) const fn new(store: Store) -> Self {
        Self(store)
    }

    /// Commits a change by what permits it.
    pub(crate) async fn commit(&self, by: impl Warrant, change: Batch) -> Result<(), Stop> {
        by.complete(change).commit(&self.0).await
    }

    /// Whether anything could be written.
    pub(crate) async fn can_write(&self) -> Result<(), Fault> {
        self.0.can_write().await
    }
}

/// What a change is committed by.
pub(crate) trait Warrant {
    /// The change, with what has to be stated again and told in the same moment.
    fn complete(self, change: Batch) -> Batch;
}

/// Making a session or a pending sign-in, or letting a session rise. Only the sign-in has it: the batch
/// consumes the proofs that it leans on.
pub(crate) struct Admission(());

impl Admission {
    /// Called by `sign_in` alone, which a test sees to.
    pub(crate) const fn of_sign_in() -> Self {
        Self(())
    }
}

impl Warrant for Admission {
    fn complete(self, change: Batch) -> Batch {
        change
    }
}

/// What is nobody's act, and opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Upkeep {
    /// An attempt is taken from a budget, or given back.
    Attempt,
    /// It is noted that something was used: a session, a device password, a program, an offer.
    Seen,
    /// A refusal's event, or one that nobody caused, is written by itself.
    Told,
    /// Its holder gives up a session or a pending sign-in.
    GivenUp,
    /// A question was sent, or asked again.
    Asked,
    /// A password is kept at today's cost.
    Rehash,
    /// What turned suspect is ended.
    Alarm,
    /// The link by which the first administrator comes.
    SetUpLink,
    /// A message of the outbox is taken, sent, put off or given up.
    Sending,
    /// What a job does, and how it went: what is over is swept, events are sealed.
    Sweeping,
}

impl Warrant for Upkeep {
    fn complete(self, change: Batch) -> Batch {
        change
    }
}

impl Door {
    /// Commits a change by what permits it.
    ///
    /// # Errors
    /// The refusal of the first guard that changed no row; [`domain::Refusal::Busy`]; a fault.
    pub(crate) async fn commit(&self, by: impl Warrant, change: Batch) -> Result<(), Stop> {
        self.ledger().commit(by, change).await
    }
}
