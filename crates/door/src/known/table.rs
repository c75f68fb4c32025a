//! The table of known browsers: a row for each account that a browser has signed in to.

use domain::ids::{AccountId, BrowserId};
use domain::secret::Token;
use domain::{Fault, Timestamp};
use store::{Hash, Reader, Statement, statements, values};

statements! {
    table "known_browsers" rank 45 swept by SWEEP;
    keyed FIND = "SELECT id FROM known_browsers WHERE hash = $1 AND account = $2 AND expires > $3";
    write RENEW = "UPDATE known_browsers SET hash = $2 WHERE hash = $1";
    write KNOW = "INSERT INTO known_browsers (id, hash, account, made, expires) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (hash, account) DO UPDATE SET expires = $5";
    write KEEP_FIVE = "DELETE FROM known_browsers WHERE hash = $1 AND account IN
        (SELECT account FROM known_browsers WHERE hash = $1 ORDER BY expires DESC LIMIT 100 OFFSET 5)";
    write FORGET = "DELETE FROM known_browsers WHERE id = $1";
    write FORGET_ALL = "DELETE FROM known_browsers WHERE account = $1";
    clear SWEEP = "DELETE FROM known_browsers WHERE id IN
        (SELECT id FROM known_browsers WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE known_browsers (
    id BLOB PRIMARY KEY,
    hash BLOB NOT NULL,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX known_browsers_hash ON known_browsers (hash, account);
CREATE INDEX known_browsers_account ON known_browsers (account);
CREATE INDEX known_browsers_expires ON known_browsers (expires);
";

/// A browser that has completed a sign-in to an account before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub id: BrowserId,
}

fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("known-browser", token.expose())
}

/// Whether this browser is known to this account.
pub(crate) async fn find(
    reader: &Reader,
    token: Option<&Token>,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<Known>, Fault> {
    let Some(token) = token else { return Ok(None) };
    let row = reader
        .row(FIND.bind(values![hash(reader, token), account, now]))
        .await?;
    row.map(|mut row| Ok(Known { id: row.id()? })).transpose()
}

/// Gives every account of a mark the browser's new one.
pub(crate) fn renew(reader: &Reader, old: &Token, new: &Token) -> Statement {
    RENEW.bind(values![hash(reader, old), hash(reader, new)])
}

/// Makes a browser known; a sixth account pushes the oldest out.
pub(crate) fn know(
    reader: &Reader,
    id: BrowserId,
    token: &Token,
    account: AccountId,
    now: Timestamp,
    until: Timestamp,
) -> [Statement; 2] {
    let hash = hash(reader, token);
    [
        KNOW.bind(values![id, hash.as_slice(), account, now, until]),
        KEEP_FIVE.bind(values![hash.as_slice()]),
    ]
}

/// Takes a mark away.
pub(crate) fn forget(known: Known) -> Statement {
    FORGET.bind(values![known.id])
}

/// Takes every mark of an account away.
pub(crate) fn forget_all(account: AccountId) -> Statement {
    FORGET_ALL.bind(values![account])
}
