//! The table of accounts. `epoch` goes up with everything that ends sessions; `revision` with every
//! change of factors or rights; what leaned on an older one is born dead or refused.

use domain::account::{DisplayName, Name};
use domain::ids::AccountId;
use domain::{Fault, Language, Refusal, Timestamp};
use store::{Guard, Reader, Statement, among, statements, values};

use crate::account::told::{Told, told_columns};

pub(crate) use super::row::{Account, New};

statements! {
    table "accounts" rank 10;
    keyed BY_ID = "SELECT id, name, display_name, password, enabled, admin, epoch, revision,
        created, signed_in, password_at, password_short FROM accounts WHERE id = $1";
    keyed BY_NAME = "SELECT id, name, display_name, password, enabled, admin, epoch, revision,
        created, signed_in, password_at, password_short FROM accounts WHERE name_key = $1";
    keyed TOLD = concat!("SELECT ", told_columns!(), " FROM accounts a WHERE a.id = $1");
    keyed ANY = "SELECT id FROM accounts LIMIT 1";
    listing LIST = "SELECT id, name, display_name, password, enabled, admin, epoch, revision,
        created, signed_in, password_at, password_short FROM accounts WHERE name_key > $1 ORDER BY name_key LIMIT $2";
    listing NAMES = concat!("SELECT id, name FROM accounts WHERE ", among!("id"));
    listing WHO_ADMINISTERS = "SELECT id, name, display_name, password, enabled, admin, epoch, revision,
        created, signed_in, password_at, password_short FROM accounts
        WHERE admin = 1 AND enabled = 1 AND password IS NOT NULL AND name_key > $1 ORDER BY name_key LIMIT $2";
    write INSERT = "INSERT INTO accounts (id, name, name_key, display_name, password, password_at, enabled, admin, epoch,
        revision, language, zone, theme, created, signed_in, password_short)
        VALUES ($1, $2, $3, $4, $5, $6, 1, $7, 0, 0, '', '', '', $8, NULL, $9) ON CONFLICT DO NOTHING";
    write INSERT_FIRST = "INSERT INTO accounts (id, name, name_key, display_name, password, password_at, enabled, admin,
        epoch, revision, language, zone, theme, created, signed_in, password_short)
        SELECT $1, $2, $3, $4, $5, $6, 1, 1, 0, 0, '', '', '', $6, NULL, $7
        WHERE NOT EXISTS (SELECT 1 FROM accounts)";
    write BUMP_REVISION = "UPDATE accounts SET revision = revision + 1 WHERE id = $1 AND revision = $2 AND enabled = 1";
    write TOUCH = "UPDATE accounts SET revision = revision + 1 WHERE id = $1";
    write SET_PASSWORD = "UPDATE accounts SET password = $2, password_at = $3, password_short = $5,
        revision = revision + 1 WHERE id = $1 AND epoch = $4 AND revision = $6";
    write UPGRADE_PASSWORD = "UPDATE accounts SET password = $2 WHERE id = $1 AND password = $3";
    write SET_NAME = "UPDATE accounts SET name = $2, name_key = $3 WHERE id = $1 AND name = $4
        AND NOT EXISTS (SELECT 1 FROM accounts o WHERE o.name_key = $3 AND o.id <> $1)";
    write SET_DISPLAY_NAME = "UPDATE accounts SET display_name = $2 WHERE id = $1";
    write SET_PREFERENCES = "UPDATE accounts SET language = $2, zone = $3, theme = $4 WHERE id = $1";
    write SET_LANGUAGE = "UPDATE accounts SET language = $2 WHERE id = $1";
    write ASSERT_LIVE = "UPDATE accounts SET epoch = epoch WHERE id = $1 AND epoch = $2 AND enabled = 1";
    write STILL_ADMINISTERS = "UPDATE accounts SET epoch = epoch WHERE id = $1 AND admin = 1";
    write DISABLE = "UPDATE accounts SET enabled = 0 WHERE id = $1 AND enabled = 1";
    write ENABLE = "UPDATE accounts SET enabled = 1 WHERE id = $1 AND enabled = 0";
    write END_SESSIONS = "UPDATE accounts SET epoch = epoch + 1 WHERE id = $1";
    write SIGNED_IN = "UPDATE accounts SET signed_in = $3 WHERE id = $1 AND epoch = $2 AND enabled = 1";
    write DELETE = "DELETE FROM accounts WHERE id = $1";
    write DELETE_TO_COME = "DELETE FROM accounts WHERE id = $1 AND password IS NULL AND signed_in IS NULL";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE accounts (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    password BLOB,
    password_at INTEGER,
    enabled INTEGER NOT NULL,
    admin INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    theme TEXT NOT NULL,
    created INTEGER NOT NULL,
    signed_in INTEGER,
    password_short INTEGER NOT NULL,
    by_link_at INTEGER
) STRICT;
CREATE UNIQUE INDEX accounts_name_key ON accounts (name_key);
CREATE INDEX accounts_admin ON accounts (admin) WHERE admin = 1;
";

/// What becomes of an account's sessions and pending sign-ins that were made before a change of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OtherSessions {
    #[default]
    Stay,
    /// They are over: they were made in an epoch that is.
    End,
}

impl OtherSessions {
    /// By how much the account's epoch goes up.
    pub(crate) const fn epochs(self) -> i64 {
        match self {
            Self::Stay => 0,
            Self::End => 1,
        }
    }
}

impl Account {
    /// States again that nothing a decision leaned on has changed, and raises the revision.
    pub(crate) fn bump_revision(&self) -> Guard {
        Guard::new(
            BUMP_REVISION.bind(values![self.id, self.revision]),
            Refusal::ChangedMeanwhile,
        )
    }
}

/// What a protected host is told of an account.
pub(crate) async fn told(reader: &Reader, id: AccountId) -> Result<Told, Fault> {
    let row = reader.row(TOLD.bind(values![id])).await?;
    let mut row = row.ok_or_else(|| Fault::new("an account that is gone"))?;
    Told::read(&mut row)
}

pub(crate) async fn by_id(reader: &Reader, id: AccountId) -> Result<Option<Account>, Fault> {
    reader
        .row(BY_ID.bind(values![id]))
        .await?
        .map(|mut row| Account::read(&mut row))
        .transpose()
}

pub(crate) async fn by_name(reader: &Reader, key: &str) -> Result<Option<Account>, Fault> {
    reader
        .row(BY_NAME.bind(values![key]))
        .await?
        .map(|mut row| Account::read(&mut row))
        .transpose()
}

/// Accounts after a name, in order of name.
pub(crate) async fn list(reader: &Reader, after: &str, most: i64) -> Result<Vec<Account>, Fault> {
    reader
        .rows(LIST.bind(values![after, most]))
        .await?
        .iter_mut()
        .map(Account::read)
        .collect()
}

/// Names of up to [`AMONG`] accounts; those that don't exist are left out.
pub(crate) async fn names(
    reader: &Reader,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, String)>, Fault> {
    let Some(asked) = among(ids) else {
        return Ok(Vec::new());
    };
    let mut rows = reader.rows(NAMES.bind(asked)).await?;
    rows.iter_mut()
        .map(|row| Ok((row.id()?, row.text()?)))
        .collect()
}

pub(crate) async fn any(reader: &Reader) -> Result<bool, Fault> {
    Ok(reader.row(ANY.bind(values![])).await?.is_some())
}

/// Administrators who are enabled and have a password, after a name, in order of name.
pub(crate) async fn who_administers(
    reader: &Reader,
    after: &str,
    most: i64,
) -> Result<Vec<Account>, Fault> {
    reader
        .rows(WHO_ADMINISTERS.bind(values![after, most]))
        .await?
        .iter_mut()
        .map(Account::read)
        .collect()
}

pub(crate) fn insert(new: New<'_>) -> Guard {
    let (name, key, display) = (new.name.as_str(), new.name.key(), new.display_name.as_str());
    let at = new.password.is_some().then_some(new.now);
    let statement = INSERT.bind(values![
        new.id,
        name,
        key,
        display,
        new.password,
        at,
        new.admin,
        new.now,
        new.short_password
    ]);
    Guard::new(statement, Refusal::NameTaken)
}

/// The first administrator: only where there is no account at all.
pub(crate) fn insert_first(new: New<'_>) -> Guard {
    let (name, key, display) = (new.name.as_str(), new.name.key(), new.display_name.as_str());
    let statement = INSERT_FIRST.bind(values![
        new.id,
        name,
        key,
        display,
        new.password,
        new.now,
        new.short_password
    ]);
    Guard::new(statement, Refusal::LinkGone)
}

/// Turns the revision whatever it is, for a change that leans on nothing read before.
pub(crate) fn touch(id: AccountId) -> Guard {
    Guard::new(TOUCH.bind(values![id]), Refusal::NoSuch)
}

pub(crate) fn set_password(of: &Account, sealed: Vec<u8>, short: bool, now: Timestamp) -> Guard {
    Guard::new(
        SET_PASSWORD.bind(values![of.id, sealed, now, of.epoch, short, of.revision]),
        Refusal::ChangedMeanwhile,
    )
}

pub(crate) fn upgrade_password(id: AccountId, new: Vec<u8>, old: &[u8]) -> Statement {
    UPGRADE_PASSWORD.bind(values![id, new, old])
}

pub(crate) fn set_name(of: &Account, name: &Name) -> Guard {
    Guard::new(
        SET_NAME.bind(values![of.id, name.as_str(), name.key(), &of.name]),
        Refusal::NameTaken,
    )
}

pub(crate) fn set_display_name(id: AccountId, name: &DisplayName) -> Guard {
    Guard::new(
        SET_DISPLAY_NAME.bind(values![id, name.as_str()]),
        Refusal::NoSuch,
    )
}

pub(crate) fn set_preferences(id: AccountId, language: Language, zone: &str, theme: &str) -> Guard {
    Guard::new(
        SET_PREFERENCES.bind(values![id, language.tag(), zone, theme]),
        Refusal::NoSuch,
    )
}

pub(crate) fn set_language(id: AccountId, language: Language) -> Guard {
    Guard::new(
        SET_LANGUAGE.bind(values![id, language.tag()]),
        Refusal::NoSuch,
    )
}

/// States again that an account is enabled and in this epoch.
pub(crate) fn assert_live(id: AccountId, epoch: i64) -> Guard {
    Guard::new(ASSERT_LIVE.bind(values![id, epoch]), Refusal::SignInOver)
}

/// States again that an account is an administrator's.
pub(crate) fn still_administers(id: AccountId) -> Guard {
    Guard::new(STILL_ADMINISTERS.bind(values![id]), Refusal::NotAllowed)
}

pub(crate) fn disable(id: AccountId) -> Guard {
    Guard::new(DISABLE.bind(values![id]), Refusal::ChangedMeanwhile)
}

pub(crate) fn enable(id: AccountId) -> Guard {
    Guard::new(ENABLE.bind(values![id]), Refusal::ChangedMeanwhile)
}

pub(crate) fn delete(id: AccountId) -> Guard {
    Guard::new(DELETE.bind(values![id]), Refusal::NoSuch)
}

/// Deletes somebody who was invited and hasn't come yet.
pub(crate) fn delete_to_come(id: AccountId) -> Guard {
    Guard::new(DELETE_TO_COME.bind(values![id]), Refusal::ChangedMeanwhile)
}

/// Ends every session and pending sign-in, whatever the epoch.
pub(crate) fn end_sessions(id: AccountId) -> Guard {
    Guard::new(END_SESSIONS.bind(values![id]), Refusal::NoSuch)
}

/// Notes a completed sign-in; fails where the account was disabled or its sessions ended meanwhile.
pub(crate) fn signed_in(id: AccountId, epoch: i64, now: Timestamp) -> Guard {
    Guard::new(SIGNED_IN.bind(values![id, epoch, now]), Refusal::SignInOver)
}
