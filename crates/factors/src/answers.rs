//! The last twenty answers of each enrolment and those with the twenty highest counts, with the session that each opened or raised. Should one turn out
//! to have a copy, this tells which sessions may have been the copy's; and which time steps were used while the
//! server's clock was ahead.

use domain::ids::{AnswerId, EnrolmentId, SessionId};
use domain::{Fault, Random, Timestamp};
use store::{Reader, Statement, statements, values};

use crate::claim::Signed;

statements! {
    table "answers" rank 31;
    keyed LAST_ASKED = "SELECT asked FROM answers WHERE enrolment = $1 ORDER BY count DESC, at DESC LIMIT 1";
    keyed BELOW = "SELECT COALESCE(
        (SELECT MAX(a.at) FROM answers a WHERE a.enrolment = $1 AND a.count < $2),
        (SELECT MIN(b.at) FROM answers b WHERE b.enrolment = $1), 0)";
    write INSERT = "INSERT INTO answers (id, enrolment, session, count, asked, at) VALUES ($1, $2, $3, $4, $5, $6)";
    write KEEP_TWENTY = "DELETE FROM answers WHERE enrolment = $1 AND count < $2 AND id IN
        (SELECT id FROM answers WHERE enrolment = $1 ORDER BY count DESC, at DESC, id LIMIT 1000 OFFSET 20)
        AND id IN (SELECT id FROM answers WHERE enrolment = $1 ORDER BY at DESC, id LIMIT 1000 OFFSET 20)";
}

/// The table. `asked` is when the question was put; `count` the sign count or the time step, 0 where nothing counts, and less for
/// what was only just made.
pub(crate) const MIGRATION: &str = "
CREATE TABLE answers (
    id BLOB PRIMARY KEY,
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    session BLOB NOT NULL,
    count INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_enrolment ON answers (enrolment, count, at, id);
";

/// Keeps an answer that opens or raises this session, with the twenty before it.
pub fn keep(
    of: EnrolmentId,
    session: SessionId,
    signed: Option<Signed>,
    random: &dyn Random,
    now: Timestamp,
) -> [Statement; 2] {
    let signed = signed.unwrap_or(Signed::counted(0, now));
    let id = AnswerId::new(random);
    [
        INSERT.bind(values![id, of, session, signed.count, signed.asked, now]),
        KEEP_TWENTY.bind(values![of, signed.kept]),
    ]
}

/// When the question was asked that an enrolment has answered last.
pub async fn last_asked(reader: &Reader, of: EnrolmentId) -> Result<Option<Timestamp>, Fault> {
    let row = reader.row(LAST_ASKED.bind(values![of])).await?;
    row.map(|mut row| row.time()).transpose()
}

/// When an enrolment last answered with a lower sign count than this: until then there was one of it. Where no
/// such answer is kept, when the oldest was given that is.
pub(crate) async fn below(
    reader: &Reader,
    of: EnrolmentId,
    count: i64,
) -> Result<Timestamp, Fault> {
    let row = reader.row(BELOW.bind(values![of, count])).await?;
    row.map_or(Ok(Timestamp::from_micros(0)), |mut row| row.time())
}
