//! From when on an enrolment counts in full, as it is kept, and what its owner wants gone once another does.

use domain::ids::{AccountId, EnrolmentId, SessionId};
use domain::ripeness::{Ripens, Waits};
use domain::{Fault, Kind, Refusal, Timestamp};
use store::{Guard, Reader, Row, Statement, statements, values};

use crate::{Enrolment, enrolment};

statements! {
    of crate::enrolment::TABLE;
    listing LEAVING = "SELECT id, account, kind, name, leaving FROM enrolments
        WHERE leaving <= $1 AND suspended IS NOT NULL ORDER BY leaving, id LIMIT 100";
    write RIPENS = "UPDATE enrolments SET ripe = $3, waits = $4 WHERE id = $1 AND account = $2";
    write RIPE = "UPDATE enrolments SET ripe = $3, waits = 0
        WHERE id = $1 AND account = $2 AND confirmed IS NOT NULL AND (ripe > $3 OR waits = 2)";
    write SOONER = "UPDATE enrolments SET ripe = $2 WHERE id = $1 AND ripe > $2";
    write SEEN = "UPDATE enrolments SET waits = 0 WHERE account = $1 AND waits = 2 AND ripe <= $2 AND confirmed > $3";
    write LEAVE = "UPDATE enrolments SET suspended_by = CASE WHEN suspended IS NULL THEN $4 ELSE suspended_by END,
        suspended = COALESCE(suspended, $3), leaving = $5
        WHERE id = $1 AND account = $2 AND confirmed IS NOT NULL";
    write LEFT = "DELETE FROM enrolments WHERE id = $1 AND account = $2 AND suspended IS NOT NULL AND leaving = $3";
    write STAY = "UPDATE enrolments SET leaving = NULL WHERE account = $1 AND leaving IS NOT NULL";
    write LATER = "UPDATE enrolments SET leaving = $3 WHERE id = $1 AND leaving = $2";
}

/// Those that there were count in full.
pub(crate) const MIGRATION: &str = "
ALTER TABLE enrolments ADD COLUMN ripe INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enrolments ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enrolments ADD COLUMN leaving INTEGER;
CREATE INDEX enrolments_leaving ON enrolments (leaving) WHERE leaving IS NOT NULL;
";

const fn kept(waits: Waits) -> i64 {
    match waits {
        Waits::Unripe => 0,
        Waits::Limited => 1,
        Waits::Older => 2,
    }
}

pub(crate) fn read(row: &mut Row) -> Result<Ripens, Fault> {
    let at = row.time()?;
    let waits = match row.int()? {
        0 => Waits::Unripe,
        1 => Waits::Limited,
        2 => Waits::Older,
        _ => return Err(Fault::new("a wait that can't be")),
    };
    Ok(Ripens { at, waits })
}

/// Notes from when on it counts in full.
pub fn ripens(account: AccountId, id: EnrolmentId, ripens: Ripens) -> Statement {
    RIPENS.bind(values![id, account, ripens.at, kept(ripens.waits)])
}

/// Ends its wait: whoever changes no row finds nothing that waits.
pub fn ripe(account: AccountId, id: EnrolmentId, now: Timestamp) -> Guard {
    Guard::new(RIPE.bind(values![id, account, now]), Refusal::NoSuch)
}

/// Has it count in full from then on, where that is sooner.
pub fn sooner(of: &Enrolment, at: Timestamp) -> Statement {
    SOONER.bind(values![of.id, at])
}

/// Ends the wait of those that waited for a sign-in by an older one, which this is.
pub fn seen(older: &Enrolment, now: Timestamp) -> Statement {
    SEEN.bind(values![older.account, now, older.confirmed])
}

/// Suspends an enrolment that its owner wants gone, in this session; it is removed from `leaving` on.
pub fn leave(of: &Enrolment, now: Timestamp, by: SessionId, leaving: Timestamp) -> Guard {
    let statement = LEAVE.bind(values![of.id, of.account, now, by, leaving]);
    Guard::new(statement, Refusal::NoSuch)
}

/// Whatever an account wanted gone stays, suspended as it is.
pub fn stay(account: AccountId) -> Statement {
    STAY.bind(values![account])
}

/// An enrolment that is to be removed by now.
#[derive(Clone, Debug)]
pub struct Leaving {
    pub id: EnrolmentId,
    pub account: AccountId,
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    at: Timestamp,
}

impl Leaving {
    /// Removes it, unless it was taken into use again meanwhile.
    pub fn remove(&self) -> Guard {
        let statement = LEFT.bind(values![self.id, self.account, self.at]);
        Guard::new(statement, Refusal::NoSuch)
    }

    /// It is looked at again then.
    pub fn later(&self, until: Timestamp) -> Statement {
        LATER.bind(values![self.id, self.at, until])
    }
}

/// Up to a hundred that are to be removed by now.
///
/// # Errors
/// When the database doesn't answer.
pub async fn leaving(reader: &Reader, now: Timestamp) -> Result<Vec<Leaving>, Fault> {
    let read = |row: &mut Row| {
        Ok(Leaving {
            id: row.id()?,
            account: row.id()?,
            kind: enrolment::read_kind(row)?,
            name: row.text()?,
            at: row.time()?,
        })
    };
    let mut rows = reader.rows(LEAVING.bind(values![now])).await?;
    rows.iter_mut().map(read).collect()
}
