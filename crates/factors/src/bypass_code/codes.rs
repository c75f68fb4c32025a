//! The table of codes: one row each, hung on an enrolment of its own that ends by itself.

use domain::ids::{CodeId, EnrolmentId};
use domain::{Fault, Kind, Refusal};
use store::{Guard, Reader, Schema, Statement, statements, values};

use crate::kept_code::{self, CodeRow};

statements! {
    table "bypass_codes" rank 41;
    keyed OF_ENROLMENT = "SELECT id, finder, salt, sealed FROM bypass_codes WHERE enrolment = $1";
    write INSERT = "INSERT INTO bypass_codes (id, enrolment, finder, salt, sealed) VALUES ($1, $2, $3, $4, $5)";
    write USE = "DELETE FROM bypass_codes WHERE id = $1 AND enrolment = $2";
}

pub(crate) static SCHEMA: Schema = Schema {
    name: "bypass-code",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE bypass_codes (
    id BLOB PRIMARY KEY,
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    finder BLOB NOT NULL,
    salt BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX bypass_codes_enrolment ON bypass_codes (enrolment);
"],
    elsewhere: &[],
};

/// The code of an enrolment, unless it has been used.
pub(crate) async fn of(reader: &Reader, of: EnrolmentId) -> Result<Option<CodeRow>, Fault> {
    let Some(mut row) = reader.row(OF_ENROLMENT.bind(values![of])).await? else {
        return Ok(None);
    };
    let kept = CodeRow {
        id: row.id()?,
        finder: row.blob()?,
        salt: kept_code::salt(&row.blob()?)?,
        sealed: row.blob()?,
    };
    Ok(Some(kept))
}

pub(crate) fn insert(of: EnrolmentId, kept: CodeRow) -> Statement {
    INSERT.bind(values![
        kept.id,
        of,
        kept.finder,
        kept.salt.as_slice(),
        kept.sealed
    ])
}

/// Uses a code: its row goes.
pub(crate) fn consume(id: CodeId, of: EnrolmentId, kind: &Kind) -> Guard {
    Guard::new(USE.bind(values![id, of]), Refusal::WrongCode(kind.clone()))
}
