//! The memory that the text of forms takes, from its first byte to the answer: bounded in all, and for
//! each visitor by a share of it. What most forms need is a place among many, which change hands; only what
//! goes beyond it is counted in bytes, as they come. So however many hold their share, a sign-in finds room.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::budget::bound::Bound;
use tokio::time::Instant;

use crate::places::{Place, Places, Yields};
use crate::shares::{Holder, Shares};

/// What a form's place holds of its text, in bytes.
const FIRST: usize = 4 * 1024;

/// How many have a place.
const PLACES: usize = Bound::Forms.at_once();

/// What all of them may take beyond it together, in bytes.
const BEYOND: usize = Bound::FormBytes.at_once();

/// What is allocated for one at least, however little has come.
const LEAST: usize = 1_024;

/// The room for forms.
pub(crate) struct Room {
    places: Places<Begun>,
    beyond: Arc<Mutex<Shares>>,
}

impl Default for Room {
    fn default() -> Self {
        Self::new(PLACES, BEYOND)
    }
}

impl Room {
    fn new(places: usize, beyond: usize) -> Self {
        Self {
            places: Places::new(places),
            beyond: Arc::new(Mutex::new(Shares::new(beyond))),
        }
    }

    /// Where a form from this address is kept while it comes.
    pub(crate) fn form_of(&self, visitor: IpAddr) -> Arriving<'_> {
        Arriving {
            room: self,
            whose: Holder::of(visitor),
            held: None,
            bytes: Vec::new(),
        }
    }

    fn begin(&self, whose: Holder) -> Option<Held> {
        Some(Held {
            place: self.places.take(Some(whose), Begun::default())?,
            beyond: Beyond {
                room: Arc::clone(&self.beyond),
                whose,
                bytes: 0,
            },
        })
    }
}

/// A form that has begun, and whether it is whole: then it no longer gives way.
#[derive(Default)]
struct Begun(AtomicBool);

impl Yields for Begun {
    /// The oldest gives way first.
    type Turn = ();

    fn turn(&self, _: Instant) -> Option<()> {
        (!self.0.load(Ordering::Relaxed)).then_some(())
    }
}

/// The room that a form holds, until this is dropped.
pub(crate) struct Held {
    place: Place<Begun>,
    beyond: Beyond,
}

/// What it holds beyond its place.
struct Beyond {
    room: Arc<Mutex<Shares>>,
    whose: Holder,
    bytes: usize,
}

impl Beyond {
    fn lock(&self) -> MutexGuard<'_, Shares> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds so much from now on; false, and as before, where that is beyond the share.
    fn resize(&mut self, bytes: usize) -> bool {
        let more = bytes.saturating_sub(self.bytes);
        if more > 0 && !self.lock().take(Some(self.whose), more) {
            return false;
        }
        let less = self.bytes.saturating_sub(bytes);
        if less > 0 {
            self.lock().give_back(Some(self.whose), less);
        }
        self.bytes = bytes;
        true
    }
}

impl Drop for Beyond {
    fn drop(&mut self) {
        self.resize(0);
    }
}

/// What has come of a form.
pub(crate) struct Arriving<'a> {
    room: &'a Room,
    whose: Holder,
    held: Option<Held>,
    bytes: Vec<u8>,
}

impl Arriving<'_> {
    /// Keeps what has come; false where there is no room for it.
    pub(crate) fn keep(&mut self, data: &[u8]) -> bool {
        if self.held.is_none() {
            self.held = self.room.begin(self.whose);
        }
        let Some(held) = &mut self.held else {
            return false;
        };
        let length = self.bytes.len().saturating_add(data.len());
        let needed = length.checked_next_power_of_two().unwrap_or(usize::MAX);
        let needed = needed.max(LEAST);
        if !held.beyond.resize(needed.saturating_sub(FIRST)) {
            return false;
        }
        let unfilled = needed.saturating_sub(self.bytes.len());
        self.bytes.reserve_exact(unfilled);
        self.bytes.extend_from_slice(data);
        true
    }

    /// Ends when it is to give way to a form of somebody who holds less.
    pub(crate) async fn gives_way(&self) {
        match &self.held {
            Some(held) => held.place.gives_way().await,
            None => std::future::pending().await,
        }
    }

    /// Forgets what has come, and gives its room back.
    pub(crate) fn forget(&mut self) {
        self.bytes = Vec::new();
        self.held = None;
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// It has come whole, and gives way no more; false where it gave way a moment ago.
    pub(crate) fn is_whole(&self) -> bool {
        let held = self.held.as_ref();
        held.is_none_or(|held| {
            held.place
                .change(|form| form.0.store(true, Ordering::Relaxed))
        })
    }

    /// Forgets what has come, and leaves the room that its fields hold from now on.
    pub(crate) fn into_held(self) -> Option<Held> {
        let mut held = self.held?;
        held.beyond.resize(self.bytes.len().saturating_sub(FIRST));
        Some(held)
    }
}

#[cfg(test)]
mod tests;
