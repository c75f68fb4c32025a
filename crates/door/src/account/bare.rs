//! Since when an account has had no second factor, where its owner has removed the last one.

use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

use super::table::TABLE;

statements! {
    of TABLE;
    keyed READ = "SELECT bare_since FROM accounts WHERE id = $1";
    write NOTE = "UPDATE accounts SET bare_since = $2 WHERE id = $1";
}

/// The column: where nothing is noted it never had one.
pub(crate) const MIGRATION: &str = "
ALTER TABLE accounts ADD COLUMN bare_since INTEGER NOT NULL DEFAULT 0;
";

/// When its owner last removed the last one; long ago where that never was.
pub(crate) async fn read(reader: &Reader, of: AccountId) -> Result<Timestamp, Fault> {
    let row = reader.row(READ.bind(values![of])).await?;
    row.map_or(Ok(Timestamp::from_micros(0)), |mut row| row.time())
}

/// Notes that it was.
pub(crate) fn note(of: AccountId, now: Timestamp) -> Statement {
    NOTE.bind(values![of, now])
}
