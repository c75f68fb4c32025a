//! The table of addresses that an account had a moment ago. Whoever reads there is told for a week of what is done
//! to its addresses, or a thief would begin by removing theirs.

use super::EmailRow;
use domain::ids::AccountId;
use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Reader, Statement, statements, values};

/// For how long whoever reads there is told.
const TOLD: Span = Span::days(7);

/// The most that are told, the newest first. In a week an account can add 35, and have had three before.
const MOST: i64 = 40;

statements! {
    table "former_emails" rank 17 swept by SWEEP;
    listing OF_ACCOUNT = "SELECT address FROM former_emails WHERE account = $1 AND expires > $2
        ORDER BY expires DESC, address LIMIT $3";
    keyed MAY_STOP = "SELECT may_stop FROM former_emails WHERE account = $1 AND address = $2 AND expires > $3 AND may_stop = 1";
    write PUT = "INSERT INTO former_emails (account, address, expires, may_stop) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account, address) DO UPDATE SET expires = $3, may_stop = $4";
    write STOPS = "UPDATE former_emails SET may_stop = 0
        WHERE account = $1 AND address = $2 AND expires > $3 AND may_stop = 1";
    write TAKE = "DELETE FROM former_emails WHERE account = $1 AND address = $2";
    clear SWEEP = "DELETE FROM former_emails WHERE expires < $1 AND account IN
        (SELECT account FROM former_emails WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE former_emails (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    expires INTEGER NOT NULL,
    may_stop INTEGER NOT NULL,
    PRIMARY KEY (account, address)
) STRICT;
CREATE INDEX former_emails_account ON former_emails (account, expires DESC, address);
CREATE INDEX former_emails_expires ON former_emails (expires);
";

/// Those that are told still.
pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<String>, Fault> {
    let mut rows = reader
        .rows(OF_ACCOUNT.bind(values![account, now, MOST]))
        .await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

/// Whether whoever reads there may stop what they are told of: once, where it had been the account's for long enough.
pub(crate) async fn may_stop(
    reader: &Reader,
    account: AccountId,
    address: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let row = reader.row(MAY_STOP.bind(values![account, address, now]));
    Ok(row.await?.is_some())
}

/// Whoever reads there stops something, and may no more; refused where they may not.
pub(crate) fn stops(account: AccountId, address: &str, now: Timestamp) -> Guard {
    Guard::new(
        STOPS.bind(values![account, address, now]),
        Refusal::LinkGone,
    )
}

/// One that was taken back, as somebody else had added it: they are told of it there, and stop nothing.
pub(crate) fn put_taken_back(account: AccountId, address: &str, now: Timestamp) -> Statement {
    PUT.bind(values![account, address, now.plus(TOLD), 0_i64])
}

/// One that was removed.
pub(crate) fn put(account: AccountId, email: &EmailRow, now: Timestamp) -> Statement {
    let may_stop = email.is_settled(now);
    PUT.bind(values![
        account,
        &email.address,
        now.plus(TOLD),
        i64::from(may_stop)
    ])
}

/// One that is the account's again.
pub(crate) fn take(account: AccountId, address: &str) -> Statement {
    TAKE.bind(values![account, address])
}
