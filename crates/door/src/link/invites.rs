//! The table of invites: one an account; a new one voids the one before.

use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Hash, Reader, Statement, statements, values};

statements! {
    table "invites" rank 52;
    keyed FIND = "SELECT account FROM invites WHERE hash = $1 AND expires > $2";
    write DELETE_OF = "DELETE FROM invites WHERE account = $1";
    write INSERT = "INSERT INTO invites (hash, account, expires) VALUES ($1, $2, $3)";
    write CONSUME = "DELETE FROM invites WHERE hash = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM invites WHERE hash IN (SELECT hash FROM invites WHERE expires < $1 LIMIT 500)";
}

/// The table.
pub(crate) const MIGRATION: &str = "
CREATE TABLE invites (
    hash BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX invites_account ON invites (account);
CREATE INDEX invites_expires ON invites (expires);
";

/// What sweeps it.
pub(crate) static SWEEPER: &store::Sql = &SWEEP;

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
        .map(|row| row.id(0))
        .transpose()
}

/// Voids an account's invite.
pub(crate) fn void(account: AccountId) -> Statement {
    DELETE_OF.bind(values![account])
}

pub(crate) fn insert(
    reader: &Reader,
    token: &Token,
    account: AccountId,
    until: Timestamp,
) -> Statement {
    INSERT.bind(values![hash(reader, token), account, until])
}

pub(crate) fn consume(reader: &Reader, token: &Token, now: Timestamp) -> Guard {
    Guard::new(
        CONSUME.bind(values![hash(reader, token), now]),
        Refusal::LinkGone,
    )
}
