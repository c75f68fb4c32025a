//! The table of what was asked for by whoever forgot a password: a name or an address, from whom. A row is there
//! until it is answered, by one node, and says nothing about any account.

use domain::ids::{RequestId, ResetRequestId};
use domain::secret::{read_token, write_token};
use domain::{Fault, Refusal, Span, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Guard, Row, Statement, statements, values};

use crate::Visitor;
use crate::house::Door;

/// For how long an answer is worth anything.
const WORTH: Span = Span::minutes(60);

/// The longest name or address that is looked for, in bytes.
const MOST: usize = 320;

statements! {
    table "forgotten_requests" rank 53 swept by SWEEP;
    listing OLDEST = "SELECT id, body FROM forgotten_requests WHERE expires > $1 ORDER BY expires, id LIMIT $2";
    write INSERT = "INSERT INTO forgotten_requests (id, body, expires) VALUES ($1, $2, $3)";
    write CONSUME = "DELETE FROM forgotten_requests WHERE id = $1";
    clear SWEEP = "DELETE FROM forgotten_requests WHERE id IN
        (SELECT id FROM forgotten_requests WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE forgotten_requests (
    id BLOB PRIMARY KEY,
    body BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX forgotten_requests_expires ON forgotten_requests (expires, id);
";

/// What is kept of a request, sealed.
#[derive(Serialize, Deserialize)]
struct Body {
    typed: String,
    request: RequestId,
    address: std::net::IpAddr,
    agent: String,
    /// The mark of a known browser, as it stands in its cookie.
    known: Option<String>,
}

/// What somebody asked for.
pub(crate) struct Request {
    id: ResetRequestId,
    /// None where it can't be read, as after a change of keys.
    pub(crate) opened: Option<Opened>,
}

/// A name or address, and who typed it.
pub(crate) struct Opened {
    pub(crate) typed: String,
    /// What was seen of whoever asked.
    pub(crate) seen: Visitor,
}

fn row_of(id: ResetRequestId) -> Vec<u8> {
    [b"forgotten:".as_slice(), id.bytes()].concat()
}

/// A new row. What is too long to be anybody's is kept as nobody's, so that it takes as long.
pub(crate) fn insert(door: &Door, typed: &str, seen: &Visitor) -> Result<Statement, Fault> {
    let id = ResetRequestId::new(door.random());
    let known = seen.known.as_ref().map(write_token);
    let body = Body {
        request: seen.request,
        typed: typed
            .get(..typed.len().min(MOST))
            .unwrap_or_default()
            .to_owned(),
        address: seen.address,
        agent: seen.agent.clone(),
        known,
    };
    let sealed = door.seal(&row_of(id), &body)?;
    let until = until(door.now());
    Ok(INSERT.bind(values![id, sealed, until]))
}

/// The oldest of those that wait.
pub(crate) async fn oldest(door: &Door, most: i64) -> Result<Vec<Request>, Fault> {
    let oldest = OLDEST.bind(values![door.now(), most]);
    let mut rows = door.reader().rows(oldest).await?;
    rows.iter_mut().map(|row| read(door, row)).collect()
}

fn read(door: &Door, row: &mut Row) -> Result<Request, Fault> {
    let (id, body): (ResetRequestId, Vec<u8>) = (row.id()?, row.blob()?);
    let opened = open(door, id, &body);
    if let Err(fault) = &opened {
        tracing::warn!("what somebody asked for who forgot a password can't be read: {fault}");
    }
    Ok(Request {
        id,
        opened: opened.ok(),
    })
}

fn open(door: &Door, id: ResetRequestId, body: &[u8]) -> Result<Opened, Fault> {
    let body: Body = door.unseal(&row_of(id), body)?;
    Ok(Opened {
        typed: body.typed,
        seen: Visitor {
            address: body.address,
            agent: body.agent,
            request: body.request,
            known: body.known.as_deref().and_then(read_token),
            session: None,
            charged: false,
            renews: false,
        },
    })
}

/// Consumes it; refused where another node has answered it.
pub(crate) fn consume(request: &Request) -> Guard {
    Guard::new(CONSUME.bind(values![request.id]), Refusal::ChangedMeanwhile)
}

/// When a request's answer is worth nothing any more, were it made now.
pub(crate) fn until(now: Timestamp) -> Timestamp {
    now.plus(WORTH)
}
