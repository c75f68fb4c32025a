//! The table of streaks: wrong answers in a row on one authenticator, whoever gave them (NIST SP
//! 800-63B-4 §3.2.2: at most 100, then it is disabled).

use domain::Stop;
use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::{Reader, Row, Statement, statements, values};

use crate::house::Door;

statements! {
    table "streaks" rank 63;
    listing OF_ACCOUNT = "SELECT authenticator, wrong FROM streaks WHERE account = $1";
    write ADD = "INSERT INTO streaks (account, authenticator, wrong, changed) VALUES ($1, $2, 1, $3)
        ON CONFLICT (account, authenticator) DO UPDATE SET wrong = streaks.wrong + 1, changed = $3";
    write LESS = "UPDATE streaks SET wrong = wrong - 1 WHERE account = $1 AND authenticator = $2 AND wrong > 0";
    write CLEAR = "DELETE FROM streaks WHERE account = $1 AND authenticator = $2";
    write CLEAR_ALL = "DELETE FROM streaks WHERE account = $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE streaks (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    authenticator TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (account, authenticator)
) STRICT;
";

/// Wrong answers in a row by authenticator: an enrolment's id, or `password`.
pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<(String, i64)>, Fault> {
    let read = |row: &mut Row| Ok((row.text()?, row.int()?));
    reader
        .rows(OF_ACCOUNT.bind(values![account]))
        .await?
        .iter_mut()
        .map(read)
        .collect()
}

pub(crate) fn add(account: AccountId, authenticator: &str, now: Timestamp) -> Statement {
    ADD.bind(values![account, authenticator, now])
}

pub(crate) fn less(account: AccountId, authenticator: &str) -> Statement {
    LESS.bind(values![account, authenticator])
}

pub(crate) fn clear(account: AccountId, authenticator: &str) -> Statement {
    CLEAR.bind(values![account, authenticator])
}

pub(crate) fn clear_all(account: AccountId) -> Statement {
    CLEAR_ALL.bind(values![account])
}

impl Door {
    /// Authenticators of an account that were wrong too often in a row: enrolment ids, or `password`.
    pub(crate) async fn disabled(&self, account: AccountId) -> Result<Vec<String>, Stop> {
        let most = self.config().limits.authenticator;
        let streaks = of_account(self.reader(), account).await?;
        Ok(streaks
            .into_iter()
            .filter(|(_, wrong)| *wrong >= most)
            .map(|(which, _)| which)
            .collect())
    }
}
