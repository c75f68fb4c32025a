//! What was last read by a keyed hash, believed only while the database vouches that nothing has been
//! committed since, by anybody: then looking it up takes no read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Hash, Stamp};

/// So many parts, each behind a lock of its own.
const SHARDS: usize = 16;
/// The most in a part; beyond it the part begins anew.
const MOST: usize = 1024;

/// What has been read. Gives nothing that the database doesn't vouch for at that very moment.
pub(crate) struct Memo<T>([Mutex<Shard<T>>; SHARDS]);

struct Shard<T> {
    stamp: Option<Stamp>,
    read: HashMap<Hash, Arc<T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| {
            Mutex::new(Shard {
                stamp: None,
                read: HashMap::new(),
            })
        }))
    }
}

impl<T> Memo<T> {
    fn shard(&self, hash: &[u8]) -> Option<&Mutex<Shard<T>>> {
        // The first byte is the key's number, the rest is spread evenly.
        let byte = usize::from(*hash.last()?);
        self.0.get(byte.checked_rem(SHARDS)?)
    }

    /// What was read under this very stamp.
    pub(crate) fn get(&self, hash: &[u8], stamp: Stamp) -> Option<Arc<T>> {
        let shard = self.shard(hash)?;
        let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.stamp != Some(stamp) {
            return None;
        }
        shard.read.get(hash).cloned()
    }

    /// Keeps what was read after the stamp was taken.
    pub(crate) fn put(&self, stamp: Stamp, hash: &[u8], read: &Arc<T>) {
        let Some(shard) = self.shard(hash) else {
            return;
        };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.stamp != Some(stamp) || shard.read.len() >= MOST {
            shard.read.clear();
        }
        shard.stamp = Some(stamp);
        shard.read.insert(hash.to_vec(), Arc::clone(read));
    }
}
