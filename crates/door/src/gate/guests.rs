//! The session behind what a protected host's browser holds: its row, found by its id, counts only with
//! the secret that its own cookie has, and with what makes any session's count.

use domain::{Fault, Timestamp};
use store::{Reader, Row, statements, values};

use super::handed::Handed;
use crate::account::told::told_columns;
use crate::visitor::session_token::secret_hash;

statements! {
    of crate::session::table::TABLE;
    keyed GUEST = concat!("SELECT s.id, s.account, s.epoch, s.proofs, s.name, s.address, s.agent, s.made, s.seen, s.idle, s.expires,
            s.stay, ", told_columns!(), "
        FROM sessions s JOIN accounts a ON a.id = s.account
        WHERE s.id = $1 AND s.secret = $2 AND s.expires > $3 AND a.epoch = s.epoch AND a.enabled = 1");
}

/// The live session of what was handed over: columns as a session's, then what is told of its account.
pub(super) async fn live(
    reader: &Reader,
    from: &Handed,
    now: Timestamp,
) -> Result<Option<Row>, Fault> {
    let secret = secret_hash(reader, from.id, &from.secret);
    reader.row(GUEST.bind(values![from.id, secret, now])).await
}
