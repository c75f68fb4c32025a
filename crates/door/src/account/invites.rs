//! The table of invites: one an account; a new one voids the one before.

use domain::ids::{AccountId, SessionId};
use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use factors::made_by_suspects;
use factors::suspects::Suspects;
use store::{Guard, Hash, Reader, Statement, statements, values};

statements! {
    table "invites" rank 52 swept by SWEEP;
    keyed FIND = "SELECT account FROM invites WHERE hash = $1 AND expires > $2";
    write DELETE_OF = "DELETE FROM invites WHERE account = $1";
    listing MADE = concat!("SELECT a.name FROM invites i JOIN accounts a ON a.id = i.account
        WHERE i.made >= $4 AND i.", made_by_suspects!(), " ORDER BY a.name_key");
    write VOID_MADE = concat!("DELETE FROM invites WHERE made >= $4 AND ", made_by_suspects!());
    write INSERT = "INSERT INTO invites (hash, account, expires, made, made_by) VALUES ($1, $2, $3, $4, $5)";
    write CONSUME = "DELETE FROM invites WHERE hash = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM invites WHERE hash IN (SELECT hash FROM invites WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE invites (
    hash BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    expires INTEGER NOT NULL,
    made INTEGER NOT NULL,
    made_by BLOB
) STRICT;
CREATE INDEX invites_made_by ON invites (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX invites_account ON invites (account);
CREATE INDEX invites_expires ON invites (expires);
";

fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("invite", token.expose())
}

pub(crate) async fn find(
    reader: &Reader,
    token: &Token,
    now: Timestamp,
) -> Result<Option<AccountId>, Fault> {
    reader
        .row(FIND.bind(values![hash(reader, token), now]))
        .await?
        .map(|mut row| row.id())
        .transpose()
}

/// Voids an account's invite.
pub(crate) fn void(account: AccountId) -> Statement {
    DELETE_OF.bind(values![account])
}

/// A new one, and the session that made it; none for the command line.
pub(crate) fn insert(
    reader: &Reader,
    token: &Token,
    account: AccountId,
    made: Timestamp,
    until: Timestamp,
    by: Option<SessionId>,
) -> Statement {
    INSERT.bind(values![hash(reader, token), account, until, made, by])
}

pub(crate) fn consume(reader: &Reader, token: &Token, now: Timestamp) -> Guard {
    Guard::new(
        CONSUME.bind(values![hash(reader, token), now]),
        Refusal::LinkGone,
    )
}

/// Whom suspect sessions have invited.
pub(crate) async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

pub(crate) fn void_made(by: &Suspects) -> Statement {
    VOID_MADE.bind(by.values())
}
