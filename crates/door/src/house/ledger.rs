//! The only room that writes. Whoever changes a row hands in a warrant with the change; there are three: a
//! permit (somebody's right), an admission (what makes sessions and pending sign-ins) and upkeep (what is
//! nobody's act). A test finds no fourth.

use std::time::Duration;

use domain::{Fault, Refusal, Stop};
use store::{Batch, Store};

use super::Door;

/// How long what nobody waits for rests after each batch, and where too much else is waiting; there, how often.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSES: u8 = 250;

/// The store, as far as it is written to. It is made in [`Door::on`] and handed out to nobody.
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

    /// Commits what nobody waits for: where the line is full it comes back a moment later, so that however
    /// much is asked, what has to be done in the end is.
    pub(crate) async fn commit_unhurried(&self, batch: Batch) -> Result<(), Stop> {
        for _ in 0..PAUSES {
            match self.commit(Upkeep::Sweeping, batch.clone()).await {
                Err(Stop::Refused(Refusal::Busy)) => tokio::time::sleep(PAUSE).await,
                Ok(()) => {
                    // The next one's turn comes after whatever waits.
                    tokio::time::sleep(PAUSE).await;
                    return Ok(());
                }
                stop => return stop,
            }
        }
        self.commit(Upkeep::Sweeping, batch).await
    }
}
