//! Events as the chain sees them: those still open, which have no place yet, and those in it.

use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Keys, Reader, Row, Statement, statements, values};

use super::chain::Joint;
use super::hash;
use super::table::{Cursor, EventRow};
use super::unsealed::Unsealed;

statements! {
    of super::table::TABLE;
    listing OPEN = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times,
        salt, origin, hash, place, link
        FROM events WHERE place IS NULL AND at >= $1 AND (at > $1 OR id > $2) AND at < $3 ORDER BY at, id LIMIT $4";
    listing AFTER = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times,
        salt, origin, hash, place, link
        FROM events WHERE place > $1 ORDER BY place LIMIT $2";
    listing JOINTS = "SELECT place, link, at FROM events WHERE place > $1 ORDER BY place LIMIT $2";
    listing COUNT_OPEN = "SELECT count(*), min(at) FROM events WHERE place IS NULL AND at < $1";
    keyed WITH_ADDRESS = "SELECT id FROM events WHERE at < $1 AND address <> '' LIMIT 1";
    write SEAL = "UPDATE events SET place = $2, link = $3, hash = $4, fold = NULL
        WHERE id = $1 AND place IS NULL AND times = $5";
    clear FORGET_ADDRESSES = "UPDATE events SET address = '', agent = '', salt = $2 WHERE id IN
        (SELECT id FROM events WHERE at < $1 AND address <> '' ORDER BY at LIMIT 500)";
    write REMOVE = "DELETE FROM events WHERE place <= $1";
}

/// An event with what chains it.
#[derive(Clone, Debug)]
pub(super) struct Sealed {
    pub(super) event: EventRow,
    salt: Vec<u8>,
    origin: Vec<u8>,
    pub(super) hash: Vec<u8>,
    pub(super) place: Option<i64>,
    pub(super) link: Vec<u8>,
}

impl Sealed {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            event: EventRow::read(row)?,
            salt: row.blob()?,
            origin: row.blob()?,
            hash: row.blob()?,
            place: row.maybe_int()?,
            link: row.maybe_blob()?.unwrap_or_default(),
        })
    }

    /// Whether an open event is as it was written; only its count may have risen.
    pub(super) fn is_as_written(&self, keys: &Keys) -> bool {
        self.hash == hash::event(keys, &self.event, &self.origin, 1)
    }

    /// Whether an event in the chain is as it was sealed.
    pub(super) fn is_as_sealed(&self, keys: &Keys) -> bool {
        self.hash == hash::event(keys, &self.event, &self.origin, self.event.times)
    }

    /// Whether address and browser are those that were written, or none where they are forgotten.
    pub(super) fn has_its_origin(&self, keys: &Keys, forgotten: Timestamp) -> bool {
        let EventRow {
            address, agent, at, ..
        } = &self.event;
        let blank = address.is_empty() && agent.is_empty() && *at < forgotten;
        blank || self.origin == hash::origin(keys, &self.event, &self.salt)
    }

    /// The hash that is sealed: with the count that it came to. One that was changed before keeps the
    /// hash that doesn't fit, or sealing it would make it good.
    pub(super) fn to_seal(&self, keys: &Keys) -> Vec<u8> {
        if self.is_as_written(keys) {
            hash::event(keys, &self.event, &self.origin, self.event.times)
        } else {
            self.hash.clone()
        }
    }
}

/// Events without a place, oldest first: after one of them, and older than a moment.
pub(super) async fn open(
    reader: &Reader,
    after: Cursor,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Sealed>, Fault> {
    let mut rows = reader
        .rows(OPEN.bind(values![after.at, after.id, before, most]))
        .await?;
    rows.iter_mut().map(Sealed::read).collect()
}

/// How many events without a place are older than a moment, and since when; none where there are none.
pub(super) async fn count_open(
    reader: &Reader,
    before: Timestamp,
) -> Result<Option<Unsealed>, Fault> {
    let Some(mut row) = reader.row(COUNT_OPEN.bind(values![before])).await? else {
        return Ok(None);
    };
    let events = row.int()?;
    Ok(row.maybe_int()?.map(|oldest| Unsealed { events, oldest }))
}

/// Events in the chain after a place, in order.
pub(super) async fn after(reader: &Reader, place: i64, most: i64) -> Result<Vec<Sealed>, Fault> {
    let mut rows = reader.rows(AFTER.bind(values![place, most])).await?;
    rows.iter_mut().map(Sealed::read).collect()
}

/// Places and links alone, with the moments of their events.
pub(super) async fn joints(
    reader: &Reader,
    after: i64,
    most: i64,
) -> Result<Vec<(Joint, Timestamp)>, Fault> {
    let mut rows = reader.rows(JOINTS.bind(values![after, most])).await?;
    rows.iter_mut()
        .map(|row| {
            let (place, link) = (row.int()?, row.blob()?);
            Ok((Joint { place, link }, row.time()?))
        })
        .collect()
}

/// Whether an event older than this still holds an address.
pub(super) async fn has_address(reader: &Reader, before: Timestamp) -> Result<bool, Fault> {
    let found = reader.row(WITH_ADDRESS.bind(values![before])).await?;
    Ok(found.is_some())
}

/// Gives an open event its place; refused where its count has risen since it was read. A later event
/// of the same fold begins a row of its own.
pub(super) fn seal(of: &Sealed, at: &Joint, hash: Vec<u8>) -> Guard {
    let statement = SEAL.bind(values![
        of.event.id,
        at.place,
        at.link.as_slice(),
        hash,
        of.event.times
    ]);
    Guard::new(statement, Refusal::ChangedMeanwhile)
}

/// Forgets addresses and browsers of up to 500 events older than this.
pub(super) fn forget_addresses(before: Timestamp) -> Statement {
    FORGET_ADDRESSES.bind(values![before, Vec::new()])
}

/// Removes the events up to a place.
pub(super) fn remove(to: i64) -> Statement {
    REMOVE.bind(values![to])
}
