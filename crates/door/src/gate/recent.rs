//! Account passwords that clients sent lately, and what came of it: so that one that is sent every few seconds
//! is hashed once a minute, and a wrong one that is sent for ever costs nothing more, not even a read. Kept by
//! a keyed hash of account, epoch and password, so that whatever changes the password forgets it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{Secret, Span, Timestamp};
use store::Hash;
use zeroize::Zeroizing;

use crate::account::table::Account;
use crate::budget::buckets;
use crate::cache::together::Together;
use crate::house::Door;

/// What came of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// It was right, or what it stands for was done; believed for a minute.
    Right,
    /// It was wrong; remembered for a day.
    Wrong,
    /// The ladder had ended, so that it wasn't looked at; remembered for a day, and worth nothing once the
    /// ladder is open.
    Unlooked,
}

impl Came {
    const fn lasts(self) -> Span {
        match self {
            Self::Right => Span::minutes(1),
            Self::Wrong | Self::Unlooked => Span::hours(24),
        }
    }
}

/// The most that are remembered; beyond it all begin anew.
const MOST: usize = 16_384;

/// What is remembered, and what is being looked at.
#[derive(Default)]
pub(crate) struct Recent {
    all: Mutex<HashMap<Hash, (Came, Timestamp)>>,
    /// Those who send the same at the same time wait for one comparison.
    pub(super) together: Together<bool>,
}

impl Recent {
    /// What came of it, where that is still known.
    pub(crate) fn get(&self, hash: &[u8], now: Timestamp) -> Option<Came> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let (came, at) = all.get(hash)?;
        // A clock that was put back makes nothing last longer.
        (Span::ZERO..came.lasts())
            .contains(&now.since(*at))
            .then_some(*came)
    }

    pub(crate) fn put(&self, hash: Hash, came: Came, now: Timestamp) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash, (came, now));
    }
}

impl Door {
    /// What a try is remembered by: changes with everything that could change its answer.
    pub(super) fn recent_hash(
        &self,
        account: Option<&Account>,
        eligible: bool,
        name: &str,
        secret: &Secret<String>,
    ) -> Hash {
        let mut tried = Zeroizing::new(Vec::new());
        match account {
            Some(account) => {
                tried.extend_from_slice(account.id.bytes());
                tried.extend_from_slice(&account.epoch.to_be_bytes());
            }
            None => tried.extend_from_slice(buckets::unknown(name).as_bytes()),
        }
        tried.extend_from_slice(&[0, u8::from(account.is_some()), u8::from(eligible)]);
        tried.extend_from_slice(secret.expose().as_bytes());
        self.reader().keys().lookup.hash("gate-password", &tried)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_one_is_believed_for_a_minute_and_a_wrong_one_costs_nothing_for_a_day() {
        let (recent, begin) = (Recent::default(), Timestamp::from_seconds(1_800_000_000));
        recent.put(vec![1], Came::Right, begin);
        recent.put(vec![2], Came::Wrong, begin);
        let at = |hash: u8, seconds| recent.get(&[hash], begin.plus(Span::seconds(seconds)));
        assert_eq!((at(1, 59), at(1, 60)), (Some(Came::Right), None));
        assert_eq!((at(2, 86_399), at(2, 86_400)), (Some(Came::Wrong), None));
        assert_eq!(at(3, 0), None);
        for n in 0..u16::MAX {
            recent.put(n.to_be_bytes().to_vec(), Came::Wrong, begin);
        }
        assert!(recent.all.lock().unwrap().len() <= MOST);
    }
}
