//! When a password was last chosen anew by a link, which a mailbox may have brought.

use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

use super::table::TABLE;

statements! {
    of TABLE;
    keyed READ = "SELECT by_link_at FROM accounts WHERE id = $1";
    write NOTE = "UPDATE accounts SET by_link_at = $2 WHERE id = $1";
}

/// When that was; none where it never was.
pub(crate) async fn read(reader: &Reader, of: AccountId) -> Result<Option<Timestamp>, Fault> {
    let row = reader.row(READ.bind(values![of])).await?;
    row.map_or(Ok(None), |mut row| row.maybe_time())
}

/// Notes that it was.
pub(crate) fn note(of: AccountId, now: Timestamp) -> Statement {
    NOTE.bind(values![of, now])
}
