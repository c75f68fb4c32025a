//! The table of codes: a row a code, hung on the account's one enrolment of this kind.

use domain::ids::{CodeId, EnrolmentId};
use domain::{Fault, Kind, Refusal};
use store::{Guard, Reader, Row, Schema, Statement, statements, values};

use crate::kept_code::{self, CodeRow};

statements! {
    table "backup_codes" rank 40;
    keyed FOUND = "SELECT id, finder, salt, sealed FROM backup_codes WHERE enrolment = $1 AND finder = $2";
    keyed PLACES = "SELECT place FROM backup_codes WHERE enrolment = $1 ORDER BY place";
    write INSERT = "INSERT INTO backup_codes (id, enrolment, place, finder, salt, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
    write USE = "DELETE FROM backup_codes WHERE id = $1 AND enrolment = $2";
}

pub(crate) static SCHEMA: Schema = Schema {
    name: "backup-code",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE backup_codes (
    id BLOB PRIMARY KEY,
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    finder BLOB NOT NULL,
    salt BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX backup_codes_finder ON backup_codes (enrolment, finder);
"],
    elsewhere: &[],
};

/// Rows whose first four characters fit: one, hardly ever two.
pub(crate) async fn found(
    reader: &Reader,
    of: EnrolmentId,
    finder: &[u8],
) -> Result<Vec<CodeRow>, Fault> {
    let read = |row: &mut Row| {
        Ok(CodeRow {
            id: row.id()?,
            finder: row.blob()?,
            salt: kept_code::salt(&row.blob()?)?,
            sealed: row.blob()?,
        })
    };
    reader
        .rows(FOUND.bind(values![of, finder]))
        .await?
        .iter_mut()
        .map(read)
        .collect()
}

/// The numbers of the codes that are left, smallest first.
pub(crate) async fn places(reader: &Reader, of: EnrolmentId) -> Result<Vec<i64>, Fault> {
    reader
        .rows(PLACES.bind(values![of]))
        .await?
        .iter_mut()
        .map(|row| row.int())
        .collect()
}

pub(crate) fn insert(of: EnrolmentId, place: i64, kept: CodeRow) -> Statement {
    INSERT.bind(values![
        kept.id,
        of,
        place,
        kept.finder,
        kept.salt.as_slice(),
        kept.sealed
    ])
}

/// Uses a code: its row goes.
pub(crate) fn consume(id: CodeId, of: EnrolmentId, kind: &Kind) -> Guard {
    Guard::new(USE.bind(values![id, of]), Refusal::WrongCode(kind.clone()))
}
