//! The table by which no secret is here twice: a row a switched-on device, hung on its enrolment, with
//! a keyed hash of its secret that is unique (RFC 6238 §3 R5). With one secret in two enrolments a
//! code would be good twice.

use domain::ids::EnrolmentId;
use domain::{Fault, Refusal, Unfit};
use store::{Guard, Reader, Schema, statements, values};

use super::shared::Shared;

statements! {
    table "oath_secrets" rank 44;
    keyed FIND = "SELECT enrolment FROM oath_secrets WHERE hash = $1";
    write INSERT = "INSERT INTO oath_secrets (enrolment, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING";
}

/// The part of the database that TOTP and HOTP share.
pub static SCHEMA: Schema = Schema {
    name: "oath",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE oath_secrets (
    enrolment BLOB PRIMARY KEY REFERENCES enrolments(id) ON DELETE CASCADE,
    hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX oath_secrets_hash ON oath_secrets (hash);
"],
    elsewhere: &[],
};

/// Whether this secret is a switched-on device's already.
pub(crate) async fn is_here(reader: &Reader, shared: &Shared) -> Result<bool, Fault> {
    let hash = shared.finder(reader.keys());
    Ok(reader.row(FIND.bind(values![hash])).await?.is_some())
}

/// Takes a secret for an enrolment that is being switched on, unless it is another's.
pub(crate) fn take(reader: &Reader, of: EnrolmentId, shared: &Shared) -> Guard {
    let hash = shared.finder(reader.keys());
    Guard::new(
        INSERT.bind(values![of, hash]),
        Refusal::Unfit(Unfit::AlreadyHere),
    )
}
