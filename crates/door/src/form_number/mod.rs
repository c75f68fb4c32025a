//! One-time numbers of forms that make secrets: the same form sent again makes nothing new.

use domain::secret::{Token, read_token, token, write_token};
use domain::{Form, Refusal, Span, Timestamp};
use store::{Guard, statements, values};

use crate::house::Door;

statements! {
    table "form_numbers" rank 2;
    write USE = "INSERT INTO form_numbers (hash, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    clear SWEEP = "DELETE FROM form_numbers WHERE hash IN
        (SELECT hash FROM form_numbers WHERE expires < $1 LIMIT 500)";
}

/// The table.
pub(crate) const MIGRATION: &str = "
CREATE TABLE form_numbers (
    hash BLOB PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX form_numbers_expires ON form_numbers (expires);
";

/// What sweeps it.
pub(crate) static SWEEPER: &store::Sql = &SWEEP;

/// How long a number that was used is remembered: longer than any session lives.
const REMEMBERED: Span = Span::days(31);

impl Door {
    /// A new number for a form that makes a secret, where a page draws that form itself.
    pub fn form_number(&self) -> String {
        new(self)
    }
}

/// A new number for a form.
pub(crate) fn new(door: &Door) -> String {
    write_token(&token(door.random()))
}

/// Lets something be done once for a secret.
pub(crate) fn once(door: &Door, what: &str, secret: &Token, now: Timestamp) -> Guard {
    let hash = door.reader().keys().lookup.hash(what, secret.expose());
    Guard::new(
        USE.bind(values![hash, now.plus(REMEMBERED)]),
        Refusal::FormUsed,
    )
}

/// Uses the number of a form; a form without one, as from a script, counts as new.
pub(crate) fn consume(door: &Door, form: &Form, now: Timestamp) -> Guard {
    let number = read_token(form.get("number")).unwrap_or_else(|| token(door.random()));
    let hash = door
        .reader()
        .keys()
        .lookup
        .hash("form-number", number.expose());
    Guard::new(
        USE.bind(values![hash, now.plus(REMEMBERED)]),
        Refusal::FormUsed,
    )
}
