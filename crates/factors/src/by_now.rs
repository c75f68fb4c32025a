//! What goes by time, taken as used up to a moment: after an older copy of the database was put back, it has
//! forgotten which codes were accepted since it was made.

use domain::Fault;
use domain::Timestamp;
use domain::ids::EnrolmentId;
use store::{Reader, Statement, statements, values};

use crate::Enrolment;

statements! {
    of crate::enrolment::TABLE;
    listing NEXT = "SELECT id, account, kind, name, added, confirmed, used, suspended, until, last_counter, drift, codes_left, sealed,
        copied, strayed, suspended_by, ripe, waits, leaving, made_by FROM enrolments WHERE id > $1 ORDER BY id LIMIT 500";
    sweep HELP = "SELECT count(*) FROM enrolments WHERE until > $1";
    write PASS = "UPDATE enrolments SET last_counter = $2 WHERE id = $1 AND last_counter < $2";
    clear END_HELP = "UPDATE enrolments SET until = $1 WHERE until > $1";
}

/// The next enrolments of all accounts, in order of id: 500 at most, none at the end. `after` is the last id of
/// those before, or empty.
///
/// # Errors
/// When the database doesn't answer.
pub async fn next(reader: &Reader, after: Option<EnrolmentId>) -> Result<Vec<Enrolment>, Fault> {
    let first: &[u8] = &[];
    let bind = match after {
        Some(after) => NEXT.bind(values![after]),
        None => NEXT.bind(values![first]),
    };
    let mut rows = reader.rows(bind).await?;
    rows.iter_mut().map(Enrolment::read).collect()
}

/// Takes everything up to that last counter as used.
pub fn pass(of: &Enrolment, last_counter: i64) -> Statement {
    PASS.bind(values![of.id, last_counter])
}

/// How many enrolments haven't ended that end by themselves, as what an administrator gives in place of a
/// factor does.
///
/// # Errors
/// When the database doesn't answer.
pub async fn help(reader: &Reader, now: Timestamp) -> Result<i64, Fault> {
    let row = reader.row(HELP.bind(values![now])).await?;
    row.map_or(Ok(0), |mut row| row.int())
}

/// Ends these. Their rows are swept as those of others that are over.
pub fn end_help(now: Timestamp) -> Statement {
    END_HELP.bind(values![now])
}
