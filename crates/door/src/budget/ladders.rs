//! The table of ladders: wrong answers in a row, for an account (or a bucket of unknown names), for
//! passwords or second factors, for one known browser or all others together; at the gate for the account's
//! own networks or all others. What is free sets no wait, so that no caller's clock makes another one wait.

use domain::budget::{Ladder, Limits};
use domain::ids::AccountId;
use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Reader, Row, Statement, among, statements, values};

use super::{PUT_BACK, guesses};

/// How long the next try waits after that many wrong ones, in SQL: nothing below `$7`, then `$8` doubled for each
/// one more, and `$9` at most.
macro_rules! wait_after {
    ($wrong:literal) => {
        concat!(
            "CASE WHEN ",
            $wrong,
            " < $7 THEN 0
                WHEN ",
            $wrong,
            " - $7 > 30 THEN CAST($9 AS BIGINT)
                WHEN CAST($8 AS BIGINT) << CAST(",
            $wrong,
            " - $7 AS INTEGER) > $9 THEN CAST($9 AS BIGINT)
                ELSE CAST($8 AS BIGINT) << CAST(",
            $wrong,
            " - $7 AS INTEGER) END"
        )
    };
}

statements! {
    table "ladders" rank 60 swept by SWEEP;
    keyed READ = "SELECT wrong, next FROM ladders WHERE account = $1 AND ladder = $2 AND browser = $3";
    listing OF_SOME = concat!("SELECT account, wrong, next, ladder, browser FROM ladders WHERE ", among!("account"),
        " ORDER BY ladder, browser");
    write SPEND = concat!("INSERT INTO ladders (account, ladder, browser, wrong, next, expires) VALUES ($1, $2, $3, 1, $4, $5)
        ON CONFLICT (account, ladder, browser) DO UPDATE SET wrong = ladders.wrong + 1, expires = $5,
            next = CASE WHEN ladders.wrong + 1 < $7 THEN 0 ELSE CAST($6 AS BIGINT) + ", wait_after!("ladders.wrong + 1"), " END
        WHERE ladders.wrong < $10 AND (ladders.next <= $6
            OR ladders.next - CAST($11 AS BIGINT) > ", wait_after!("ladders.wrong"), ")");
    write GIVE_BACK = "UPDATE ladders SET wrong = wrong - 1, next = 0
        WHERE account = $1 AND ladder = $2 AND browser = $3 AND wrong > 0";
    write CLEAR = "DELETE FROM ladders WHERE account = $1 AND ladder = $2 AND browser = $3";
    write CLEAR_ALL = "DELETE FROM ladders WHERE account = $1";
    write CLEAR_PASSWORD = "DELETE FROM ladders WHERE account = $1 AND ladder IN ('password', 'gate')";
    write CLEAR_GATE = "DELETE FROM ladders WHERE account = $1 AND ladder = 'gate'";
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

/// How long a bucket's ladder is kept after the last try.
pub(crate) const KEPT: Span = Span::days(30);

/// Which ladder of which account, climbed by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub account: AccountId,
    pub ladder: Ladder,
    /// The known browser, or a mark for the account's own networks; empty for all others together.
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

    /// How many wrong ones in a row end it.
    pub(crate) fn end(&self, limits: &Limits) -> i64 {
        limits.end(self.ladder, !self.browser.is_empty())
    }

    pub(crate) async fn read(&self, reader: &Reader) -> Result<Stand, Fault> {
        let read = |mut row: Row| {
            Ok(Stand {
                wrong: row.int()?,
                next: row.time()?,
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

    /// Takes one attempt: refused while a wait lasts or at the end of the ladder. A wait that would last longer
    /// than any of its rung was set by a clock that has been put back since, and is over.
    pub(crate) fn spend(&self, limits: &Limits, now: Timestamp) -> Guard {
        let free = limits.free_on(self.ladder);
        let first = if free > 1 {
            Timestamp::from_micros(0)
        } else {
            now.plus(limits.wait_after(self.ladder, 1))
        };
        let expires = now.plus(KEPT);
        let statement = SPEND.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice(),
            first,
            expires,
            now,
            free,
            limits.first_wait.as_micros(),
            limits.longest_wait.as_micros(),
            self.end(limits),
            now.plus(PUT_BACK)
        ]);
        Guard::new(statement, Refusal::Locked)
    }

    /// Gives one attempt back: a right password that still owes its second factor.
    pub(crate) fn give_back(&self) -> Statement {
        GIVE_BACK.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice()
        ])
    }

    pub(crate) fn clear(&self) -> Statement {
        CLEAR.bind(values![
            self.account,
            self.ladder.as_str(),
            self.browser.as_slice()
        ])
    }
}

/// A ladder as it is listed.
pub(crate) struct Listed {
    /// `password`, `second` or `gate`.
    pub(crate) ladder: String,
    /// Whether a known browser has climbed it, or at the gate one of the account's own networks.
    pub(crate) known: bool,
    pub(crate) stand: Stand,
}

/// Every ladder of up to [`store::AMONG`] accounts.
pub(crate) async fn of_some(
    reader: &Reader,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, Listed)>, Fault> {
    let read = |row: &mut Row| {
        let account = row.id()?;
        let stand = Stand {
            wrong: row.int()?,
            next: row.time()?,
        };
        let listed = Listed {
            ladder: row.text()?,
            known: !row.blob()?.is_empty(),
            stand,
        };
        Ok((account, listed))
    };
    let Some(asked) = among(accounts) else {
        return Ok(Vec::new());
    };
    let mut rows = reader.rows(OF_SOME.bind(asked)).await?;
    rows.iter_mut().map(read).collect()
}

/// Clears all of an account's, with what the gate remembers of wrong ones.
pub(crate) fn clear_all(account: AccountId) -> [Statement; 2] {
    [CLEAR_ALL.bind(values![account]), guesses::clear(account)]
}

/// Clears the password's ladders of an account, with what the gate remembers of wrong ones.
pub(crate) fn clear_password(account: AccountId) -> [Statement; 2] {
    [
        CLEAR_PASSWORD.bind(values![account]),
        guesses::clear(account),
    ]
}

/// Clears the gate's ladder of an account alone, with what it remembers of wrong ones.
pub(crate) fn clear_gate(account: AccountId) -> [Statement; 2] {
    [CLEAR_GATE.bind(values![account]), guesses::clear(account)]
}
