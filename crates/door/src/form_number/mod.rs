//! One-time numbers of forms that make secrets: the same form sent again makes nothing new.

use domain::secret::{Token, read_token, token, write_token};
use domain::{Fault, Form, Refusal, Span, Timestamp};
use store::{Guard, Hash, Statement, statements, values};

use crate::house::Door;

statements! {
    table "form_numbers" rank 2;
    keyed FIND = "SELECT expires FROM form_numbers WHERE hash = $1 AND expires > $2";
    write USE = "INSERT INTO form_numbers (hash, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    write TAKE = "DELETE FROM form_numbers WHERE hash = $1 AND expires > $2";
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

fn hash(door: &Door, what: &str, secret: &Token) -> Hash {
    door.reader().keys().lookup.hash(what, secret.expose())
}

/// Leaves word that something was done for a secret; to be found once, for a while.
pub(crate) fn leave(door: &Door, what: &str, secret: &Token, until: Timestamp) -> Statement {
    USE.bind(values![hash(door, what, secret), until])
}

/// Whether such a word was left. Asking for what never was writes nothing.
pub(crate) async fn is_left(
    door: &Door,
    what: &str,
    secret: &Token,
    now: Timestamp,
) -> Result<bool, Fault> {
    let found = FIND.bind(values![hash(door, what, secret), now]);
    Ok(door.reader().row(found).await?.is_some())
}

/// Takes it: whoever changes no row was too late.
pub(crate) fn take(door: &Door, what: &str, secret: &Token, now: Timestamp) -> Guard {
    Guard::new(
        TAKE.bind(values![hash(door, what, secret), now]),
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
