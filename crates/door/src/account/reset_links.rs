//! The table of links by which a forgotten password is chosen anew: each went to one mailbox. Several stand side by
//! side, since mail comes out of order; one that is used takes the others with it, and so does whatever ends all that was
//! begun with the account as it was.

use domain::ids::{AccountId, EmailId};
use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Hash, Reader, Statement, statements, values};

statements! {
    table "reset_links" rank 54 swept by SWEEP;
    keyed FIND = "SELECT account, email, epoch FROM reset_links WHERE hash = $1 AND expires > $2";
    write INSERT = "INSERT INTO reset_links (hash, account, email, epoch, expires) VALUES ($1, $2, $3, $4, $5)";
    write CONSUME = "DELETE FROM reset_links WHERE hash = $1 AND expires > $2";
    write DELETE_OF = "DELETE FROM reset_links WHERE account = $1";
    clear SWEEP = "DELETE FROM reset_links WHERE hash IN
        (SELECT hash FROM reset_links WHERE expires < $1 LIMIT 500)";
}

/// The table. Its address goes with the link: a mailbox that isn't the account's any more opens nothing.
pub(crate) const MIGRATION: &str = "
CREATE TABLE reset_links (
    hash BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    email BLOB NOT NULL REFERENCES emails(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX reset_links_account ON reset_links (account);
CREATE INDEX reset_links_email ON reset_links (email);
CREATE INDEX reset_links_expires ON reset_links (expires);
";

/// What a link is good for.
pub(crate) struct ResetLink {
    pub(crate) account: AccountId,
    /// The mailbox that it went to.
    pub(crate) email: EmailId,
    /// The account's epoch when it was sent.
    pub(crate) epoch: i64,
}

fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("reset", token.expose())
}

pub(crate) async fn find(
    reader: &Reader,
    token: &Token,
    now: Timestamp,
) -> Result<Option<ResetLink>, Fault> {
    let row = reader
        .row(FIND.bind(values![hash(reader, token), now]))
        .await?;
    row.map(|mut row| {
        Ok(ResetLink {
            account: row.id()?,
            email: row.id()?,
            epoch: row.int()?,
        })
    })
    .transpose()
}

pub(crate) fn insert(
    reader: &Reader,
    token: &Token,
    link: &ResetLink,
    until: Timestamp,
) -> Statement {
    let hash = hash(reader, token);
    INSERT.bind(values![hash, link.account, link.email, link.epoch, until])
}

pub(crate) fn consume(reader: &Reader, token: &Token, now: Timestamp) -> Guard {
    Guard::new(
        CONSUME.bind(values![hash(reader, token), now]),
        Refusal::LinkGone,
    )
}

/// Takes all of an account's away.
pub(crate) fn delete_all(account: AccountId) -> Statement {
    DELETE_OF.bind(values![account])
}
