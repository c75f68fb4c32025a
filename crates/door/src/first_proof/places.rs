//! Places for answers that wait for a network: of a source's own and apart from hashing, so that one which is silent
//! holds up its own accounts at most.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::hashing::Waiter;

/// How many of them there are, each source by itself.
const ALL: usize = 32;

/// The places of one source.
pub(super) struct Places(Semaphore);

impl Places {
    pub(super) const fn new() -> Self {
        Self(Semaphore::const_new(ALL))
    }

    /// A place, held until it is dropped. Nobody waits for one; strangers leave half of them, as in the line of the
    /// pool.
    pub(super) fn take(&self, waiter: Waiter) -> Option<SemaphorePermit<'_>> {
        let place = self.0.try_acquire().ok()?;
        let left = self.0.available_permits();
        let may = waiter == Waiter::Known || left >= ALL.checked_div(2)?;
        may.then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_leave_half_and_what_is_dropped_is_free() {
        let places = Places::new();
        let strangers: Vec<_> = (0..ALL)
            .filter_map(|_| places.take(Waiter::Stranger))
            .collect();
        assert_eq!(strangers.len(), ALL / 2);
        let known: Vec<_> = (0..ALL)
            .filter_map(|_| places.take(Waiter::Known))
            .collect();
        assert_eq!(known.len(), ALL / 2);
        drop(strangers);
        assert!(places.take(Waiter::Stranger).is_none(), "half are held");
        drop(known);
        assert!(places.take(Waiter::Stranger).is_some());
    }
}
