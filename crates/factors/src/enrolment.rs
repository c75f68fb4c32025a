//! The one card file: a row for each enrolment of every kind, with what all have in common, and
//! the guards by which using one is decided. A factor that needs more hangs a table on it.

use domain::ids::{AccountId, EnrolmentId, SessionId};
use domain::ripeness::Ripens;
use domain::{Fault, Kind, Refusal, Timestamp};
use store::{Guard, Reader, Row, Schema, Statement, among, statements, values};

use crate::{accepting, answers, by_now, late, ripening, suspects};

pub use crate::accepting::{accept, accept_drifting, advance, answered, count, spend};

statements! {
    table "enrolments" rank 30 swept by SWEEP;
    listing OF_ACCOUNT = "SELECT id, account, kind, name, added, confirmed, used, suspended, until, last_counter, drift, codes_left,
        sealed, copied, strayed, suspended_by, ripe, waits, leaving, made_by
        FROM enrolments WHERE account = $1 ORDER BY added, id";
    listing KINDS_OF_SOME = concat!("SELECT account, kind FROM enrolments WHERE confirmed IS NOT NULL AND ",
        among!("account"), " ORDER BY added, id");
    keyed HOW_MANY = "SELECT COUNT(*) FROM enrolments WHERE kind = $1 AND confirmed IS NOT NULL";
    write INSERT = "INSERT INTO enrolments
        (id, account, kind, name, added, confirmed, used, suspended, until, last_counter, drift, codes_left, sealed)
        VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, $7, $8, 0, $9, $10) ON CONFLICT DO NOTHING";
    write CONFIRM = "UPDATE enrolments SET last_counter = $3, confirmed = $4, used = $4, drift = $5
        WHERE id = $1 AND account = $2 AND confirmed IS NULL AND last_counter < $3";
    write RENAME = "UPDATE enrolments SET name = $3 WHERE id = $1 AND account = $2 AND confirmed IS NOT NULL";
    write SUSPEND = "UPDATE enrolments SET suspended = $3, suspended_by = $4, leaving = NULL
        WHERE id = $1 AND account = $2 AND suspended IS NULL AND confirmed IS NOT NULL";
    write SUSPEND_AS_COPIED = "UPDATE enrolments SET suspended = COALESCE(suspended, $3), copied = $3
        WHERE id = $1 AND account = $2 AND copied IS NULL AND confirmed IS NOT NULL";
    write RESUME = "UPDATE enrolments SET suspended = NULL, suspended_by = NULL, leaving = NULL
        WHERE id = $1 AND account = $2 AND suspended IS NOT NULL AND copied IS NULL";
    write REMOVE = "DELETE FROM enrolments WHERE id = $1 AND account = $2";
    write REMOVE_ALL = "DELETE FROM enrolments WHERE account = $1";
    write REMOVE_KIND = "DELETE FROM enrolments WHERE account = $1 AND kind = $2";
    clear SWEEP = "DELETE FROM enrolments WHERE id IN
        (SELECT id FROM enrolments WHERE until < $1 OR (confirmed IS NULL AND added < $1 - 3600000000) LIMIT 500)";
}

/// The card file's part of the database.
pub static SCHEMA: Schema = Schema {
    name: "enrolment",
    tables: &[&TABLE, &answers::TABLE, &late::TABLE],
    migrations: &[
        "
CREATE TABLE enrolments (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    added INTEGER NOT NULL,
    confirmed INTEGER,
    used INTEGER,
    suspended INTEGER,
    suspended_by BLOB,
    copied INTEGER,
    until INTEGER,
    last_counter INTEGER NOT NULL,
    drift INTEGER NOT NULL,
    codes_left INTEGER NOT NULL,
    strayed INTEGER,
    sealed BLOB,
    made_by BLOB
) STRICT;
CREATE INDEX enrolments_account ON enrolments (account, added, id);
CREATE INDEX enrolments_kind ON enrolments (kind) WHERE confirmed IS NOT NULL;
CREATE INDEX enrolments_until ON enrolments (until);
CREATE INDEX enrolments_unconfirmed ON enrolments (added) WHERE confirmed IS NULL;
CREATE INDEX enrolments_made_by ON enrolments (made_by) WHERE made_by IS NOT NULL;
",
        answers::MIGRATION,
        late::MIGRATION,
        ripening::MIGRATION,
    ],
    elsewhere: &[accepting::ALL, suspects::ALL, by_now::ALL, ripening::ALL],
};

/// One account's own instance of a factor.
#[derive(Clone, Debug)]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub account: AccountId,
    pub kind: Kind,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub added: Timestamp,
    /// When it was switched on; none while it is being set up.
    pub confirmed: Option<Timestamp>,
    /// When it last answered.
    pub used: Option<Timestamp>,
    /// Since when it is suspended.
    pub suspended: Option<Timestamp>,
    /// The session in which its owner suspended it; none where something else did.
    pub suspended_by: Option<SessionId>,
    /// Since when there may be a copy of it: it is suspended for good.
    pub copied: Option<Timestamp>,
    /// When it is over, for those that end by themselves.
    pub until: Option<Timestamp>,
    /// Only goes up: the last accepted step or counter.
    pub last_counter: i64,
    /// How many steps the clock of a token is ahead of ours; negative where it is behind.
    pub drift: i64,
    /// Codes that are left, for a kind that only helps out; 0 for every other.
    pub codes_left: i64,
    /// When a drift last went away from 0, once it was set up.
    pub strayed: Option<Timestamp>,
    /// What is sealed for this row.
    pub sealed: Option<Vec<u8>>,
    /// From when on it counts in full.
    pub ripens: Ripens,
    /// From when on it is removed, its owner having wanted that, as soon as another counts in full.
    pub leaving: Option<Timestamp>,
    /// The session that has switched it on; none where something else did.
    pub made_by: Option<SessionId>,
}

/// What a new row holds.
pub struct New<'a> {
    pub id: EnrolmentId,
    pub account: AccountId,
    pub kind: &'a Kind,
    pub name: &'a str,
    pub added: Timestamp,
    /// Whether it is on at once.
    pub confirmed: bool,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// Codes that are left, for a kind that only helps out; 0 for every other.
    pub codes_left: i64,
    /// What is sealed for it.
    pub sealed: Option<Vec<u8>>,
}

pub(crate) fn read_kind(row: &mut Row) -> Result<Kind, Fault> {
    Kind::read(&row.text()?).ok_or_else(|| Fault::new("a kind that can't be"))
}

impl Enrolment {
    pub(crate) fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            account: row.id()?,
            kind: read_kind(row)?,
            name: row.text()?,
            added: row.time()?,
            confirmed: row.maybe_time()?,
            used: row.maybe_time()?,
            suspended: row.maybe_time()?,
            until: row.maybe_time()?,
            last_counter: row.int()?,
            drift: row.int()?,
            codes_left: row.int()?,
            sealed: row.maybe_blob()?,
            copied: row.maybe_time()?,
            strayed: row.maybe_time()?,
            suspended_by: row.maybe_id()?,
            ripens: ripening::read(row)?,
            leaving: row.maybe_time()?,
            made_by: row.maybe_id()?,
        })
    }

    /// Whether it is switched on, in whatever state.
    pub const fn exists(&self) -> bool {
        self.confirmed.is_some()
    }

    /// Whether it can answer at this moment, as far as its card says.
    pub fn answers(&self, now: Timestamp) -> bool {
        self.exists() && self.suspended.is_none() && self.until.is_none_or(|until| until > now)
    }
}

/// All enrolments of an account, oldest first, those being set up included.
pub async fn of_account(reader: &Reader, account: AccountId) -> Result<Vec<Enrolment>, Fault> {
    reader
        .rows(OF_ACCOUNT.bind(values![account]))
        .await?
        .iter_mut()
        .map(Enrolment::read)
        .collect()
}

/// The kind of each enrolment that exists, of up to [`store::AMONG`] accounts.
pub async fn kinds_of_some(
    reader: &Reader,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, Kind)>, Fault> {
    let Some(asked) = among(accounts) else {
        return Ok(Vec::new());
    };
    let mut rows = reader.rows(KINDS_OF_SOME.bind(asked)).await?;
    rows.iter_mut()
        .map(|row| Ok((row.id()?, read_kind(row)?)))
        .collect()
}

/// How many of a kind there are, of all accounts.
pub async fn how_many(reader: &Reader, kind: &Kind) -> Result<i64, Fault> {
    let row = reader.row(HOW_MANY.bind(values![kind])).await?;
    row.map_or(Ok(0), |mut row| row.int())
}

/// A new row. The id comes from the form's number, so that a form sent twice makes one.
pub fn insert(new: New<'_>) -> Guard {
    insert_counted(new, -1)
}

/// A new row of something that has counted so far already.
pub fn insert_counted(new: New<'_>, last_counter: i64) -> Guard {
    let confirmed = new.confirmed.then_some(new.added);
    let statement = INSERT.bind(values![
        new.id,
        new.account,
        new.kind,
        new.name,
        new.added,
        confirmed,
        new.until,
        last_counter,
        new.codes_left,
        new.sealed
    ]);
    Guard::new(statement, Refusal::FormUsed)
}

/// Switches an enrolment on; the step that confirmed it counts as used.
pub fn confirm(of: &Enrolment, to: i64, now: Timestamp) -> Guard {
    confirm_drifting(of, to, of.drift, now)
}

/// The same for a token whose clock is off by so many steps.
pub fn confirm_drifting(of: &Enrolment, to: i64, drift: i64, now: Timestamp) -> Guard {
    Guard::new(
        CONFIRM.bind(values![of.id, of.account, to, now, drift]),
        Refusal::FormUsed,
    )
}

/// Gives an enrolment another name.
pub fn rename(account: AccountId, id: EnrolmentId, name: &str) -> Guard {
    Guard::new(RENAME.bind(values![id, account, name]), Refusal::NoSuch)
}

/// Suspends an enrolment, in this session: it answers no more, and still counts as existing.
pub fn suspend(account: AccountId, id: EnrolmentId, now: Timestamp, by: SessionId) -> Guard {
    Guard::new(SUSPEND.bind(values![id, account, now, by]), Refusal::NoSuch)
}

/// Suspends an enrolment of which there may be a copy, for good, whether it is suspended already or not: whoever
/// changes no row comes after the alarm, or after its removal.
pub fn suspend_as_copied(of: &Enrolment, now: Timestamp) -> Guard {
    Guard::new(
        SUSPEND_AS_COPIED.bind(values![of.id, of.account, now]),
        Refusal::MaybeCopied(of.kind.clone()),
    )
}

/// Ends a suspension, unless there may be a copy.
pub fn resume(account: AccountId, id: EnrolmentId) -> Statement {
    RESUME.bind(values![id, account])
}

/// Removes an enrolment with everything that hangs on it.
pub fn remove(account: AccountId, id: EnrolmentId) -> Guard {
    Guard::new(REMOVE.bind(values![id, account]), Refusal::NoSuch)
}

/// Removes every enrolment of an account.
pub fn remove_all(account: AccountId) -> Statement {
    REMOVE_ALL.bind(values![account])
}

/// Removes every enrolment of a kind.
pub fn remove_kind(account: AccountId, kind: &Kind) -> Statement {
    REMOVE_KIND.bind(values![account, kind])
}
