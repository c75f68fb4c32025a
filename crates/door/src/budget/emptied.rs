//! Purses found empty a moment ago. Whoever goes on from such an address is refused from memory, so that however
//! often it asks, its tries are spent and written once a second; a purse that was filled meanwhile is found full as late.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{Refusal, Span, Stop, Timestamp};
use store::{Batch, Hash};

use super::addresses::Purse;
use crate::house::{Door, Upkeep};

/// How long one that was found empty is believed to be.
const BELIEVED: Span = Span::seconds(1);
/// The most that are remembered; beyond it all begin anew.
const MOST: usize = 4_096;

/// When each was found empty, and when it is full again.
#[derive(Default)]
pub(crate) struct Emptied(Mutex<HashMap<Hash, (Timestamp, Timestamp)>>);

impl Emptied {
    fn get(&self, bucket: &[u8], now: Timestamp) -> Option<Span> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (found, until) = all.get(bucket)?;
        let left = until.since(now);
        let since = now.since(*found);
        // A clock that was put back makes it no older.
        ((Span::ZERO..BELIEVED).contains(&since) && left > Span::ZERO).then_some(left)
    }

    fn put(&self, bucket: &[u8], now: Timestamp, until: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(bucket.to_vec(), (now, until));
    }

    fn forget(&self, bucket: &[u8]) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(bucket);
    }
}

impl Purse {
    /// How long until it is full again, where it was found empty a moment ago: takes no read.
    pub(crate) fn found_empty(&self, door: &Door) -> Option<Span> {
        door.memory::<Emptied>()
            .get(&self.bucket, door.shared_now())
    }

    /// How long until it is full again, having just been refused; remembered.
    pub(crate) async fn refused(&self, door: &Door) -> Result<Span, Stop> {
        let now = door.shared_now();
        let Some(wait) = self.wait(door.reader(), now).await? else {
            // Somebody gave back meanwhile.
            return Ok(Span::seconds(1));
        };
        door.memory::<Emptied>()
            .put(&self.bucket, now, now.plus(wait));
        Ok(wait)
    }

    /// Spends one by itself, before what it pays for. How long until the purse is full again, where it is empty.
    pub(crate) async fn take(&self, door: &Door) -> Result<Option<Span>, Stop> {
        if let Some(wait) = self.found_empty(door) {
            return Ok(Some(wait));
        }
        let spent = Batch::from(self.spend(door.shared_now()));
        match door.commit(Upkeep::Attempt, spent).await {
            Err(Stop::Refused(Refusal::Wait(_))) => Ok(Some(self.refused(door).await?)),
            other => other.map(|()| None),
        }
    }

    /// What was given back is there at once, at least on this node.
    pub(crate) fn filled(&self, door: &Door) {
        door.memory::<Emptied>().forget(&self.bucket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_found_empty_is_believed_for_a_second_and_no_longer_than_it_is() {
        let (emptied, begin) = (Emptied::default(), Timestamp::from_seconds(1_800_000_000));
        let at = |millis: i64| begin.plus(Span::micros(millis * 1_000));
        emptied.put(&[1], begin, at(600_000));
        emptied.put(&[2], begin, at(500));
        assert_eq!(emptied.get(&[1], at(999)), Some(Span::micros(599_001_000)));
        assert_eq!(emptied.get(&[1], at(1_000)), None);
        assert_eq!(emptied.get(&[1], at(-1)), None, "the clock was put back");
        assert_eq!(emptied.get(&[2], at(499)), Some(Span::micros(1_000)));
        assert_eq!(emptied.get(&[2], at(500)), None);
        assert_eq!(emptied.get(&[3], begin), None);
        emptied.forget(&[1]);
        assert_eq!(emptied.get(&[1], at(1)), None);
        for n in 0..u16::MAX {
            emptied.put(&n.to_be_bytes(), begin, at(600_000));
        }
        assert!(emptied.0.lock().unwrap().len() <= MOST);
    }
}
