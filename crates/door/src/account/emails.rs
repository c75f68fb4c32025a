//! The table of e-mail addresses: each was confirmed by its owner, or set by an administrator. One that several
//! accounts have signs in to the one that had it first, and to the others' owners messages are sent there.

pub(crate) mod former;
pub(crate) mod unconfirmed;

use domain::email::{self, Email};
use domain::ids::{AccountId, EmailId, SessionId};
use domain::{Fault, Refusal, Timestamp};
use factors::made_by_suspects;
use factors::suspects::Suspects;
use store::{Guard, Reader, Row, Statement, among, statements, values};

statements! {
    table "emails" rank 12;
    listing OF_ACCOUNT = "SELECT id, place, address, signs_in, added, made_by FROM emails WHERE account = $1
        ORDER BY chosen DESC, added, id";
    listing OF_SOME = concat!("SELECT account, id, place, address, signs_in, added, made_by FROM emails WHERE ", among!("account"),
        " ORDER BY chosen DESC, added, id");
    keyed OWNER = "SELECT account FROM emails WHERE address_key = $1 AND signs_in = 1";
    listing MADE = concat!("SELECT address FROM emails WHERE account = $1 AND added >= $4 AND ",
        made_by_suspects!(), " ORDER BY added, id");
    write INSERT = "INSERT INTO emails (id, account, place, address, address_key, added, chosen, signs_in, made_by, reset)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, NULL) ON CONFLICT DO NOTHING";
    write CHOOSE = "UPDATE emails SET chosen = (SELECT MAX(o.chosen) + 1 FROM emails o WHERE o.account = $2)
        WHERE id = $1 AND account = $2";
    write THERE = "UPDATE emails SET place = place WHERE id = $1 AND account = $2";
    write RESET = "UPDATE emails SET reset = $2 WHERE id = $1";
    write DELETE = "DELETE FROM emails WHERE id = $1 AND account = $2";
    write DELETE_MADE = concat!("DELETE FROM emails WHERE account = $1 AND added >= $4 AND ", made_by_suspects!());
}

/// The table. A place is one of those that an account has for addresses, so that it never has more; the address
/// chosen last is the main one, and the oldest where none was chosen. The gate asks for the main one of those that
/// sign in with every request: it has an index of its own, or PostgreSQL looks through everybody's.
pub(crate) const MIGRATION: &str = "
CREATE TABLE emails (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    added INTEGER NOT NULL,
    chosen INTEGER NOT NULL,
    signs_in INTEGER NOT NULL,
    made_by BLOB,
    reset INTEGER
) STRICT;
CREATE INDEX emails_account ON emails (account, chosen DESC, added, id);
CREATE INDEX emails_main ON emails (account, chosen DESC, added, id) WHERE signs_in = 1;
CREATE UNIQUE INDEX emails_place ON emails (account, place);
CREATE UNIQUE INDEX emails_once ON emails (account, address_key);
CREATE UNIQUE INDEX emails_sign_in ON emails (address_key) WHERE signs_in = 1;
";

#[derive(Clone, Debug)]
pub(crate) struct EmailRow {
    pub id: EmailId,
    place: i64,
    pub address: String,
    /// Whether it is this account's alone: what signs in, and what other programs are told.
    pub signs_in: bool,
    added: Timestamp,
    /// The session that added it; none for an administrator.
    pub made_by: Option<SessionId>,
}

impl EmailRow {
    /// Whoever is at somebody's session for a moment and adds their own address gets nothing there for a day, while
    /// the others are told. One that an administrator set is settled at once.
    pub(crate) fn is_settled(&self, now: Timestamp) -> bool {
        self.made_by.is_none() || now.since(self.added) >= email::SETTLES
    }

    pub(crate) fn is(&self, email: &Email) -> bool {
        email.is(&self.address)
    }

    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            place: row.int()?,
            address: row.text()?,
            signs_in: row.flag()?,
            added: row.time()?,
            made_by: row.maybe_id()?,
        })
    }
}

/// An account's addresses, the main one first.
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

/// Those to which a link may go that opens the account: neither one that is shared for messages alone, nor one that
/// its owner has just added.
pub(crate) async fn that_open(
    reader: &Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<EmailRow>, Fault> {
    let mut all = of_account(reader, account).await?;
    all.retain(|email| email.signs_in && email.is_settled(now));
    Ok(all)
}

/// Who signs in by this address.
pub(crate) async fn owner(reader: &Reader, key: &str) -> Result<Option<AccountId>, Fault> {
    reader
        .row(OWNER.bind(values![key]))
        .await?
        .map(|mut row| row.id())
        .transpose()
}

/// The first place that none of these has; none where the account has as many as it may.
pub(crate) fn free_place(taken: &[EmailRow]) -> Option<i64> {
    (0..i64::from(email::MOST)).find(|place| taken.iter().all(|one| one.place != *place))
}

/// A new row of the table.
pub(crate) struct New<'a> {
    pub id: EmailId,
    pub account: AccountId,
    pub place: i64,
    pub email: &'a Email,
    /// Whether it is to sign in; refused where it signs in to another account.
    pub signs_in: bool,
    pub now: Timestamp,
    /// The session that made it; none for an administrator.
    pub by: Option<SessionId>,
}

/// A new address; refused where the account has it, or another one in that place.
pub(crate) fn insert(new: &New<'_>, refusal: Refusal) -> Guard {
    let insert = INSERT.bind(values![
        new.id,
        new.account,
        new.place,
        new.email.as_str(),
        new.email.key(),
        new.now,
        i64::from(new.signs_in),
        new.by
    ]);
    Guard::new(insert, refusal)
}

/// Makes it the main one.
pub(crate) fn choose(id: EmailId, account: AccountId) -> Guard {
    Guard::new(CHOOSE.bind(values![id, account]), Refusal::NoSuch)
}

/// States again that it is the account's.
pub(crate) fn assert_there(id: EmailId, account: AccountId) -> Guard {
    let there = THERE.bind(values![id, account]);
    Guard::new(there, Refusal::ChangedMeanwhile)
}

/// A password was chosen anew by what went to this mailbox.
pub(crate) fn note_reset(id: EmailId, now: Timestamp) -> Statement {
    RESET.bind(values![id, now])
}

pub(crate) fn delete(id: EmailId, account: AccountId) -> Guard {
    Guard::new(DELETE.bind(values![id, account]), Refusal::NoSuch)
}

/// Takes one back that was just added; none where it is gone.
pub(crate) fn take_back(id: EmailId, account: AccountId) -> Statement {
    DELETE.bind(values![id, account])
}

/// Addresses that suspect sessions have added.
pub(crate) async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

pub(crate) fn delete_made(by: &Suspects) -> Statement {
    DELETE_MADE.bind(by.values())
}
