//! One-time numbers of forms that make secrets: the same form sent again makes nothing new. And the
//! word that is left for a moment when an answer has made a session, for the same answer sent again.

use domain::secret::{Token, read_token, token, write_token};
use domain::{Fault, Form, Refusal, Span, Stop, Timestamp};
use store::{Guard, Hash, Statement, statements, values};

use crate::house::Door;

statements! {
    table "form_numbers" rank 2 swept by SWEEP;
    keyed FIND = "SELECT expires FROM form_numbers WHERE hash = $1 AND expires > $2";
    write USE = "INSERT INTO form_numbers (hash, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    write ASK = "UPDATE form_numbers SET expires =
        CASE WHEN EXISTS (SELECT 1 FROM sessions s WHERE s.hash = $3) THEN expires ELSE 0 END
        WHERE hash = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM form_numbers WHERE hash IN
        (SELECT hash FROM form_numbers WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE form_numbers (
    hash BLOB PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX form_numbers_expires ON form_numbers (expires);
";

/// What the hash of a form's number is kept as.
const NUMBER: &str = "form-number";

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

/// Leaves word that a session was made under a secret; to be found for a while.
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

/// Asks whether that session is the one with this hash. Asking for it may be repeated; asking for
/// another takes the word away by the same statement, so that of any number at once one is looked at.
pub(crate) fn ask(
    door: &Door,
    what: &str,
    secret: &Token,
    session: &Hash,
    now: Timestamp,
) -> Guard {
    Guard::new(
        ASK.bind(values![hash(door, what, secret), now, session.as_slice()]),
        Refusal::FormUsed,
    )
}

/// Refuses a form whose number has been used, before anything costly is done for it. It decides
/// nothing: of two forms at once both may pass, and [`consume`] tells the second.
pub(crate) async fn refuse_used(door: &Door, form: &Form, now: Timestamp) -> Result<(), Stop> {
    let Some(number) = read_token(form.get("number")) else {
        return Ok(());
    };
    if is_left(door, NUMBER, &number, now).await? {
        return Err(Refusal::FormUsed.into());
    }
    Ok(())
}

/// Uses the number of a form; a form without one, as from a script, counts as new.
pub(crate) fn consume(door: &Door, form: &Form, now: Timestamp) -> Guard {
    let number = read_token(form.get("number")).unwrap_or_else(|| token(door.random()));
    Guard::new(
        leave(door, NUMBER, &number, now.plus(REMEMBERED)),
        Refusal::FormUsed,
    )
}
