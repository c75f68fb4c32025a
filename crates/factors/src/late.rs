//! Browsers whose answer came late: the question had been asked before another one that was answered first, so
//! that the sign count went back although there is no copy. Each is believed once, until it answers rightly.

use domain::ids::EnrolmentId;
use domain::{Kind, Refusal};
use store::{Guard, Statement, statements, values};

statements! {
    table "late_answers" rank 46;
    write ONCE = "INSERT INTO late_answers (enrolment, browser) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    write FORGET = "DELETE FROM late_answers WHERE enrolment = $1 AND browser = $2";
}

/// The table. `browser` is a known browser's id, or empty for all others together. It comes after the table of
/// answered questions, so that of one answer sent twice at once the second isn't looked for here.
pub(crate) const MIGRATION: &str = "
CREATE TABLE late_answers (
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    browser BLOB NOT NULL,
    PRIMARY KEY (enrolment, browser)
) STRICT;
";

/// Believes a browser that its answer came late: whoever changes no row has been believed before.
pub fn once(of: EnrolmentId, browser: &[u8], kind: &Kind) -> Guard {
    Guard::new(
        ONCE.bind(values![of, browser]),
        Refusal::MaybeCopied(kind.clone()),
    )
}

/// Forgets it, once a right answer has come.
pub fn forget(of: EnrolmentId, browser: &[u8]) -> Statement {
    FORGET.bind(values![of, browser])
}
