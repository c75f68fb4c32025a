//! The table of what somebody has been offered: until when it isn't offered again.

use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

statements! {
    table "offers" rank 15;
    keyed READ = "SELECT until FROM offers WHERE account = $1";
    write SET = "INSERT INTO offers (account, until) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET until = excluded.until";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE offers (
    account BLOB PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    until INTEGER NOT NULL
) STRICT;
";

/// Until when nothing is offered; none where nothing has been.
pub(super) async fn until(reader: &Reader, account: AccountId) -> Result<Option<Timestamp>, Fault> {
    let row = reader.row(READ.bind(values![account])).await?;
    row.map(|mut row| row.time()).transpose()
}

/// Offers nothing until then.
pub(super) fn set(account: AccountId, until: Timestamp) -> Statement {
    SET.bind(values![account, until])
}
