//! The table of hosts' own tokens: each is what a browser holds at one protected host, good there and
//! nowhere else, for as long as the session from which it was handed over.

use domain::ids::SessionId;
use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Hash, Reader, Row, statements, values};

use super::told::told_columns;

statements! {
    table "host_tokens" rank 57;
    keyed LIVE = concat!("SELECT s.id, s.account, s.epoch, s.proofs, s.name, s.address, s.agent, s.made, s.seen, s.idle, s.expires,
            ", told_columns!(), ", t.host
        FROM host_tokens t JOIN sessions s ON s.id = t.session JOIN accounts a ON a.id = s.account
        WHERE t.hash = $1 AND s.expires > $2 AND a.epoch = s.epoch AND a.enabled = 1");
    write INSERT = "INSERT INTO host_tokens (hash, session, host, made)
        SELECT $1, $2, $3, $4 FROM sessions s JOIN accounts a ON a.id = s.account
        WHERE s.id = $2 AND s.expires > $4 AND a.epoch = s.epoch AND a.enabled = 1";
}

/// The table. Its rows go with their session.
pub(crate) const MIGRATION: &str = "
CREATE TABLE host_tokens (
    hash BLOB PRIMARY KEY,
    session BLOB NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX host_tokens_session ON host_tokens (session);
";

/// The hash of a host's token, for that host alone.
pub(crate) fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("host-token", token.expose())
}

/// The live session of a host's token: columns as a session's, then what is told of its account, then the
/// host.
pub(crate) async fn live(
    reader: &Reader,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Row>, Fault> {
    reader.row(LIVE.bind(values![hash, now])).await
}

/// A new one; refused where its session has ended meanwhile.
pub(crate) fn insert(
    reader: &Reader,
    token: &Token,
    session: SessionId,
    host: &str,
    now: Timestamp,
) -> Guard {
    let made = INSERT.bind(values![hash(reader, token), session, host, now]);
    Guard::new(made, Refusal::SignInOver)
}
