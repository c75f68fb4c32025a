//! The table of events. A row carries a keyed hash of itself from the moment it is written; a minute
//! or two later it gets its place in the chain (see `seal`), so that sign-ins don't queue behind each
//! other for it.

use domain::ids::{AccountId, EventId};
use domain::{Fault, Timestamp};
use store::{Reader, Row, Statement, statements, values};

use super::hash;

statements! {
    table "events" rank 90;
    listing OF_SUBJECT = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times
        FROM events WHERE subject = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4";
    listing ALL_EVENTS = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times
        FROM events WHERE at < $1 OR (at = $1 AND id < $2) ORDER BY at DESC, id DESC LIMIT $3";
    write INSERT = "INSERT INTO events
        (id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times, fold, salt, origin, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, NULL, $12, $13, $14)";
    write FOLD = "INSERT INTO events
        (id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times, fold, salt, origin, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $15, $12, $13, $14)
        ON CONFLICT (fold) DO UPDATE SET times = events.times + 1";
    write COUNT = "UPDATE events SET times = times + $2 WHERE fold = $1";
}

/// The table. `salt` hides what `origin` is the hash of, once address and browser are forgotten.
pub(crate) const MIGRATION: &str = "
CREATE TABLE events (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    subject BLOB,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    request TEXT NOT NULL,
    times INTEGER NOT NULL,
    fold TEXT,
    salt BLOB NOT NULL,
    origin BLOB NOT NULL,
    hash BLOB NOT NULL,
    place INTEGER,
    link BLOB
) STRICT;
CREATE INDEX events_at ON events (at, id);
CREATE INDEX events_subject ON events (subject, at, id);
CREATE UNIQUE INDEX events_fold ON events (fold);
CREATE INDEX events_addresses ON events (at) WHERE address <> '';
CREATE UNIQUE INDEX events_place ON events (place);
CREATE INDEX events_open ON events (at, id) WHERE place IS NULL;
";

/// A place in a list by time: just before or after this event.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// When that event happened.
    pub at: Timestamp,
    /// Which of those of that moment it is.
    pub id: EventId,
}

impl Cursor {
    /// A place before all events.
    pub(crate) const OLDEST: Self = Self {
        at: Timestamp::from_micros(i64::MIN),
        id: EventId::from_bytes([0; 16]),
    };
    /// A place after all events.
    pub(crate) const NEWEST: Self = Self {
        at: Timestamp::from_micros(i64::MAX),
        id: EventId::from_bytes([0xff; 16]),
    };
}

#[derive(Clone, Debug)]
pub(crate) struct EventRow {
    pub id: EventId,
    pub at: Timestamp,
    pub actor: String,
    pub subject: Option<AccountId>,
    pub action: String,
    pub outcome: String,
    pub kind: String,
    pub detail: String,
    pub address: String,
    pub agent: String,
    pub request: String,
    pub times: i64,
}

impl EventRow {
    /// Its place in a list by time.
    pub(super) const fn cursor(&self) -> Cursor {
        Cursor {
            at: self.at,
            id: self.id,
        }
    }

    pub(super) fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            at: row.time()?,
            actor: row.text()?,
            subject: row.maybe_id()?,
            action: row.text()?,
            outcome: row.text()?,
            kind: row.text()?,
            detail: row.text()?,
            address: row.text()?,
            agent: row.text()?,
            request: row.text()?,
            times: row.int()?,
        })
    }

    /// A new row. With `fold`, further events of the same fold only count up.
    pub(crate) fn insert(
        &self,
        reader: &Reader,
        salt: [u8; 16],
        fold: Option<String>,
    ) -> Statement {
        let keys = reader.keys();
        let origin = hash::origin(keys, self, &salt);
        let hash = hash::event(keys, self, &origin, 1);
        let common = values![
            self.id,
            self.at,
            &self.actor,
            self.subject,
            &self.action,
            &self.outcome,
            &self.kind,
            &self.detail,
            &self.address,
            &self.agent,
            &self.request,
            salt.as_slice(),
            origin,
            hash
        ];
        match fold {
            None => INSERT.bind(common),
            Some(fold) => {
                let [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = common;
                FOLD.bind([a, b, c, d, e, f, g, h, i, j, k, l, m, n, fold.into()])
            }
        }
    }
}

/// Counts further events of the same fold.
pub(super) fn count(fold: &str, more: i64) -> Statement {
    COUNT.bind(values![fold, more])
}

/// Events of one account, newest first, older than a place in the list.
pub(crate) async fn of_subject(
    reader: &Reader,
    subject: AccountId,
    before: Cursor,
    most: i64,
) -> Result<Vec<EventRow>, Fault> {
    reader
        .rows(OF_SUBJECT.bind(values![subject, before.at, before.id, most]))
        .await?
        .iter_mut()
        .map(EventRow::read)
        .collect()
}

/// All events, newest first, older than a place in the list.
pub(crate) async fn all(
    reader: &Reader,
    before: Cursor,
    most: i64,
) -> Result<Vec<EventRow>, Fault> {
    reader
        .rows(ALL_EVENTS.bind(values![before.at, before.id, most]))
        .await?
        .iter_mut()
        .map(EventRow::read)
        .collect()
}
