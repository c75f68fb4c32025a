//! The table of e-mail addresses. Only a confirmed one signs in, is unique, or goes out.

use domain::email::Email;
use domain::ids::{AccountId, EmailId, SessionId};
use domain::{Fault, Refusal, Timestamp};
use factors::made_by_suspects;
use factors::suspects::Suspects;
use store::{Guard, Reader, Row, Statement, among, statements, values};

statements! {
    table "emails" rank 12;
    listing OF_ACCOUNT = "SELECT id, address, confirmed FROM emails WHERE account = $1 ORDER BY added, id";
    listing OF_SOME = concat!("SELECT account, id, address, confirmed FROM emails WHERE ", among!("account"),
        " ORDER BY added, id");
    keyed OWNER = "SELECT account FROM emails WHERE address_key = $1 AND confirmed IS NOT NULL";
    listing MADE = concat!("SELECT address FROM emails WHERE account = $1 AND added >= $4 AND ",
        made_by_suspects!(), " ORDER BY added, id");
    write INSERT = "INSERT INTO emails (id, account, address, address_key, added, confirmed, made_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    write DELETE = "DELETE FROM emails WHERE id = $1 AND account = $2";
    write DELETE_MADE = concat!("DELETE FROM emails WHERE account = $1 AND added >= $4 AND ", made_by_suspects!());
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE emails (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    added INTEGER NOT NULL,
    confirmed INTEGER,
    made_by BLOB
) STRICT;
CREATE INDEX emails_account ON emails (account, added, id);
CREATE UNIQUE INDEX emails_once ON emails (account, address_key);
CREATE UNIQUE INDEX emails_confirmed ON emails (address_key) WHERE confirmed IS NOT NULL;
";

#[derive(Clone, Debug)]
pub(crate) struct EmailRow {
    pub id: EmailId,
    pub address: String,
    pub confirmed: bool,
}

impl EmailRow {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            address: row.text()?,
            confirmed: row.maybe_time()?.is_some(),
        })
    }
}

pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<EmailRow>, Fault> {
    reader
        .rows(OF_ACCOUNT.bind(values![account]))
        .await?
        .iter_mut()
        .map(EmailRow::read)
        .collect()
}

/// The same of up to [`store::AMONG`] accounts.
pub(crate) async fn of_some(
    reader: &Reader,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, EmailRow)>, Fault> {
    let Some(asked) = among(accounts) else {
        return Ok(Vec::new());
    };
    let mut rows = reader.rows(OF_SOME.bind(asked)).await?;
    rows.iter_mut()
        .map(|row| Ok((row.id()?, EmailRow::read(row)?)))
        .collect()
}

/// Whose confirmed address this is.
pub(crate) async fn owner(reader: &Reader, key: &str) -> Result<Option<AccountId>, Fault> {
    reader
        .row(OWNER.bind(values![key]))
        .await?
        .map(|mut row| row.id())
        .transpose()
}

/// A new address: of a session, and unconfirmed, or confirmed by an administrator.
pub(crate) fn insert(
    id: EmailId,
    account: AccountId,
    email: &Email,
    now: Timestamp,
    by: Option<SessionId>,
) -> Guard {
    let confirmed = by.is_none().then_some(now);
    Guard::new(
        INSERT.bind(values![
            id,
            account,
            email.as_str(),
            email.key(),
            now,
            confirmed,
            by
        ]),
        Refusal::EmailTaken,
    )
}

pub(crate) fn delete(id: EmailId, account: AccountId) -> Guard {
    Guard::new(DELETE.bind(values![id, account]), Refusal::NoSuch)
}

/// Addresses that suspect sessions have added.
pub(crate) async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

pub(crate) fn delete_made(by: &Suspects) -> Statement {
    DELETE_MADE.bind(by.values())
}
