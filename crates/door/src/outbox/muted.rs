//! The table of what its reader has switched off. Only what the table of events lets them is looked for here: what is
//! about who gets in is told whatever stands in it.

use domain::Fault;
use domain::event::Action;
use domain::ids::AccountId;
use store::{Reader, Statement, statements, values};

statements! {
    table "muted_notices" rank 18;
    listing OF_ACCOUNT = "SELECT action FROM muted_notices WHERE account = $1 ORDER BY action";
    write ADD = "INSERT INTO muted_notices (account, action) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    write CLEAR = "DELETE FROM muted_notices WHERE account = $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE muted_notices (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    PRIMARY KEY (account, action)
) STRICT;
";

/// What its reader has switched off.
pub(crate) async fn of_account(reader: &Reader, of: AccountId) -> Result<Vec<Action>, Fault> {
    let mut rows = reader.rows(OF_ACCOUNT.bind(values![of])).await?;
    let words: Result<Vec<String>, Fault> = rows.iter_mut().map(|row| row.text()).collect();
    Ok(words?
        .iter()
        .filter_map(|word| Action::read(word))
        .collect())
}

/// Switches off these, and all others on.
pub(crate) fn set(of: AccountId, off: &[Action]) -> Vec<Statement> {
    let off = off
        .iter()
        .map(|action| ADD.bind(values![of, action.word()]));
    std::iter::once(CLEAR.bind(values![of]))
        .chain(off)
        .collect()
}
