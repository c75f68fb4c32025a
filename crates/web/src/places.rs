//! Places, so many in all, of which each holder has a share. They change hands one for one: where there
//! is none left, whoever holds most gives way to whoever holds little, and all others to themselves.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::shares::{Holder, Shares};

/// What has a place and may have to give way.
pub(crate) trait Yields {
    /// Of one holder's, the least gives way first; of two that are alike the one that came first.
    type Turn: Ord;

    /// When its turn is, seen from now; none while it has to stay.
    fn turn(&self, now: Instant) -> Option<Self::Turn>;
}

/// All places of one sort.
pub(crate) struct Places<T>(Arc<Mutex<Table<T>>>);

struct Table<T> {
    shares: Shares,
    taken: HashMap<Option<Holder>, HashMap<u64, Arc<Taken<T>>>>,
    /// The number of the next one.
    next: u64,
}

struct Taken<T> {
    what: Arc<T>,
    way: Notify,
}

/// A place, until this is dropped.
pub(crate) struct Place<T: Yields> {
    table: Arc<Mutex<Table<T>>>,
    whose: Option<Holder>,
    number: u64,
    taken: Arc<Taken<T>>,
}

impl<T: Yields> Places<T> {
    /// So many, all of them free.
    pub(crate) fn new(all: usize) -> Self {
        Self(Arc::new(Mutex::new(Table {
            shares: Shares::new(all),
            taken: HashMap::new(),
            next: 0,
        })))
    }

    /// A place for that holder; for whoever has no share, `None`. No place where those that would have to
    /// give way have to stay.
    pub(crate) fn take(&self, whose: Option<Holder>, what: T) -> Option<Place<T>> {
        let taken = Arc::new(Taken {
            what: Arc::new(what),
            way: Notify::new(),
        });
        let mut table = lock(&self.0);
        if !table.shares.take(whose, 1) {
            table.make_way(whose)?;
        }
        let number = table.next;
        table.next = number.wrapping_add(1);
        let own = table.taken.entry(whose).or_default();
        own.insert(number, Arc::clone(&taken));
        drop(table);
        Some(Place {
            table: Arc::clone(&self.0),
            whose,
            number,
            taken,
        })
    }

    /// How many somebody has.
    #[cfg(test)]
    pub(crate) fn held(&self, whose: Holder) -> usize {
        lock(&self.0).shares.held(whose)
    }

    /// How many are taken.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        lock(&self.0).taken.values().map(HashMap::len).sum()
    }
}

fn lock<T>(table: &Mutex<Table<T>>) -> MutexGuard<'_, Table<T>> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Yields> Table<T> {
    /// Hands one place on to them.
    fn make_way(&mut self, whose: Option<Holder>) -> Option<()> {
        let (from, number) = self.next_to_go(whose, Instant::now())?;
        let gone = self.remove(from, number)?;
        self.shares.hand_on(from, whose, 1);
        gone.way.notify_one();
        Some(())
    }

    /// Which one makes way for theirs: that of whoever holds most, where nothing is free and they may have
    /// some of that; else one of their own.
    fn next_to_go(&self, whose: Option<Holder>, now: Instant) -> Option<(Option<Holder>, u64)> {
        let mut others: Vec<_> = self
            .taken
            .iter()
            .map(|(of, held)| (held.len(), *of))
            .filter(|(held, _)| self.shares.may_have_of(whose, *held))
            .collect();
        others.sort_unstable_by_key(|(held, _)| Reverse(*held));
        let mut alike = others.chunk_by(|(one, _), (other, _)| one == other);
        alike
            .find_map(|alike| {
                let firsts = alike
                    .iter()
                    .filter_map(|(_, of)| Some((self.first_of(*of, now)?, *of)));
                firsts
                    .min_by(|(one, _), (other, _)| one.cmp(other))
                    .map(|((_, number), of)| (of, number))
            })
            .or_else(|| Some((whose, self.first_of(whose, now)?.1)))
    }

    /// The one of theirs that gives way first, where any may.
    fn first_of(&self, whose: Option<Holder>, now: Instant) -> Option<(T::Turn, u64)> {
        let own = self.taken.get(&whose)?.iter();
        own.filter_map(|(number, taken)| Some((taken.what.turn(now)?, *number)))
            .min()
    }

    fn remove(&mut self, whose: Option<Holder>, number: u64) -> Option<Arc<Taken<T>>> {
        let own = self.taken.get_mut(&whose)?;
        let taken = own.remove(&number)?;
        if own.is_empty() {
            self.taken.remove(&whose);
        }
        Some(taken)
    }
}

impl<T: Yields> Place<T> {
    pub(crate) fn what(&self) -> &Arc<T> {
        &self.taken.what
    }

    /// Ends when it is to give way.
    pub(crate) async fn gives_way(&self) {
        self.taken.way.notified().await;
    }

    /// Changes how it stands while nobody looks for one to give way; false where it has given way already.
    pub(crate) fn change(&self, change: impl FnOnce(&T)) -> bool {
        let table = lock(&self.table);
        let own = table.taken.get(&self.whose);
        let is_there = own.is_some_and(|own| own.contains_key(&self.number));
        if is_there {
            change(&self.taken.what);
        }
        is_there
    }
}

impl<T: Yields> Drop for Place<T> {
    fn drop(&mut self) {
        let mut table = lock(&self.table);
        // What gave way has left already.
        if table.remove(self.whose, self.number).is_some() {
            table.shares.give_back(self.whose, 1);
        }
    }
}

#[cfg(test)]
mod tests;
