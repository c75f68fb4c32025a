//! Live sessions as they were last read, believed only while the database vouches that nothing has been
//! committed since, by anybody: then looking one up takes no read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Hash, Stamp};

use super::live::Kept;

/// So many parts, each behind a lock of its own.
const SHARDS: usize = 16;
/// The most sessions in a part; beyond it the part begins anew.
const MOST: usize = 1024;

/// What has been read. Holds no session that the database doesn't vouch for at that very moment.
#[derive(Default)]
pub(crate) struct Memo([Mutex<Shard>; SHARDS]);

#[derive(Default)]
struct Shard {
    stamp: Option<Stamp>,
    sessions: HashMap<Hash, Arc<Kept>>,
}

impl Memo {
    fn shard(&self, hash: &[u8]) -> Option<&Mutex<Shard>> {
        // The first byte is the key's number, the rest is spread evenly.
        let byte = usize::from(*hash.last()?);
        self.0.get(byte.checked_rem(SHARDS)?)
    }

    /// The session that was read under this very stamp.
    pub(crate) fn get(&self, hash: &[u8], stamp: Stamp) -> Option<Arc<Kept>> {
        let shard = self.shard(hash)?;
        let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.stamp != Some(stamp) {
            return None;
        }
        shard.sessions.get(hash).cloned()
    }

    /// Keeps what was read after the stamp was taken.
    pub(crate) fn put(&self, stamp: Stamp, kept: &Arc<Kept>) {
        let Some(shard) = self.shard(&kept.hash) else {
            return;
        };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.stamp != Some(stamp) || shard.sessions.len() >= MOST {
            shard.sessions.clear();
        }
        shard.stamp = Some(stamp);
        shard.sessions.insert(kept.hash.clone(), Arc::clone(kept));
    }
}
