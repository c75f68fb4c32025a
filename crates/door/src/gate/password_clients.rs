//! The table of clients that came by the account's own password: who switches the first factor on reads
//! which of them will stop working.

use domain::ids::AccountId;
use domain::{Fault, Span, Stop, Timestamp};
use serde::Serialize;
use store::{Reader, Statement, statements, values};

use crate::house::Door;
use crate::session::live::LiveSession;

statements! {
    table "password_clients" rank 59 swept by SWEEP;
    listing OF_ACCOUNT = "SELECT agent, address, host, seen FROM password_clients
        WHERE account = $1 AND expires > $2 ORDER BY seen DESC, agent LIMIT 100";
    write SEEN = "INSERT INTO password_clients (account, agent, address, host, seen, expires)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account, agent) DO UPDATE SET address = $3, host = $4, seen = $5, expires = $6";
    write KEEP_HUNDRED = "DELETE FROM password_clients WHERE account = $1 AND agent IN
        (SELECT agent FROM password_clients WHERE account = $1 ORDER BY seen DESC, agent LIMIT 100 OFFSET 100)";
    clear SWEEP = "DELETE FROM password_clients WHERE account IN
        (SELECT account FROM password_clients WHERE expires < $1 LIMIT 500) AND expires < $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE password_clients (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    agent TEXT NOT NULL,
    address TEXT NOT NULL,
    host TEXT NOT NULL,
    seen INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (account, agent)
) STRICT;
CREATE INDEX password_clients_expires ON password_clients (expires);
";

/// How long a client is remembered.
const REMEMBERED: Span = Span::days(30);

/// A client that came by the account's own password.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordClient {
    /// The program, as it calls itself.
    pub agent: String,
    /// From where it came last.
    pub address: String,
    /// To which protected host.
    pub host: String,
    /// When: microseconds since 1970.
    #[serde(rename = "seen_micros")]
    pub seen: i64,
}

pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<PasswordClient>, Fault> {
    let mut rows = reader.rows(OF_ACCOUNT.bind(values![account, now])).await?;
    rows.iter_mut()
        .map(|row| {
            Ok(PasswordClient {
                agent: row.text()?,
                address: row.text()?,
                host: row.text()?,
                seen: row.int()?,
            })
        })
        .collect()
}

pub(crate) fn seen(
    account: AccountId,
    agent: &str,
    address: &str,
    host: &str,
    now: Timestamp,
) -> Statement {
    let until = now.plus(REMEMBERED);
    SEEN.bind(values![account, agent, address, host, now, until])
}

/// Forgets the oldest beyond a hundred of an account's.
pub(crate) fn oldest_goes(account: AccountId) -> Statement {
    KEEP_HUNDRED.bind(values![account])
}

impl Door {
    /// The clients that came by one's own password in the last thirty days: they stop working when the
    /// first factor is switched on.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn own_password_clients(
        &self,
        live: &LiveSession,
    ) -> Result<Vec<PasswordClient>, Stop> {
        Ok(of_account(self.reader(), live.account(), self.now()).await?)
    }
}
