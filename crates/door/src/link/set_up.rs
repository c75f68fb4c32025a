//! The table of the set-up link: one row at most.

use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use store::{Batch, Guard, Hash, Reader, statements, values};

statements! {
    table "set_up_links" rank 51 swept by SWEEP;
    keyed FIND = "SELECT expires FROM set_up_links WHERE hash = $1 AND expires > $2";
    write REPLACE = "INSERT INTO set_up_links (one, hash, expires) VALUES (1, $1, $2)
        ON CONFLICT (one) DO UPDATE SET hash = $1, expires = $2";
    write CONSUME = "DELETE FROM set_up_links WHERE hash = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM set_up_links WHERE hash IN
        (SELECT hash FROM set_up_links WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE set_up_links (
    one INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX set_up_links_hash ON set_up_links (hash);
CREATE INDEX set_up_links_expires ON set_up_links (expires);
";

fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("set-up-link", token.expose())
}

pub(crate) async fn find(reader: &Reader, token: &Token, now: Timestamp) -> Result<bool, Fault> {
    Ok(reader
        .row(FIND.bind(values![hash(reader, token), now]))
        .await?
        .is_some())
}

/// Voids the link before and makes this one.
pub(crate) fn replace(reader: &Reader, token: &Token, until: Timestamp) -> Batch {
    Batch::new().any(REPLACE.bind(values![hash(reader, token), until]))
}

pub(crate) fn consume(reader: &Reader, token: &Token, now: Timestamp) -> Guard {
    Guard::new(
        CONSUME.bind(values![hash(reader, token), now]),
        Refusal::LinkGone,
    )
}
