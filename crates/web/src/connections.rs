//! Who may be connected: so many in all, each peer within its share; trusted proxies, who come for many,
//! are exempt. Where there is no place, whoever has been idle for longest gives way.

use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ipnet::IpNet;

use crate::pulse::{Idle, Pulse};
use crate::rules::forwarded::is_trusted;
use crate::shares::{Holder, Shares};

/// All connections.
pub(crate) struct Connections {
    trusted: Vec<IpNet>,
    table: Mutex<Table>,
}

struct Table {
    shares: Shares,
    taken: HashMap<Option<Holder>, HashMap<u64, Arc<Pulse>>>,
    /// The number of the next one.
    next: u64,
}

/// A connection's place, until it is dropped.
pub(crate) struct Place {
    all: Arc<Connections>,
    whose: Option<Holder>,
    number: u64,
    pulse: Arc<Pulse>,
}

impl Connections {
    /// So many, all of them free.
    pub(crate) fn new(all: usize, trusted: Vec<IpNet>) -> Self {
        Self {
            trusted,
            table: Mutex::new(Table {
                shares: Shares::new(all),
                taken: HashMap::new(),
                next: 0,
            }),
        }
    }

    /// A place for a new connection. None where whoever would have to give way is being answered.
    pub(crate) fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let whose = (!is_trusted(&self.trusted, peer)).then(|| Holder::of(peer));
        let pulse = Arc::new(Pulse::default());
        let mut table = self.lock();
        while !table.shares.take(whose, 1) {
            table.make_way(whose)?;
        }
        let number = table.next;
        table.next = number.wrapping_add(1);
        let own = table.taken.entry(whose).or_default();
        own.insert(number, Arc::clone(&pulse));
        drop(table);
        Some(Place {
            all: Arc::clone(self),
            whose,
            number,
            pulse,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Takes the place of one that is idle: of the peer's own, or of anybody's where it has none.
    fn make_way(&mut self, whose: Option<Holder>) -> Option<()> {
        let own = whose.filter(|holder| self.shares.held(*holder) > 0);
        let (whose, number) = match own {
            Some(_) => self.first_of(whose).map(|(_, number)| (whose, number)),
            None => {
                let holders = self.taken.keys().copied();
                let firsts = holders.filter_map(|whose| Some((self.first_of(whose)?, whose)));
                let first = firsts.min_by_key(|(first, _)| *first);
                first.map(|((_, number), whose)| (whose, number))
            }
        }?;
        if let Some(pulse) = self.leave(whose, number) {
            pulse.give_way();
        }
        Some(())
    }

    /// The one of theirs that gives way first, where any is idle.
    fn first_of(&self, whose: Option<Holder>) -> Option<(Idle, u64)> {
        let own = self.taken.get(&whose)?.iter();
        own.filter_map(|(number, pulse)| Some((pulse.idle()?, *number)))
            .min()
    }

    fn leave(&mut self, whose: Option<Holder>, number: u64) -> Option<Arc<Pulse>> {
        let own = self.taken.get_mut(&whose)?;
        let pulse = own.remove(&number)?;
        if own.is_empty() {
            self.taken.remove(&whose);
        }
        self.shares.give_back(whose, 1);
        Some(pulse)
    }
}

impl Place {
    /// What tells how the connection stands.
    pub(crate) const fn pulse(&self) -> &Arc<Pulse> {
        &self.pulse
    }

    /// Drives the connection until it ends or has to give way. Where it stands stays the caller's, since
    /// a future that takes another one by value has room for it twice.
    pub(crate) async fn hold(self, speaking: Pin<&mut (impl Future<Output = ()> + Send)>) {
        tokio::select! {
            () = speaking => {}
            () = self.pulse.gives_way() => tracing::debug!("an idle connection gave way"),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Whoever gave way has left already.
        drop(self.all.lock().leave(self.whose, self.number));
    }
}

#[cfg(test)]
mod tests;
