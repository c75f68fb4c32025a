//! Whether what is committed is kept. A full disk, and a server that takes no changes any more, go on
//! answering reads happily: only a commit shows it, and where there was none lately, one that changes nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::{Fault, Stop};
use tokio::time::Instant;

use crate::batch::{Batch, Done};
use crate::{Store, statements, values};

/// For how long a commit shows that the next one will do.
const SHOWN: Duration = Duration::from_secs(10);

/// For how long a probe that failed is answer enough: whoever asks more often costs nothing.
const FAILED: Duration = Duration::from_secs(1);

/// A row that nobody ever sees: what it takes is written, and it is gone in the same commit.
const PROBE: &str = "probe";

statements! {
    table "migrations" rank 0;
    write COME = "INSERT INTO migrations (component, number, applied) VALUES ($1, 0, 0)";
    write GO = "DELETE FROM migrations WHERE component = $1 AND number = 0";
}

/// What the last commit has shown.
#[derive(Default)]
enum Seen {
    /// Nothing, since there was none, or it failed for a reason that may be its own.
    #[default]
    Nothing,
    /// That it is kept.
    Kept(Instant),
    /// A probe's cause of failing.
    Failed(Instant, Fault),
}

/// What commits have shown.
#[derive(Default)]
pub(crate) struct Writing {
    seen: Mutex<Seen>,
    /// Held by whoever probes; all others wait for what comes of it.
    probing: Arc<tokio::sync::Mutex<()>>,
}

impl Writing {
    /// Takes note of a commit; a refusal shows nothing.
    pub(crate) fn saw(&self, done: &Done) {
        let mut seen = self.seen();
        match (done, &*seen) {
            (Ok(()), _) => *seen = Seen::Kept(Instant::now()),
            (Err(Stop::Fault(_)), Seen::Kept(_)) => *seen = Seen::Nothing,
            (Err(_), _) => {}
        }
    }

    fn failed(&self, fault: &Fault) {
        *self.seen() = Seen::Failed(Instant::now(), fault.clone());
    }

    fn known(&self) -> Option<Result<(), Fault>> {
        match &*self.seen() {
            Seen::Kept(when) if when.elapsed() < SHOWN => Some(Ok(())),
            Seen::Failed(when, fault) if when.elapsed() < FAILED => Some(Err(fault.clone())),
            _ => None,
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Whether what is committed is kept, as a commit has shown within ten seconds, else by a probe. There is
    /// never more than one at a time, and one that nobody waits for any more goes on to its end.
    ///
    /// # Errors
    /// Why nothing can be written.
    pub async fn can_write(&self) -> Result<(), Fault> {
        let writing = self.writing();
        if let Some(known) = writing.known() {
            return known;
        }
        let alone = Arc::clone(&writing.probing).lock_owned().await;
        if let Some(known) = writing.known() {
            return known;
        }
        let store = self.clone();
        let probing = tokio::spawn(async move {
            let probed = store.probe().await;
            drop(alone);
            probed
        });
        probing
            .await
            .map_err(|error| Fault::because("a probe", &error))?
    }

    async fn probe(&self) -> Result<(), Fault> {
        let batch = Batch::new()
            .add(COME.bind(values![PROBE]))
            .any(GO.bind(values![PROBE]));
        match batch.commit(self).await {
            // Where too much waits, much is being written.
            Ok(()) | Err(Stop::Refused(_)) => Ok(()),
            Err(Stop::Fault(fault)) => {
                self.writing().failed(&fault);
                Err(fault)
            }
        }
    }
}
