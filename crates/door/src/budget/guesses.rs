//! The table of guesses at the gate: distinct secrets that clients sent for an account (or a bucket of unknown
//! names). One that was wrong is known again on every node and after every restart, so a client with an old
//! password costs once what it then sends for ever (L36).

use domain::ids::AccountId;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Reader, Statement, statements, values};

use super::ladders::KEPT;

statements! {
    table "guesses" rank 64 swept by SWEEP;
    keyed FIND = "SELECT wrong FROM guesses WHERE account = $1 AND hash = $2";
    write BEGIN = "INSERT INTO guesses (account, hash, wrong, expires) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING";
    write WRONG = "UPDATE guesses SET wrong = 1 WHERE account = $1 AND hash = $2";
    write FORGET = "DELETE FROM guesses WHERE account = $1 AND hash = $2 AND wrong = 0";
    write CLEAR = "DELETE FROM guesses WHERE account = $1";
    clear SWEEP = "DELETE FROM guesses WHERE expires < $1 AND account IN
        (SELECT g.account FROM guesses g WHERE g.expires < $1
            AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = g.account) LIMIT 500)";
}

/// The table. The ladder bounds its rows: 29 an account or bucket. `account` may be a bucket, so nothing refers
/// to it; only a bucket's rows expire, since time alone opens no account's ladder.
pub(crate) const MIGRATION: &str = "
CREATE TABLE guesses (
    account BLOB NOT NULL,
    hash BLOB NOT NULL,
    wrong INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT;
CREATE INDEX guesses_expires ON guesses (expires);
";

/// Whether a secret was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// No, or it was right.
    Never,
    /// It is being looked at, or whoever did so never ended.
    Meanwhile,
    Wrong,
}

pub(crate) async fn sent(reader: &Reader, account: AccountId, hash: &[u8]) -> Result<Sent, Fault> {
    let Some(mut row) = reader.row(FIND.bind(values![account, hash])).await? else {
        return Ok(Sent::Never);
    };
    Ok(if row.flag()? {
        Sent::Wrong
    } else {
        Sent::Meanwhile
    })
}

/// Begins to look at one that was never sent; refused where somebody else does.
pub(crate) fn begin(account: AccountId, hash: &[u8], now: Timestamp) -> Guard {
    let until = now.plus(KEPT);
    Guard::new(
        BEGIN.bind(values![account, hash, until]),
        Refusal::ChangedMeanwhile,
    )
}

/// It was wrong; refused where whoever paid for it has been given that back.
pub(crate) fn was_wrong(account: AccountId, hash: &[u8]) -> Guard {
    Guard::new(
        WRONG.bind(values![account, hash]),
        Refusal::ChangedMeanwhile,
    )
}

/// It was right, or not looked at; refused where somebody else has found it wrong.
pub(crate) fn forget(account: AccountId, hash: &[u8]) -> Guard {
    Guard::new(
        FORGET.bind(values![account, hash]),
        Refusal::ChangedMeanwhile,
    )
}

/// Forgets all of an account's.
pub(crate) fn clear(account: AccountId) -> Statement {
    CLEAR.bind(values![account])
}
