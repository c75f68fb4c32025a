//! The table of reserved names: a row for each name that an account has, and for a year after it was given up.
//! Whoever takes a name and whoever gives it up change the same row, so of both at once one waits for the other.

use domain::ids::AccountId;
use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Reader, Statement, statements, values};

statements! {
    table "reserved_names" rank 11 swept by SWEEP;
    keyed TAKEN = "SELECT expires FROM reserved_names WHERE name_key = $1 AND expires > $2";
    write TAKE = "INSERT INTO reserved_names (name_key, account, expires) VALUES ($1, $2, $3)
        ON CONFLICT (name_key) DO UPDATE SET account = $2, expires = $3
        WHERE reserved_names.account = $2 OR reserved_names.expires <= $4";
    write GIVE_UP = "UPDATE reserved_names SET expires = $3 WHERE name_key = $1 AND account = $2";
    write FREE_ALL = "DELETE FROM reserved_names WHERE account = $1";
    write GIVE_UP_ALL = "UPDATE reserved_names SET expires = $2 WHERE account = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM reserved_names WHERE name_key IN
        (SELECT name_key FROM reserved_names WHERE expires < $1 LIMIT 500)";
}

/// The table. A name that an account has never expires.
pub(crate) const MIGRATION: &str = "
CREATE TABLE reserved_names (
    name_key TEXT PRIMARY KEY,
    account BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX reserved_names_account ON reserved_names (account);
CREATE INDEX reserved_names_expires ON reserved_names (expires);
";

/// For how long a name that was given up isn't given out again.
const YEAR: Span = Span::days(365);

/// Whether somebody has a name, or gave it up less than a year ago.
pub(crate) async fn is_taken(reader: &Reader, key: &str, now: Timestamp) -> Result<bool, Fault> {
    Ok(reader.row(TAKEN.bind(values![key, now])).await?.is_some())
}

/// Takes a name; refused where another account has it, or gave it up less than a year ago.
pub(crate) fn take(key: &str, account: AccountId, now: Timestamp) -> Guard {
    let never = Timestamp::from_micros(i64::MAX);
    Guard::new(
        TAKE.bind(values![key, account, never, now]),
        Refusal::NameTaken,
    )
}

/// Gives a name up.
pub(crate) fn give_up(key: &str, account: AccountId, now: Timestamp) -> Statement {
    GIVE_UP.bind(values![key, account, now.plus(YEAR)])
}

/// Gives up whatever name an account has.
pub(crate) fn give_up_all(account: AccountId, now: Timestamp) -> Statement {
    GIVE_UP_ALL.bind(values![account, now.plus(YEAR)])
}

/// Gives back whatever name an account has or had, as nobody ever used one.
pub(crate) fn free_all(account: AccountId) -> Statement {
    FREE_ALL.bind(values![account])
}
