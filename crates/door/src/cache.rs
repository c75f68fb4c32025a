//! What was last read by a keyed hash, believed only while the database vouches that nothing has been
//! committed since, by anybody: then looking it up takes no read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{ChangeMarker, Hash};

use self::together::Together;

pub(crate) mod together;

/// So many parts, each behind a lock of its own.
const SHARDS: usize = 16;
/// The most in a part; beyond it the part begins anew.
const MOST: usize = 1024;

/// What has been read. Gives nothing that the database doesn't vouch for at that very moment.
pub(crate) struct Cache<T> {
    shards: [Mutex<Shard<T>>; SHARDS],
    together: Together<T>,
}

struct Shard<T> {
    marker: Option<ChangeMarker>,
    read: HashMap<Hash, Arc<T>>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        let shard = |_| {
            Mutex::new(Shard {
                marker: None,
                read: HashMap::new(),
            })
        };
        Self {
            shards: std::array::from_fn(shard),
            together: Together::default(),
        }
    }
}

impl<T> Cache<T> {
    fn shard(&self, hash: &[u8]) -> Option<&Mutex<Shard<T>>> {
        // The first byte is the key's number, the rest is spread evenly.
        let byte = usize::from(*hash.last()?);
        self.shards.get(byte.checked_rem(SHARDS)?)
    }

    /// What this hash finds: from memory where that is vouched for by the marker of this moment, else by
    /// reading, and kept; without a marker by reading together with those who ask for the same. The read is
    /// only made when it is needed, so that a request doesn't carry room for it.
    pub(crate) async fn look_up<E, F>(
        &self,
        marker: Option<ChangeMarker>,
        hash: &[u8],
        read: impl FnOnce() -> F,
    ) -> Result<Option<Arc<T>>, E>
    where
        F: Future<Output = Result<Option<T>, E>> + Send,
    {
        // It was taken before anything is read: what is committed meanwhile makes it another one.
        if let Some(kept) = marker.and_then(|marker| self.get(hash, marker)) {
            return Ok(Some(kept));
        }
        let Some(marker) = marker else {
            return Box::pin(self.together.read(hash, read)).await;
        };
        let found = Box::pin(read()).await?.map(Arc::new);
        if let Some(found) = &found {
            self.put(marker, hash, found);
        }
        Ok(found)
    }

    /// What was read under this very marker.
    fn get(&self, hash: &[u8], marker: ChangeMarker) -> Option<Arc<T>> {
        let shard = self.shard(hash)?;
        let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.marker != Some(marker) {
            return None;
        }
        shard.read.get(hash).cloned()
    }

    /// Keeps what was read after the marker was taken.
    fn put(&self, marker: ChangeMarker, hash: &[u8], read: &Arc<T>) {
        let Some(shard) = self.shard(hash) else {
            return;
        };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.marker != Some(marker) || shard.read.len() >= MOST {
            shard.read.clear();
        }
        shard.marker = Some(marker);
        shard.read.insert(hash.to_vec(), Arc::clone(read));
    }
}
