//! Reads of the same thing by those who ask at the same time: while one read is under way, whoever comes
//! waits for the next one and shares it. So each gets what was read after they asked, never before, and a
//! page whose pieces are all asked for at once costs two reads.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::Hash;
use tokio::sync::{Mutex as Turn, OnceCell};

/// What several wait for, read once; nothing more is told of a read that failed.
type Answer<T> = Arc<OnceCell<Result<Option<Arc<T>>, Failed>>>;

#[derive(Debug)]
struct Failed;

/// The reads that are under way or about to begin.
pub(crate) struct Together<T>(Mutex<HashMap<Hash, Line<T>>>);

/// Those who ask for one thing.
struct Line<T> {
    /// Held by the read that is under way.
    turn: Arc<Turn<()>>,
    /// The read that hasn't begun; whoever comes joins it.
    next: Option<Answer<T>>,
    /// How many are here, waiting or reading.
    here: usize,
}

/// One who asks, until this is dropped.
struct Place<'a, T> {
    all: &'a Together<T>,
    hash: &'a [u8],
    turn: Arc<Turn<()>>,
    answer: Answer<T>,
}

impl<T> Default for Together<T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<T> Together<T> {
    /// What this hash finds, read after this was called. Whoever waited for a read that failed reads alone:
    /// one after the other they would wait for a database that is gone.
    pub(crate) async fn read<E, F>(
        &self,
        hash: &[u8],
        read: impl FnOnce() -> F,
    ) -> Result<Option<Arc<T>>, E>
    where
        F: Future<Output = Result<Option<T>, E>> + Send,
    {
        let place = self.join(hash);
        let (mut read, mut failed) = (Some(read), None);
        let found = place.answer.get_or_init(|| async {
            let _turn = place.turn.lock().await;
            // Before anything is read: whoever comes from now on may have seen what this read won't.
            self.begin(hash, &place.answer);
            match read.take() {
                Some(read) => match read().await {
                    Ok(found) => Ok(found.map(Arc::new)),
                    Err(error) => {
                        failed = Some(error);
                        Err(Failed)
                    }
                },
                None => Err(Failed),
            }
        });
        if let Ok(found) = found.await {
            return Ok(found.clone());
        }
        match (failed, read) {
            (Some(error), _) => Err(error),
            (None, Some(read)) => Ok(read().await?.map(Arc::new)),
            (None, None) => Ok(None),
        }
    }

    fn join<'a>(&'a self, hash: &'a [u8]) -> Place<'a, T> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.entry(hash.to_vec()).or_insert_with(|| Line {
            turn: Arc::default(),
            next: None,
            here: 0,
        });
        line.here = line.here.saturating_add(1);
        let next = line.next.get_or_insert_with(Arc::default);
        Place {
            all: self,
            hash,
            turn: Arc::clone(&line.turn),
            answer: Arc::clone(next),
        }
    }

    fn begin(&self, hash: &[u8], answer: &Answer<T>) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get_mut(hash)
            && line
                .next
                .as_ref()
                .is_some_and(|next| Arc::ptr_eq(next, answer))
        {
            line.next = None;
        }
    }
}

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        let mut lines = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get_mut(self.hash) {
            line.here = line.here.saturating_sub(1);
            if line.here == 0 {
                lines.remove(self.hash);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    async fn now(value: &AtomicUsize, reads: &AtomicUsize) -> Result<Option<usize>, ()> {
        reads.fetch_add(1, Ordering::SeqCst);
        let seen = value.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(10)).await;
        Ok(Some(seen))
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_come_during_a_read_share_the_next_one_and_see_what_was_true_when_they_came()
    {
        let (all, value, reads) = (
            Together::default(),
            AtomicUsize::new(1),
            AtomicUsize::new(0),
        );
        let ask = || all.read(b"a", || now(&value, &reads));
        let first = async { ask().await.unwrap().map(|seen| *seen) };
        let later = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            value.store(2, Ordering::SeqCst);
            let (a, b, c) = tokio::join!(ask(), ask(), ask());
            [a, b, c].map(|seen| seen.unwrap().map(|seen| *seen))
        };
        let (first, later) = tokio::join!(first, later);
        assert_eq!((first, later), (Some(1), [Some(2); 3]));
        assert_eq!(reads.load(Ordering::SeqCst), 2);
        assert!(all.0.lock().unwrap().is_empty(), "nothing is left behind");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_goes_away_leaves_the_others_their_answer_and_a_failed_read_is_tried_again() {
        let (all, value, reads) = (
            Together::default(),
            AtomicUsize::new(1),
            AtomicUsize::new(0),
        );
        let ask = || all.read(b"a", || now(&value, &reads));
        let gone = tokio::time::timeout(Duration::from_millis(5), ask());
        let (gone, stays) = tokio::join!(gone, ask());
        assert!(gone.is_err());
        assert_eq!(stays.unwrap().as_deref(), Some(&1));
        let failing = all.read(b"a", || async { Err::<Option<usize>, ()>(()) });
        let (failed, other) = tokio::join!(failing, ask());
        assert_eq!((failed, other.unwrap().as_deref()), (Err(()), Some(&1)));
        assert!(all.0.lock().unwrap().is_empty());
    }
}
