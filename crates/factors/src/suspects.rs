//! What sessions have made that somebody else may have opened or raised, by a copy of an enrolment or by what they
//! knew: the enrolments among it.
//! What else sessions make is kept elsewhere, and found by the same words.

use domain::ids::{AccountId, EnrolmentId, SessionId};
use domain::{Fault, Kind, Timestamp};
use store::{Reader, Row, Statement, Value, statements, values};

use crate::{Enrolment, answers, enrolment};

/// The suspect sessions, in SQL: [`made_by_suspects`](crate::made_by_suspects) says which they are.
#[macro_export]
macro_rules! suspect_sessions {
    () => {
        "(WITH RECURSIVE suspect(session) AS (
            SELECT a.session FROM answers a WHERE a.enrolment = $2 AND a.count >= $3
            UNION
            SELECT $2
            UNION
            SELECT b.session FROM suspect JOIN enrolments e ON e.made_by = suspect.session
                JOIN answers b ON b.enrolment = e.id WHERE e.account = $1 AND e.confirmed >= $4)
            SELECT session FROM suspect)"
    };
}

/// "… was made by a suspect session", in SQL, of a table with a column `made_by`. Suspect are the session `$2`, or
/// those that answers of the enrolment `$2` with a count of `$3` or more have opened or raised; and those of whatever
/// such a session has set up on the account `$1` from `$4` on, and so forth. [`Suspects::values`] are the values.
#[macro_export]
macro_rules! made_by_suspects {
    () => {
        concat!("made_by IN ", $crate::suspect_sessions!())
    };
}

statements! {
    of crate::enrolment::TABLE;
    listing MADE = concat!("SELECT account, kind, name FROM enrolments WHERE confirmed >= $4 AND ",
        made_by_suspects!(), " ORDER BY id");
    keyed ADDED = "SELECT kind, name, made_by FROM enrolments
        WHERE account = $1 AND id = $2 AND confirmed IS NOT NULL AND suspended IS NULL";
    write MADE_BY = "UPDATE enrolments SET made_by = $3 WHERE id = $1 AND account = $2";
    write RESUME_TAKEN = concat!("UPDATE enrolments SET suspended = NULL, suspended_by = NULL, leaving = NULL
        WHERE account = $1 AND suspended IS NOT NULL AND copied IS NULL AND suspended_by IN ", suspect_sessions!());
    write SUSPEND_MADE = concat!("UPDATE enrolments SET suspended = COALESCE(suspended, $5), suspended_by = NULL
        WHERE account = $1 AND confirmed >= $4 AND ", made_by_suspects!());
    write SUSPEND_ADDED = "UPDATE enrolments SET suspended = COALESCE(suspended, $3), suspended_by = NULL
        WHERE account = $1 AND id = $2 AND confirmed IS NOT NULL";
    write VOID_ADDED = "UPDATE enrolments SET codes_left = 0 WHERE account = $1 AND id = $2 AND codes_left > 0";
    write VOID_MADE = concat!("UPDATE enrolments SET codes_left = 0 WHERE codes_left > 0 AND confirmed >= $4 AND ",
        made_by_suspects!());
}

/// Sessions that somebody else may have opened or raised, and what they may have done.
#[derive(Clone, Copy, Debug)]
pub struct Suspects {
    /// The account that they are sessions of.
    pub account: AccountId,
    /// The enrolment that may have a copy, or the session.
    of: [u8; 16],
    count: i64,
    /// From when on what they have made may be the copy's work.
    since: Timestamp,
}

impl Suspects {
    /// Of an enrolment whose answer went back to this count: there was one of it as long as it answered with
    /// less.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn of(reader: &Reader, of: &Enrolment, count: i64) -> Result<Self, Fault> {
        Ok(Self {
            account: of.account,
            of: *of.id.bytes(),
            count,
            since: answers::below(reader, of.id, count).await?,
        })
    }

    /// A session that wasn't the owner's, and what it has made from then on.
    pub const fn of_session(account: AccountId, session: SessionId, since: Timestamp) -> Self {
        Self {
            account,
            of: *session.bytes(),
            count: i64::MAX,
            since,
        }
    }

    /// The values of [`made_by_suspects`](crate::made_by_suspects): `$1` to `$4`.
    pub fn values(&self) -> [Value; 4] {
        values![self.account, self.of.as_slice(), self.count, self.since]
    }
}

/// An enrolment that a suspect session has switched on.
#[derive(Clone, Debug)]
pub struct Made {
    /// Whose it is: a code may have been made for somebody else.
    pub account: AccountId,
    pub kind: Kind,
    /// What it is called.
    pub name: String,
}

/// What they have switched on.
///
/// # Errors
/// When the database doesn't answer.
pub async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<Made>, Fault> {
    let read = |row: &mut Row| {
        Ok(Made {
            account: row.id()?,
            kind: enrolment::read_kind(row)?,
            name: row.text()?,
        })
    };
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(read).collect()
}

/// Notes which session has switched an enrolment on.
pub fn made_by(account: AccountId, id: EnrolmentId, session: SessionId) -> Statement {
    MADE_BY.bind(values![id, account, session])
}

/// Takes into use again what they have suspended, as if they were its owner.
pub fn resume_taken(by: &Suspects) -> Statement {
    RESUME_TAKEN.bind(by.values())
}

/// Suspends what they have switched on. What one of them had suspended itself, as if by its owner, counts no more as
/// that.
pub fn suspend_made(by: &Suspects, now: Timestamp) -> Statement {
    let [a, b, c, d] = by.values();
    SUSPEND_MADE.bind([a, b, c, d, now.into()])
}

/// An enrolment that was just added.
#[derive(Clone, Debug)]
pub struct Addition {
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// The session that has made it; none on the command line.
    pub by: Option<SessionId>,
}

/// What was just added, unless it is gone or suspended.
///
/// # Errors
/// When the database doesn't answer.
pub async fn added(
    reader: &Reader,
    account: AccountId,
    id: EnrolmentId,
) -> Result<Option<Addition>, Fault> {
    let row = reader.row(ADDED.bind(values![account, id])).await?;
    let read = |mut row: Row| {
        Ok(Addition {
            kind: enrolment::read_kind(&mut row)?,
            name: row.text()?,
            by: row.maybe_id()?,
        })
    };
    row.map(read).transpose()
}

/// Suspends an enrolment that was just added, as if by nobody's wish; what it has of codes is void.
pub fn suspend_added(account: AccountId, id: EnrolmentId, now: Timestamp) -> [Statement; 2] {
    [
        SUSPEND_ADDED.bind(values![account, id, now]),
        VOID_ADDED.bind(values![account, id]),
    ]
}

/// Voids the codes that they have made, for whomever: none is left, even where they are taken into use again. The row
/// stays, since it tells what else is suspect.
pub fn void_made(by: &Suspects) -> Statement {
    VOID_MADE.bind(by.values())
}
