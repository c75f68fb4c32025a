//! Verifying the audit log: walks the chain from its beginning to its end and then what isn't sealed
//! yet, says what was done to the first event that doesn't fit, and whether sealing lags behind.

use data_encoding::HEXLOWER;
use domain::{Stop, Timestamp};
use serde::Serialize;

use super::chain::Chain;
use super::noted::{Noted, Seal};
use super::sealed::{self, Sealed};
use super::table::Cursor;
use super::unsealed::Unsealed;
use super::walk::Walk;
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
    /// The chain isn't the one whose seal was noted: an earlier state was put back, and may have been
    /// sealed anew since.
    PutBack,
}

/// The first thing that doesn't fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub flaw: Flaw,
    /// The event that shows it.
    pub event: Option<String>,
    /// When that event happened, as far as it can be believed: microseconds since 1970.
    #[serde(rename = "at_micros")]
    pub at: Option<i64>,
    /// How many are missing, where that is known.
    pub missing: Option<i64>,
}

/// What came of verifying the audit log.
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
    pub broken: Option<Broken>,
    /// Events that should be sealed by now, so that anybody could have removed some of them unseen.
    pub overdue: Option<Unsealed>,
    /// Noted seals that were compared with the chain.
    pub compared: usize,
    /// Noted seals of events that were swept since, which nothing can be compared with.
    pub swept: usize,
}

impl Broken {
    pub(super) const fn of(flaw: Flaw) -> Self {
        Self {
            flaw,
            event: None,
            at: None,
            missing: None,
        }
    }

    pub(super) fn at(flaw: Flaw, event: &Sealed) -> Self {
        Self {
            flaw,
            event: Some(event.event.id.to_string()),
            at: Some(event.event.at.micros()),
            missing: None,
        }
    }

    pub(super) fn removed(missing: Option<i64>, before: Option<&Sealed>) -> Self {
        Self {
            flaw: Flaw::Removed,
            event: before.map(|event| event.event.id.to_string()),
            at: before.map(|event| event.event.at.micros()),
            missing,
        }
    }
}

impl Door {
    /// Verifies the log, also against seals that were noted before this is called. Reads all of it.
    pub(crate) async fn verify(&self, noted: &[Seal]) -> Result<Verified, Stop> {
        let noted = Noted::of(noted);
        let mut chain = Chain::read(self.reader()).await?;
        let mut looks = 1;
        loop {
            let verified = self.look(chain.as_ref(), &noted).await?;
            let now = Chain::read(self.reader()).await?;
            // A server that seals or sweeps beside this is no tampering.
            if verified.broken.is_none() || now == chain || looks == LOOKS {
                return Ok(verified);
            }
            chain = now;
            looks = looks.saturating_add(1);
        }
    }

    async fn look(&self, chain: Option<&Chain>, noted: &Noted) -> Result<Verified, Stop> {
        let mut walk = Walk::new(chain, noted);
        let mut broken = self.look_at_sealed(chain, &mut walk).await?;
        if broken.is_none() {
            broken = self.look_at_open(&mut walk).await?;
        }
        let start = chain.map_or(0, |chain| chain.start.place);
        let (swept, compared) = noted.parted_at(start);
        let end = chain.map(|chain| &chain.end);
        Ok(Verified {
            sealed: walk.sealed,
            open: walk.open,
            place: end.map_or(0, |end| end.place),
            link: end.map_or_else(String::new, |end| HEXLOWER.encode(&end.link)),
            broken,
            overdue: self.overdue_events().await?,
            compared,
            swept,
        })
    }

    async fn look_at_sealed(
        &self,
        chain: Option<&Chain>,
        walk: &mut Walk<'_>,
    ) -> Result<Option<Broken>, Stop> {
        let keys = self.reader().keys();
        if chain.is_some_and(|chain| !chain.is_own(keys)) {
            return Ok(Some(Broken::of(Flaw::Record)));
        }
        if let Some(broken) = walk.at_the_start() {
            return Ok(Some(broken));
        }
        let end = chain.map_or(0, |chain| chain.end.place);
        let mut after = i64::MIN;
        loop {
            let page = sealed::after(self.reader(), after, PAGE).await?;
            let Some(last) = page.last().and_then(|event| event.place) else {
                return Ok(walk.at_the_end());
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
                    return Ok(Some(broken));
                }
            }
        }
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
        let mut after = Cursor::OLDEST;
        loop {
            let page = sealed::open(self.reader(), after, end, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(None);
            };
            after = last.event.cursor();
            for event in &page {
                if !event.is_as_written(keys) || !event.has_its_origin(keys, walk.forgotten()) {
                    return Ok(Some(Broken::at(Flaw::Changed, event)));
                }
                walk.open = walk.open.saturating_add(1);
            }
        }
    }
}
