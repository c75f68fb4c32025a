//! The table of names that were given up: for a year nobody else gets them.

use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

statements! {
    table "given_up_names" rank 11;
    keyed FIND = "SELECT expires FROM given_up_names WHERE name_key = $1 AND expires > $2 AND account <> $3";
    write INSERT = "INSERT INTO given_up_names (name_key, account, expires) VALUES ($1, $2, $3)
        ON CONFLICT (name_key) DO UPDATE SET account = $2, expires = $3";
    clear SWEEP = "DELETE FROM given_up_names WHERE name_key IN
        (SELECT name_key FROM given_up_names WHERE expires < $1 LIMIT 500)";
}

/// The table.
pub(crate) const MIGRATION: &str = "
CREATE TABLE given_up_names (
    name_key TEXT PRIMARY KEY,
    account BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX given_up_names_expires ON given_up_names (expires);
";

/// What sweeps it.
pub(crate) static SWEEPER: &store::Sql = &SWEEP;

/// Whether somebody else gave up this name less than a year ago.
pub(crate) async fn holds(
    reader: &Reader,
    key: &str,
    now: Timestamp,
    but: AccountId,
) -> Result<bool, Fault> {
    Ok(reader
        .row(FIND.bind(values![key, now, but]))
        .await?
        .is_some())
}

/// Remembers a name.
pub(crate) fn insert(key: &str, account: AccountId, until: Timestamp) -> Statement {
    INSERT.bind(values![key, account, until])
}
