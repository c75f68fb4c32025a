//! The table of ladders: wrong answers in a row, for an account (or a bucket of unknown names), for
//! passwords or second factors, for one known browser or all others together.

use domain::budget::{Ladder, Limits};
use domain::ids::AccountId;
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Reader, Row, Statement, statements, values};

statements! {
    table "ladders" rank 60;
    keyed READ = "SELECT wrong, next FROM ladders WHERE account = $1 AND ladder = $2 AND browser = $3";
    listing OF_ACCOUNT = "SELECT wrong, next, ladder, browser FROM ladders WHERE account = $1";
    write SPEND = "INSERT INTO ladders (account, ladder, browser, wrong, next, expires) VALUES ($1, $2, $3, 1, $4, $5)
        ON CONFLICT (account, ladder, browser) DO UPDATE SET wrong = ladders.wrong + 1, expires = $5,
            next = $6 + CASE
                WHEN ladders.wrong + 1 < $7 THEN 0
                WHEN ladders.wrong + 1 - $7 > 30 THEN $9
                WHEN CAST($8 AS BIGINT) << CAST(ladders.wrong + 1 - $7 AS INTEGER) > $9 THEN $9
                ELSE CAST($8 AS BIGINT) << CAST(ladders.wrong + 1 - $7 AS INTEGER) END
        WHERE ladders.next <= $6 AND ladders.wrong < $10";
    write GIVE_BACK = "UPDATE ladders SET wrong = wrong - 1, next = $4
        WHERE account = $1 AND ladder = $2 AND browser = $3 AND wrong > 0";
    write CLEAR = "DELETE FROM ladders WHERE account = $1 AND ladder = $2 AND browser = $3";
    write CLEAR_ALL = "DELETE FROM ladders WHERE account = $1";
    write CLEAR_PASSWORD = "DELETE FROM ladders WHERE account = $1 AND ladder = 'password'";
    clear SWEEP = "DELETE FROM ladders WHERE expires < $1 AND account IN
        (SELECT l.account FROM ladders l WHERE l.expires < $1
            AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = l.account) LIMIT 500)";
}

/// The table. `account` may be a bucket of unknown names, so nothing refers to it; only a bucket's rows
/// expire, since time alone opens no account's ladder.
pub(crate) const MIGRATION: &str = "
CREATE TABLE ladders (
    account BLOB NOT NULL,
    ladder TEXT NOT NULL,
    browser BLOB NOT NULL,
    wrong INTEGER NOT NULL,
    next INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (account, ladder, browser)
) STRICT;
CREATE INDEX ladders_expires ON ladders (expires);
";

/// What sweeps it.
pub(crate) static SWEEPER: &store::Sql = &SWEEP;

/// Which ladder of which account, climbed by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub account: AccountId,
    pub ladder: Ladder,
    /// The known browser; empty for all others together.
    pub browser: Vec<u8>,
}

/// Where a ladder stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    pub wrong: i64,
    pub next: Timestamp,
}

impl Stand {
    /// Nobody has been wrong.
    pub(crate) const fn none() -> Self {
        Self {
            wrong: 0,
            next: Timestamp::from_micros(0),
        }
    }
}

impl Rung {
    /// The strangers' rung of the same ladder.
    pub(crate) fn of_strangers(&self) -> Self {
        Self {
            browser: Vec::new(),
            ..self.clone()
        }
    }

    pub(crate) async fn read(&self, reader: &Reader) -> Result<Stand, Fault> {
        let read = |row: Row| {
            Ok(Stand {
                wrong: row.int(0)?,
                next: row.time(1)?,
            })
        };
        let row = reader
            .row(READ.bind(values![
                self.account,
                self.ladder.as_str(),
                self.browser.as_slice()
            ]))
            .await?;
        row.map_or(Ok(Stand::none()), read)
    }

    /// Takes one attempt: refused while a wait lasts or at the end of the ladder.
    pub(crate) fn spend(&self, limits: &Limits, now: Timestamp) -> Guard {
        let end = if self.browser.is_empty() {
            limits.strangers
        } else {
            limits.known
        };
        let expires = now.plus(domain::Span::days(30));
        let statement = SPEND.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice(),
            now.plus(limits.wait_after(1)),
            expires,
            now,
            limits.free,
            limits.first_wait.as_micros(),
            limits.longest_wait.as_micros(),
            end
        ]);
        Guard::new(statement, Refusal::Locked)
    }

    /// Gives one attempt back: a right password that still owes its second factor.
    pub(crate) fn give_back(&self, now: Timestamp) -> Statement {
        GIVE_BACK.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice(),
            now
        ])
    }

    /// Clears it.
    pub(crate) fn clear(&self) -> Statement {
        CLEAR.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice()
        ])
    }
}

/// Every ladder of an account: `password` or `second`, whether of a known browser, and where it
/// stands.
pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<(String, bool, Stand)>, Fault> {
    let read = |row: &Row| {
        let stand = Stand {
            wrong: row.int(0)?,
            next: row.time(1)?,
        };
        Ok((row.text(2)?.to_owned(), !row.blob(3)?.is_empty(), stand))
    };
    reader
        .rows(OF_ACCOUNT.bind(values![account]))
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Clears all of an account's.
pub(crate) fn clear_all(account: AccountId) -> Statement {
    CLEAR_ALL.bind(values![account])
}

/// Clears the password's ladders of an account.
pub(crate) fn clear_password(account: AccountId) -> [Statement; 1] {
    [CLEAR_PASSWORD.bind(values![account])]
}
