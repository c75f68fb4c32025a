//! Browsers whose answer came late: the question had been asked before another one that was answered first, so
//! that the sign count went back although there is no copy. Each is believed once as long as a question lives; a
//! known one anew as soon as it answers rightly. Of the others nobody can say which of them has answered.

use domain::ids::EnrolmentId;
use domain::{Kind, Refusal, Timestamp};
use store::{Guard, Statement, statements, values};

use crate::webauthn::LIFE;

statements! {
    table "late_answers" rank 46 swept by SWEEP;
    write ONCE = "INSERT INTO late_answers (enrolment, browser, expires) VALUES ($1, $2, $3)
        ON CONFLICT (enrolment, browser) DO UPDATE SET expires = $3 WHERE late_answers.expires <= $4";
    write FORGET = "DELETE FROM late_answers WHERE enrolment = $1 AND browser = $2";
    clear SWEEP = "DELETE FROM late_answers WHERE enrolment IN
        (SELECT enrolment FROM late_answers WHERE expires < $1 LIMIT 500) AND expires < $1";
}

/// The table. `browser` is a known browser's id, or empty for all others together. It comes after the table of
/// answered questions, so that of one answer sent twice at once the second isn't looked for here.
pub(crate) const MIGRATION: &str = "
CREATE TABLE late_answers (
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    browser BLOB NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (enrolment, browser)
) STRICT;
CREATE INDEX late_answers_expires ON late_answers (expires);
";

/// Believes a browser that its answer came late: whoever changes no row has been believed a moment ago.
pub fn once(of: EnrolmentId, browser: &[u8], kind: &Kind, now: Timestamp) -> Guard {
    Guard::new(
        ONCE.bind(values![of, browser, now.plus(LIFE), now]),
        Refusal::MaybeCopied(kind.clone()),
    )
}

/// Forgets it, once a right answer has come from there.
pub fn forget(of: EnrolmentId, browser: &[u8]) -> Statement {
    FORGET.bind(values![of, browser])
}
