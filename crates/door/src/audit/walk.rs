//! Walking the chain: what each event says of the one before it, of itself, and of the seals that were
//! noted elsewhere.

use domain::Timestamp;
use store::Keys;

use super::chain::{Chain, Joint};
use super::hash;
use super::noted::Noted;
use super::sealed::Sealed;
use super::verify::{Broken, Flaw};

/// How far the walk has come.
pub(super) struct Walk<'a> {
    chain: Option<&'a Chain>,
    noted: &'a Noted,
    before: Joint,
    /// Events in the chain that fit.
    pub(super) sealed: i64,
    /// Events that fit and aren't in it yet.
    pub(super) open: i64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(chain: Option<&'a Chain>, noted: &'a Noted) -> Self {
        let nothing = || Joint {
            place: 0,
            link: Vec::new(),
        };
        Self {
            chain,
            noted,
            before: chain.map_or_else(nothing, |chain| chain.start.clone()),
            sealed: 0,
            open: 0,
        }
    }

    /// The moment before which addresses are forgotten.
    pub(super) fn forgotten(&self) -> Timestamp {
        let beginning = Timestamp::from_micros(i64::MIN);
        self.chain.map_or(beginning, |chain| chain.forgotten)
    }

    /// What is wrong with the next event; `rest` begins with it.
    pub(super) fn step(&mut self, keys: &Keys, event: &Sealed, rest: &[Sealed]) -> Option<Broken> {
        let Some(chain) = self.chain else {
            return Some(Broken::of(Flaw::Record));
        };
        let place = event.place.unwrap_or_default();
        let own = event.is_as_sealed(keys) && event.has_its_origin(keys, chain.forgotten);
        let follows = self.before.then(keys, &event.hash);
        let linked = follows.link == event.link;
        if place <= self.before.place || place > chain.end.place {
            return Some(Broken::at(Flaw::Inserted, event));
        }
        if place != follows.place {
            let missing = place.checked_sub(follows.place);
            return Some(Broken::removed(missing, Some(event)));
        }
        match (own, linked) {
            (true, true) if self.noted.differs(&follows) => Some(Broken::at(Flaw::PutBack, event)),
            (true, true) => {
                self.before = follows;
                self.sealed = self.sealed.saturating_add(1);
                None
            }
            (false, true) => Some(Broken::at(Flaw::Changed, event)),
            (false, false) => Some(Broken::at(Flaw::Inserted, event)),
            (true, false) if is_moved(keys, event, rest) => Some(Broken::at(Flaw::Moved, event)),
            (true, false) => Some(Broken::removed(None, Some(event))),
        }
    }

    /// Whether the chain begins where it did when that was noted.
    pub(super) fn at_the_start(&self) -> Option<Broken> {
        self.noted
            .differs(&self.before)
            .then(|| Broken::of(Flaw::PutBack))
    }

    /// Whether the chain ends where it says, and no earlier than it once did.
    pub(super) fn at_the_end(&self) -> Option<Broken> {
        let put_back = self
            .noted
            .goes_beyond(self.before.place)
            .then(|| Broken::of(Flaw::PutBack));
        let Some(chain) = self.chain else {
            return put_back;
        };
        let end = &chain.end;
        if self.before.place < end.place {
            let missing = end.place.checked_sub(self.before.place);
            return Some(Broken::removed(missing, None));
        }
        if self.before != *end {
            return Some(Broken::of(Flaw::Record));
        }
        put_back
    }
}

/// Whether an event that doesn't follow the one before it belongs further on: by its link, or where
/// the links were left, by its contents.
fn is_moved(keys: &Keys, event: &Sealed, rest: &[Sealed]) -> bool {
    let fits = |before: &Sealed, place: i64, link: &[u8]| {
        link == hash::link(keys, &before.link, place, &event.hash)
    };
    let by_link = |before: &Sealed| {
        let place = before.place.unwrap_or_default();
        [place, place.saturating_add(1)]
            .into_iter()
            .any(|place| fits(before, place, &event.link))
    };
    let by_contents = |pair: &[Sealed]| match pair {
        [before, there] => fits(before, there.place.unwrap_or_default(), &there.link),
        _ => false,
    };
    rest.iter().any(by_link) || rest.windows(2).any(by_contents)
}
