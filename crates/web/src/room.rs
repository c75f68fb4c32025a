//! The memory that forms take while they are read: bounded in all, and for each visitor by a share of
//! it. By bytes that have come, not by forms: one that is sent slowly or never to its end costs little.

use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::shares::{Holder, Shares};

/// What all of them may take together, in bytes: a thousand of the largest.
const ALL: usize = 64 * 1024 * 1024;

/// What each takes at least, however little has come.
const LEAST: usize = 1_024;

/// The room for forms.
pub(crate) struct Room(Mutex<Shares>);

impl Default for Room {
    fn default() -> Self {
        Self(Mutex::new(Shares::new(ALL)))
    }
}

impl Room {
    /// Where a form from this address is kept while it comes.
    pub(crate) fn form_of(&self, visitor: IpAddr) -> Kept<'_> {
        Kept {
            room: self,
            whose: Holder::of(visitor),
            held: 0,
            bytes: Vec::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shares> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What has come of a form. Its room is given back when it is dropped.
pub(crate) struct Kept<'a> {
    room: &'a Room,
    whose: Holder,
    held: usize,
    bytes: Vec<u8>,
}

impl Kept<'_> {
    /// Keeps what has come; false where this visitor's forms have all the room that they may have.
    pub(crate) fn keep(&mut self, data: &[u8]) -> bool {
        let length = self.bytes.len().saturating_add(data.len());
        let needed = length.checked_next_power_of_two().unwrap_or(usize::MAX);
        let needed = needed.max(LEAST);
        let more = needed.saturating_sub(self.held);
        if more > 0 {
            if !self.room.lock().take(Some(self.whose), more) {
                return false;
            }
            self.held = needed;
            let unfilled = needed.saturating_sub(self.bytes.len());
            self.bytes.reserve_exact(unfilled);
        }
        self.bytes.extend_from_slice(data);
        true
    }

    /// Forgets what has come, and gives its room back.
    pub(crate) fn forget(&mut self) {
        self.bytes = Vec::new();
        if self.held > 0 {
            self.room.lock().give_back(Some(self.whose), self.held);
            self.held = 0;
        }
    }

    /// What has come.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        self.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LARGEST: [u8; 64 * 1024] = [b'x'; 64 * 1024];

    fn visitor(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn l28_one_visitor_s_forms_leave_room_for_all_others() {
        let room = Room::default();
        let begun = |visitor| {
            let mut kept = room.form_of(visitor);
            kept.keep(b"a=b").then_some(kept)
        };
        // A thousand that have only begun are nothing: not even their sender waits.
        let halves: Vec<_> = (0..1_030).filter_map(|_| begun(visitor(1))).collect();
        assert_eq!(halves.len(), 1_030);
        let full = || {
            let mut kept = room.form_of(visitor(1));
            kept.keep(&LARGEST).then_some(kept)
        };
        let fulls: Vec<_> = std::iter::from_fn(full).collect();
        assert_eq!(
            fulls.len(),
            16 * 16 - 17,
            "a quarter, less what the halves take"
        );
        assert!(begun(visitor(1)).is_some_and(|mut kept| !kept.keep(&LARGEST)));
        let mut other = room.form_of(visitor(2));
        assert!(other.keep(&LARGEST) && other.bytes().len() == LARGEST.len());
        drop((halves, fulls, other));
        assert_eq!(room.lock().held(Holder::of(visitor(1))), 0);
    }

    #[test]
    fn room_is_taken_as_bytes_come_and_given_back_at_once() {
        let room = Room::default();
        let held = || room.lock().held(Holder::of(visitor(1)));
        let mut kept = room.form_of(visitor(1));
        assert_eq!(held(), 0);
        for (more, all) in [(3, 1_024), (1_021, 1_024), (1, 2_048), (40_000, 65_536)] {
            assert!(kept.keep(&LARGEST[..more]));
            assert_eq!((held(), kept.bytes.capacity()), (all, all));
        }
        kept.forget();
        assert_eq!((held(), kept.bytes()), (0, b"".as_slice()));
        assert!(kept.keep(b"a") && held() == 1_024);
        drop(kept);
        assert_eq!(held(), 0);
    }
}
