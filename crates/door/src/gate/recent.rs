//! Account passwords that clients sent lately, and whether they were right: so that one that is sent every
//! few seconds is hashed once a minute, and a wrong one that is sent for ever costs nothing more. Kept by a
//! keyed hash of account, epoch and password, so that whatever changes the password forgets both.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{Secret, Span, Timestamp};
use store::Hash;
use zeroize::Zeroizing;

use crate::account::table::Account;
use crate::house::Door;

/// How long a right one is believed.
const RIGHT: Span = Span::minutes(1);
/// How long a wrong one is remembered.
const WRONG: Span = Span::hours(24);
/// The most that are remembered; beyond it all begin anew.
const MOST: usize = 16_384;

/// What is remembered.
#[derive(Default)]
pub(crate) struct Recent(Mutex<HashMap<Hash, (bool, Timestamp)>>);

impl Recent {
    /// Whether it was right, where that is still known.
    pub(crate) fn get(&self, hash: &[u8], now: Timestamp) -> Option<bool> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (right, at) = all.get(hash)?;
        let lasts = if *right { RIGHT } else { WRONG };
        (now.since(*at) < lasts).then_some(*right)
    }

    pub(crate) fn put(&self, hash: Hash, right: bool, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash, (right, now));
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
            None => tried.extend_from_slice(name.trim().to_lowercase().as_bytes()),
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
        recent.put(vec![1], true, begin);
        recent.put(vec![2], false, begin);
        let at = |hash: u8, seconds| recent.get(&[hash], begin.plus(Span::seconds(seconds)));
        assert_eq!((at(1, 59), at(1, 60)), (Some(true), None));
        assert_eq!((at(2, 86_399), at(2, 86_400)), (Some(false), None));
        assert_eq!(at(3, 0), None);
        for n in 0..u16::MAX {
            recent.put(n.to_be_bytes().to_vec(), false, begin);
        }
        assert!(recent.0.lock().unwrap().len() <= MOST);
    }
}
