//! The table of codes on their way: one a question and enrolment. A code is used by deleting its row.

use domain::ids::EnrolmentId;
use domain::{Fault, Kind, Refusal, Span, Timestamp};
use store::{Guard, Schema, statements, values};

use crate::{Binding, Context};

/// How long a code is good (NIST SP 800-63B-4 §3.1.3.3).
pub(crate) const LIFE: Span = Span::minutes(10);

statements! {
    table "delivered_codes" rank 47 swept by SWEEP;
    keyed FIND = "SELECT expires FROM delivered_codes WHERE enrolment = $1 AND asker = $2 AND hash = $3 AND expires > $4";
    keyed ASKED = "SELECT sent, expires FROM delivered_codes WHERE enrolment = $1 AND asker = $2 AND expires > $3";
    write KEEP = "INSERT INTO delivered_codes (enrolment, asker, hash, sent, expires)
        SELECT e.id, $2, $3, $4, $5 FROM enrolments e WHERE e.id = $1 AND e.suspended IS NULL
        ON CONFLICT (enrolment, asker) DO UPDATE SET hash = $3, sent = $4, expires = $5";
    write USE = "DELETE FROM delivered_codes WHERE enrolment = $1 AND asker = $2 AND hash = $3 AND expires > $4";
    clear SWEEP = "DELETE FROM delivered_codes WHERE (enrolment, asker) IN
        (SELECT enrolment, asker FROM delivered_codes WHERE expires < $1 LIMIT 500)";
}

/// The part of the database that these kinds share.
pub static SCHEMA: Schema = Schema {
    name: "delivered",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE delivered_codes (
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    asker BLOB NOT NULL,
    hash BLOB NOT NULL,
    sent INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (enrolment, asker)
) STRICT;
CREATE INDEX delivered_codes_expires ON delivered_codes (expires);
"],
    elsewhere: &[],
};

/// A code that was sent for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) at: Timestamp,
    /// Until when it is good.
    pub(crate) expires: Timestamp,
}

/// Keeps a code for this question, while its enrolment is there and isn't suspended; the one before is void.
pub(super) fn keep(at: &Context<'_>, of: EnrolmentId, binding: Binding, code: &str) -> Guard {
    let hash = hash(at, binding, code);
    let expires = at.now.plus(LIFE);
    Guard::new(
        KEEP.bind(values![of, at.asker.bytes(), hash, at.now, expires]),
        Refusal::NoSuch,
    )
}

/// What was sent of an enrolment for this question and is still good.
pub(super) async fn asked(at: &Context<'_>, of: EnrolmentId) -> Result<Option<Sent>, Fault> {
    let row = ASKED.bind(values![of, at.asker.bytes(), at.now]);
    let row = at.reader.row(row).await?;
    row.map(|mut row| {
        Ok(Sent {
            at: row.time()?,
            expires: row.time()?,
        })
    })
    .transpose()
}

/// What uses this code, where it was sent of this enrolment for this question.
pub(super) async fn consume(
    at: &Context<'_>,
    kind: &Kind,
    of: EnrolmentId,
    binding: Binding,
    code: &str,
) -> Result<Option<Guard>, Fault> {
    let (asker, hash) = (at.asker.bytes(), hash(at, binding, code));
    let found = FIND.bind(values![of, asker.as_slice(), hash.as_slice(), at.now]);
    if at.reader.row(found).await?.is_none() {
        return Ok(None);
    }
    let consume = USE.bind(values![of, asker, hash, at.now]);
    Ok(Some(Guard::new(consume, Refusal::WrongCode(kind.clone()))))
}

/// What is kept of a code: nobody who reads the table learns it, nor can it answer another question, or for another
/// enrolment.
fn hash(at: &Context<'_>, binding: Binding, code: &str) -> Vec<u8> {
    let bound = binding.and(&at.asker.bytes()).and(code.as_bytes());
    at.reader.keys().lookup.hash("delivered", bound.bytes())
}
