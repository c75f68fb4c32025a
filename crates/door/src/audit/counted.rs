//! Refusals that cost nobody anything and can't be stopped: the first of each second is written, the others are
//! counted in memory and written with the next, or when the log is sealed. So however often somebody asks, the
//! log says how often, and is written once a second.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{Span, Timestamp};
use store::Batch;

use super::table::{self, EventRow};
use super::write;
use crate::house::Door;
use crate::house::Upkeep;

/// How long others are counted after one was written.
const WRITTEN_EVERY: Span = Span::seconds(1);
/// The most that are counted at once; beyond it each is written by itself.
const MOST: usize = 4_096;

/// What is being counted, by its fold.
#[derive(Default)]
pub(crate) struct Counted(Mutex<HashMap<String, Counting>>);

struct Counting {
    row: EventRow,
    /// How many weren't written yet.
    more: i64,
    /// When one was last written.
    written: Timestamp,
}

/// A row, its fold, and how many there are of it.
type Due = (EventRow, String, i64);

impl Counted {
    /// Counts one; what is to be written now, if anything.
    fn add(&self, row: EventRow, fold: String, now: Timestamp) -> Option<Due> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counting) = all.get_mut(&fold) {
            let times = counting.more.saturating_add(1);
            if now.since(counting.written) < WRITTEN_EVERY {
                counting.more = times;
                return None;
            }
            (counting.more, counting.written) = (0, now);
            return Some((row, fold, times));
        }
        if all.len() < MOST {
            let counting = Counting {
                row: row.clone(),
                more: 0,
                written: now,
            };
            all.insert(fold.clone(), counting);
        }
        Some((row, fold, 1))
    }

    /// All that wasn't written; nothing is being counted from then on.
    fn take(&self) -> Vec<Due> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.drain()
            .map(|(fold, counting)| (counting.row, fold, counting.more))
            .filter(|(_, _, more)| *more > 0)
            .collect()
    }
}

impl Door {
    /// Counts an event that is folded, and writes it where none was a second ago. Failing to is logged.
    pub(super) async fn count(&self, row: EventRow, fold: String) {
        if let Some(due) = self.memory::<Counted>().add(row, fold, self.now()) {
            self.write_counted(due).await;
        }
    }

    /// Writes what was counted and not written yet. Called before the log is sealed, and at the end.
    pub async fn write_all_counted(&self) {
        for due in self.memory::<Counted>().take() {
            self.write_counted(due).await;
        }
    }

    async fn write_counted(&self, (row, fold, times): Due) {
        let first = write::insert(self, &row, Some(fold.clone()));
        let more = (times > 1).then(|| table::count(&fold, times.saturating_sub(1)));
        let batch = Batch::new().add(first).many(more);
        if let Err(e) = self.commit(Upkeep::Told, batch).await {
            tracing::error!("{times} events were not written: {e:?}");
        }
    }
}
