//! The table of events. Rows carry a keyed hash of themselves, so that a later sealer can chain
//! what was committed without making sign-ins queue behind each other.

use store::{statements, values};

use domain::ids::{AccountId, EventId};
use domain::{Fault, Timestamp};
use store::{Reader, Row, Statement};

statements! {
    table "events" rank 90;
    listing OF_SUBJECT = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times
        FROM events WHERE subject = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4";
    listing ALL_EVENTS = "SELECT id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times
        FROM events WHERE at < $1 OR (at = $1 AND id < $2) ORDER BY at DESC, id DESC LIMIT $3";
    write INSERT = "INSERT INTO events
        (id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times, fold, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, NULL, $12)";
    write FOLD = "INSERT INTO events
        (id, at, actor, subject, action, outcome, kind, detail, address, agent, request, times, fold, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $13, $12)
        ON CONFLICT (fold) DO UPDATE SET times = events.times + 1";
    clear SWEEP = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < $1 ORDER BY at LIMIT 500)";
    clear FORGET_ADDRESSES = "UPDATE events SET address = '', agent = '', fold = NULL WHERE id IN
        (SELECT id FROM events WHERE at < $1 AND address <> '' ORDER BY at LIMIT 500)";
}

/// The table.
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
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_at ON events (at, id);
CREATE INDEX events_subject ON events (subject, at, id);
CREATE UNIQUE INDEX events_fold ON events (fold);
CREATE INDEX events_addresses ON events (at) WHERE address <> '';
";

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
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

impl Kept {
    fn read(row: &Row) -> Result<Self, Fault> {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Self {
            id: row.id(0)?,
            at: row.time(1)?,
            actor: text(2)?,
            subject: row.maybe_id(3)?,
            action: text(4)?,
            outcome: text(5)?,
            kind: text(6)?,
            detail: text(7)?,
            address: text(8)?,
            agent: text(9)?,
            request: text(10)?,
            times: row.int(11)?,
        })
    }

    fn hash(&self, reader: &Reader) -> Vec<u8> {
        let mut bytes = Vec::new();
        let at = self.at.micros().to_be_bytes();
        let subject = self.subject.map(|id| id.to_string()).unwrap_or_default();
        let fields = [
            self.id.bytes().as_slice(),
            &at,
            self.actor.as_bytes(),
            subject.as_bytes(),
            self.action.as_bytes(),
            self.outcome.as_bytes(),
            self.kind.as_bytes(),
            self.detail.as_bytes(),
            self.request.as_bytes(),
        ];
        for field in fields {
            bytes.extend_from_slice(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        reader.keys().audit.hash("event", &bytes)
    }

    /// A new row. With `fold`, further events of the same fold only count up.
    pub(crate) fn insert(&self, reader: &Reader, fold: Option<String>) -> Statement {
        let hash = self.hash(reader);
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
            hash
        ];
        match fold {
            None => INSERT.bind(common),
            Some(fold) => {
                let [a, b, c, d, e, f, g, h, i, j, k, l] = common;
                FOLD.bind([a, b, c, d, e, f, g, h, i, j, k, l, fold.into()])
            }
        }
    }
}

/// Events of one account, newest first, older than a place in the list.
pub(crate) async fn of_subject(
    reader: &Reader,
    subject: AccountId,
    before: (Timestamp, EventId),
    most: i64,
) -> Result<Vec<Kept>, Fault> {
    reader
        .rows(OF_SUBJECT.bind(values![subject, before.0, before.1, most]))
        .await?
        .iter()
        .map(Kept::read)
        .collect()
}

/// All events, newest first, older than a place in the list.
pub(crate) async fn all(
    reader: &Reader,
    before: (Timestamp, EventId),
    most: i64,
) -> Result<Vec<Kept>, Fault> {
    reader
        .rows(ALL_EVENTS.bind(values![before.0, before.1, most]))
        .await?
        .iter()
        .map(Kept::read)
        .collect()
}

/// Deletes up to 500 events older than this.
pub(crate) fn sweep(before: Timestamp) -> Statement {
    SWEEP.bind(values![before])
}

/// Forgets addresses and browsers of up to 500 events older than this.
pub(crate) fn forget_addresses(before: Timestamp) -> Statement {
    FORGET_ADDRESSES.bind(values![before])
}
