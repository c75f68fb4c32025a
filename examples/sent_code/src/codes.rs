//! The table of codes on their way: one an enrolment. It is used by deleting its row.

use domain::ids::EnrolmentId;
use domain::{Fault, Random, Refusal, Secret, Span, Timestamp};
use factors::{Binding, Context, Enrolment, Goes, Letter};
use store::{Guard, Schema, statements, values};

use crate::factor::KIND;

/// How long a code is good.
const LIFE: Span = Span::minutes(10);

statements! {
    table "sent_codes" rank 70 swept by SWEEP;
    keyed FIND = "SELECT expires FROM sent_codes WHERE enrolment = $1 AND hash = $2 AND expires > $3";
    keyed ASKED = "SELECT expires FROM sent_codes WHERE enrolment = $1 AND asker = $2 AND expires > $3";
    write KEEP = "INSERT INTO sent_codes (enrolment, asker, hash, expires) VALUES ($1, $2, $3, $4)
        ON CONFLICT (enrolment) DO UPDATE SET asker = $2, hash = $3, expires = $4";
    write USE = "DELETE FROM sent_codes WHERE enrolment = $1 AND hash = $2 AND expires > $3";
    clear SWEEP = "DELETE FROM sent_codes WHERE enrolment IN
        (SELECT enrolment FROM sent_codes WHERE expires < $1 LIMIT 500)";
}

pub(crate) static SCHEMA: Schema = Schema {
    name: "sent-code",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE sent_codes (
    enrolment BLOB PRIMARY KEY REFERENCES enrolments(id) ON DELETE CASCADE,
    asker BLOB NOT NULL,
    hash BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_codes_expires ON sent_codes (expires);
"],
    elsewhere: &[],
};

/// A new code for the enrolment of this id and name: what keeps it, and the letter with it. The one before is void.
pub(crate) fn send(at: &Context<'_>, id: EnrolmentId, name: &str, of: Binding) -> (Guard, Letter) {
    let code = eight_digits(at.random);
    let until = at.now.plus(LIFE);
    let asker = at.asker.bytes();
    let keep = KEEP.bind(values![id, asker, hash(at, of, &code), until]);
    let letter = Letter {
        of: id,
        goes: Goes::ToAccount,
        target: Secret::new(String::new()),
        key: "sent-code-letter",
        with: vec![
            ("name", Secret::new(name.to_owned())),
            ("code", Secret::new(code)),
        ],
        until,
    };
    (Guard::new(keep, Refusal::ChangedMeanwhile), letter)
}

/// Until when a code that was sent for this question is good; none where none was.
pub(crate) async fn asked(at: &Context<'_>, of: &Enrolment) -> Result<Option<Timestamp>, Fault> {
    let row = ASKED.bind(values![of.id, at.asker.bytes(), at.now]);
    let row = at.reader.row(row).await?;
    row.map(|mut row| row.time()).transpose()
}

/// What uses this code, where it is this enrolment's and was sent for this question.
pub(crate) async fn consume(
    at: &Context<'_>,
    of: &Enrolment,
    code: &str,
) -> Result<Option<Guard>, Fault> {
    let hash = hash(at, of.binding(), code);
    let found = FIND.bind(values![of.id, hash.as_slice(), at.now]);
    if at.reader.row(found).await?.is_none() {
        return Ok(None);
    }
    let consume = USE.bind(values![of.id, hash, at.now]);
    Ok(Some(Guard::new(consume, Refusal::WrongCode(KIND))))
}

/// What is kept of a code: nobody who reads the table learns it, nor can it answer another question, or for
/// another enrolment.
fn hash(at: &Context<'_>, of: Binding, code: &str) -> Vec<u8> {
    let bound = of.and(&at.asker.bytes()).and(code.as_bytes());
    at.reader.keys().lookup.hash("sent-code", bound.bytes())
}

/// Eight digits, each as likely as any other.
fn eight_digits(random: &dyn Random) -> String {
    let digits = (0..8).map(|_| random.below(10).to_string());
    digits.collect()
}
