//! What came of a batch that was sent to PostgreSQL, by what it said of each statement.

use domain::{Fault, Stop};
use tokio_postgres::error::{Severity, SqlState};

use crate::batch::{Batch, Count, Done};
use crate::migrate::NEWER;

/// What came of an attempt.
pub(super) enum Attempt {
    Answer(Done),
    /// Certainly not committed, and worth another try.
    Again(Stop),
    /// Certainly not committed, since that server takes no changes (any more): another one may.
    Elsewhere(Stop),
    /// The connection was lost after the first byte.
    Unknown(Fault),
}

/// A COMMIT that rolled back is answered without an error, so success is every statement's, and
/// the first error counts.
pub(super) fn judge(batch: &Batch, answers: Vec<Result<(), tokio_postgres::Error>>) -> Attempt {
    for (place, answer) in answers.into_iter().enumerate() {
        let Err(error) = answer else { continue };
        let step = place
            .checked_sub(1)
            .and_then(|place| batch.steps.get(place));
        let Some(code) = error.code() else {
            return Attempt::Unknown(said("connection lost", &error));
        };
        if went(&error) {
            return Attempt::Unknown(said("connection ended", &error));
        }
        let again = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
            &SqlState::LOCK_NOT_AVAILABLE,
            &SqlState::INVALID_SQL_STATEMENT_NAME,
            // PostgreSQL 15 says so now and then of many who lock one row at once ("new multixact has more
            // than one updating member"): an error like any other, after which nothing was committed.
            &SqlState::INTERNAL_ERROR,
        ];
        if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
            return Attempt::Elsewhere(said("nothing was written", &error).away().into());
        }
        if keeps_nothing(code) {
            return Attempt::Answer(Err(said("nothing was written", &error).away().into()));
        }
        return match step {
            Some(step) if *code == SqlState::DIVISION_BY_ZERO => match &step.count {
                Count::One(refusal) => Attempt::Answer(Err(refusal.clone().into())),
                Count::Any => Attempt::Answer(Err(said_in(step, &error))),
            },
            // Somebody else took what may exist once: the guard came too late.
            Some(step) if *code == SqlState::UNIQUE_VIOLATION => match &step.count {
                Count::One(refusal) => Attempt::Answer(Err(refusal.clone().into())),
                Count::Any => Attempt::Answer(Err(said_in(step, &error))),
            },
            Some(step) if again.contains(&code) => Attempt::Again(said_in(step, &error)),
            Some(step) => Attempt::Answer(Err(said_in(step, &error))),
            // The one division in BEGIN.
            None if *code == SqlState::DIVISION_BY_ZERO => {
                Attempt::Answer(Err(Fault::new(NEWER).into()))
            }
            None if again.contains(&code) => Attempt::Again(said("transaction", &error).into()),
            // BEGIN refused: nothing happened. COMMIT refused: rolled back (a deferred check).
            None => Attempt::Answer(Err(said("transaction", &error).into())),
        };
    }
    Attempt::Answer(Ok(()))
}

/// Whether the server has no room or no disk for what it was told, so that trying again later may help.
fn keeps_nothing(code: &SqlState) -> bool {
    let none = [SqlState::DISK_FULL, SqlState::IO_ERROR];
    none.contains(code)
}

/// Whether the server ended the connection: shut down, crashed, killed, or a pooler that lost it.
/// An `ERROR` of the protocol (08P01) only ends the statement.
pub(super) fn went(error: &tokio_postgres::Error) -> bool {
    let Some(error) = error.as_db_error() else {
        return false;
    };
    let fatal = match error.parsed_severity() {
        Some(severity) => matches!(severity, Severity::Fatal | Severity::Panic),
        None => matches!(error.severity(), "FATAL" | "PANIC"),
    };
    let code = error.code().code();
    fatal || code.starts_with("57P0") || (code.starts_with("08") && code != "08P01")
}

/// What the server said of an error, without its details: those quote values.
pub(super) fn said(what: &str, error: &tokio_postgres::Error) -> Fault {
    error.as_db_error().map_or_else(
        || Fault::because(what, error),
        |said| Fault::new(format!("{what}: {} {}", said.code().code(), said.message())),
    )
}

pub(super) fn said_in(step: &crate::batch::Step, error: &tokio_postgres::Error) -> Stop {
    let sql = step.statement.sql;
    said(&format!("statement {sql}"), error).into()
}
