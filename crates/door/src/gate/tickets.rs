//! The table of tickets: each carries a session over to one protected host, once, within half a minute,
//! and only in the browser that began there (L43).

use domain::ids::SessionId;
use domain::secret::Token;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Hash, Reader, Statement, statements, values};

statements! {
    table "gate_tickets" rank 58;
    keyed FIND = "SELECT t.session FROM gate_tickets t
        JOIN sessions s ON s.id = t.session JOIN accounts a ON a.id = s.account
        WHERE t.hash = $1 AND t.host = $2 AND t.nonce = $3 AND t.expires > $4
            AND s.expires > $4 AND a.epoch = s.epoch AND a.enabled = 1";
    write INSERT = "INSERT INTO gate_tickets (hash, session, host, nonce, expires) VALUES ($1, $2, $3, $4, $5)";
    write TAKE = "DELETE FROM gate_tickets WHERE hash = $1 AND host = $2 AND nonce = $3 AND expires > $4";
    write VOID = "DELETE FROM gate_tickets WHERE hash = $1";
    clear SWEEP = "DELETE FROM gate_tickets WHERE hash IN
        (SELECT hash FROM gate_tickets WHERE expires < $1 LIMIT 500)";
}

/// The table.
pub(crate) const MIGRATION: &str = "
CREATE TABLE gate_tickets (
    hash BLOB PRIMARY KEY,
    session BLOB NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    nonce BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX gate_tickets_session ON gate_tickets (session);
CREATE INDEX gate_tickets_expires ON gate_tickets (expires);
";

/// What sweeps it.
pub(crate) static SWEEPER: &store::Sql = &SWEEP;

fn hash(reader: &Reader, ticket: &Token) -> Hash {
    reader.keys().lookup.hash("gate-ticket", ticket.expose())
}

/// The session that a ticket carries to this host in the browser that holds this nonce.
pub(crate) async fn find(
    reader: &Reader,
    ticket: &Token,
    host: &str,
    nonce: &[u8],
    now: Timestamp,
) -> Result<Option<SessionId>, Fault> {
    let asked = FIND.bind(values![hash(reader, ticket), host, nonce, now]);
    let row = reader.row(asked).await?;
    row.map(|row| row.id(0)).transpose()
}

pub(crate) fn insert(
    reader: &Reader,
    ticket: &Token,
    session: SessionId,
    host: &str,
    nonce: &[u8],
    until: Timestamp,
) -> Statement {
    INSERT.bind(values![hash(reader, ticket), session, host, nonce, until])
}

/// Consumes a ticket: whoever changes no row was too late.
pub(crate) fn take(
    reader: &Reader,
    ticket: &Token,
    host: &str,
    nonce: &[u8],
    now: Timestamp,
) -> Guard {
    let taken = TAKE.bind(values![hash(reader, ticket), host, nonce, now]);
    Guard::new(taken, Refusal::LinkGone)
}

/// Voids a ticket that was shown where it doesn't belong.
pub(crate) fn void(reader: &Reader, ticket: &Token) -> Statement {
    VOID.bind(values![hash(reader, ticket)])
}
