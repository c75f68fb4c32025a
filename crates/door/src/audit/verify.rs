//! Verifying the audit log: walks the chain from its beginning to its end and then what isn't sealed
//! yet, and says what was done to the first event that doesn't fit.

use data_encoding::HEXLOWER;
use domain::ids::EventId;
use domain::{Refusal, Stop, Timestamp};
use serde::Serialize;
use store::Keys;

use super::chain::{Chain, Joint};
use super::hash;
use super::sealed::{self, Sealed};
use crate::Actor;
use crate::house::Door;

/// How many events are read at once.
const PAGE: i64 = 1_000;

/// How often it is looked again where the chain moved on meanwhile.
const LOOKS: u8 = 5;

/// What was done to the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// An event isn't what was written: changed, or put in before it was sealed.
    Changed,
    /// An event was put into the chain by something that doesn't have the keys.
    Inserted,
    /// Events are missing before this one, or at the end where there is none.
    Removed,
    /// An event stands in another place.
    Moved,
    /// The chain's own row was changed or removed.
    Record,
}

/// The first thing that doesn't fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// What was done.
    pub flaw: Flaw,
    /// The event that shows it.
    pub event: Option<String>,
    /// When that event happened, as far as it can be believed: microseconds since 1970.
    #[serde(rename = "at_micros")]
    pub at: Option<i64>,
    /// How many are missing, where that is known.
    pub missing: Option<i64>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Events in the chain that fit.
    pub sealed: i64,
    /// Events that fit and aren't in it yet.
    pub open: i64,
    /// The place of the last one: how many were ever sealed.
    pub place: i64,
    /// Its link: whoever has written it down can tell later that the log wasn't put back.
    pub link: String,
    /// What doesn't fit.
    pub broken: Option<Broken>,
}

impl Broken {
    const fn record() -> Self {
        Self {
            flaw: Flaw::Record,
            event: None,
            at: None,
            missing: None,
        }
    }

    fn at(flaw: Flaw, event: &Sealed) -> Self {
        Self {
            flaw,
            event: Some(event.event.id.to_string()),
            at: Some(event.event.at.micros()),
            missing: None,
        }
    }

    fn removed(missing: Option<i64>, before: Option<&Sealed>) -> Self {
        Self {
            flaw: Flaw::Removed,
            event: before.map(|event| event.event.id.to_string()),
            at: before.map(|event| event.event.at.micros()),
            missing,
        }
    }
}

impl Door {
    /// Verifies the audit log. Reads all of it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn verify_audit(&self, actor: &Actor) -> Result<Verified, Stop> {
        if !actor.is_administrator() {
            return Err(Refusal::NotAllowed.into());
        }
        let mut chain = Chain::read(self.reader()).await?;
        let mut looks = 1;
        loop {
            let verified = self.look(chain.as_ref()).await?;
            let now = Chain::read(self.reader()).await?;
            // A server that seals or sweeps beside this is no tampering.
            if verified.broken.is_none() || now == chain || looks == LOOKS {
                return Ok(verified);
            }
            chain = now;
            looks = looks.saturating_add(1);
        }
    }

    async fn look(&self, chain: Option<&Chain>) -> Result<Verified, Stop> {
        let keys = self.reader().keys();
        let mut walk = Walk::new(chain);
        if chain.is_some_and(|chain| !chain.is_own(keys)) {
            return Ok(walk.ended(Some(Broken::record())));
        }
        let end = chain.map_or(0, |chain| chain.end.place);
        let mut after = i64::MIN;
        loop {
            let page = sealed::after(self.reader(), after, PAGE).await?;
            let Some(last) = page.last().and_then(|event| event.place) else {
                break;
            };
            if last > end && self.has_grown(chain).await? {
                // What was sealed meanwhile is the next look's.
                after = i64::MAX;
            } else {
                after = last;
            }
            for (place, event) in page.iter().enumerate() {
                if after == i64::MAX && event.place > Some(end) {
                    break;
                }
                let rest = page.get(place..).unwrap_or_default();
                if let Some(broken) = walk.step(keys, event, rest) {
                    return Ok(walk.ended(Some(broken)));
                }
            }
        }
        if let Some(broken) = walk.at_the_end() {
            return Ok(walk.ended(Some(broken)));
        }
        let broken = self.look_at_open(&mut walk).await?;
        Ok(walk.ended(broken))
    }

    /// Whether a server has sealed more since the chain was read.
    async fn has_grown(&self, chain: Option<&Chain>) -> Result<bool, Stop> {
        let now = Chain::read(self.reader()).await?;
        let keys = self.reader().keys();
        let end = |chain: Option<&Chain>| chain.map_or(0, |chain| chain.end.place);
        Ok(now.as_ref().is_some_and(|now| now.is_own(keys)) && end(now.as_ref()) > end(chain))
    }

    async fn look_at_open(&self, walk: &mut Walk<'_>) -> Result<Option<Broken>, Stop> {
        let keys = self.reader().keys();
        let end = Timestamp::from_micros(i64::MAX);
        let mut after = (
            Timestamp::from_micros(i64::MIN),
            EventId::from_bytes([0; 16]),
        );
        loop {
            let page = sealed::open(self.reader(), after, end, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(None);
            };
            after = (last.event.at, last.event.id);
            for event in &page {
                if !event.is_as_written(keys) || !event.has_its_origin(keys, walk.forgotten()) {
                    return Ok(Some(Broken::at(Flaw::Changed, event)));
                }
                walk.open = walk.open.saturating_add(1);
            }
        }
    }
}

/// How far the walk has come.
struct Walk<'a> {
    chain: Option<&'a Chain>,
    before: Joint,
    sealed: i64,
    open: i64,
}

impl<'a> Walk<'a> {
    fn new(chain: Option<&'a Chain>) -> Self {
        let nothing = || Joint {
            place: 0,
            link: Vec::new(),
        };
        Self {
            chain,
            before: chain.map_or_else(nothing, |chain| chain.start.clone()),
            sealed: 0,
            open: 0,
        }
    }

    fn forgotten(&self) -> Timestamp {
        let beginning = Timestamp::from_micros(i64::MIN);
        self.chain.map_or(beginning, |chain| chain.forgotten)
    }

    /// What is wrong with the next event; `rest` begins with it.
    fn step(&mut self, keys: &Keys, event: &Sealed, rest: &[Sealed]) -> Option<Broken> {
        let Some(chain) = self.chain else {
            return Some(Broken::record());
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

    /// Whether the chain ends where it says.
    fn at_the_end(&self) -> Option<Broken> {
        let end = &self.chain?.end;
        if self.before.place < end.place {
            let missing = end.place.checked_sub(self.before.place);
            return Some(Broken::removed(missing, None));
        }
        (self.before != *end).then(Broken::record)
    }

    fn ended(self, broken: Option<Broken>) -> Verified {
        let end = self.chain.map(|chain| &chain.end);
        Verified {
            sealed: self.sealed,
            open: self.open,
            place: end.map_or(0, |end| end.place),
            link: end.map_or_else(String::new, |end| HEXLOWER.encode(&end.link)),
            broken,
        }
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
