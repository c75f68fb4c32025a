//! The table of addresses that wait for the code that was sent there. One that isn't confirmed within a day goes.

use domain::email::Email;
use domain::ids::{AccountId, EmailId, SessionId};
use domain::{Fault, Refusal, Secret, Span, Timestamp};
use factors::made_by_suspects;
use factors::suspects::Suspects;
use store::{Guard, Hash, Reader, Row, Statement, statements, values};

/// How long a code is good for.
pub(crate) const LASTS: Span = Span::days(1);

/// Wrong codes after which the one that was sent is looked at no more.
pub(crate) const WRONG: i64 = 5;

statements! {
    table "unconfirmed_emails" rank 16 swept by SWEEP;
    listing OF_ACCOUNT = "SELECT id, address, asked, expires, made_by FROM unconfirmed_emails
        WHERE account = $1 AND expires > $2 ORDER BY asked, id";
    listing MADE = concat!("SELECT address FROM unconfirmed_emails WHERE account = $1 AND asked >= $4 AND ",
        made_by_suspects!(), " ORDER BY asked, id");
    write INSERT = "INSERT INTO unconfirmed_emails (id, account, address, address_key, code, asked, expires, wrong, made_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)
        ON CONFLICT (account, address_key) DO UPDATE SET id = $1, address = $3, code = $5, asked = $6, expires = $7,
            wrong = 0, made_by = $8 WHERE unconfirmed_emails.expires <= $6";
    write RENEW = "UPDATE unconfirmed_emails SET code = $4, asked = $3, expires = $5, wrong = 0
        WHERE id = $1 AND account = $2 AND asked = $6 AND expires > $3";
    write TRY = "UPDATE unconfirmed_emails SET wrong = wrong + 1
        WHERE id = $1 AND account = $2 AND expires > $3 AND wrong < $4";
    write CONSUME = "DELETE FROM unconfirmed_emails WHERE id = $1 AND account = $2 AND code = $3 AND expires > $4";
    write DELETE = "DELETE FROM unconfirmed_emails WHERE id = $1 AND account = $2";
    write TAKE = "DELETE FROM unconfirmed_emails WHERE account = $1 AND address_key = $2";
    write DELETE_MADE = concat!("DELETE FROM unconfirmed_emails WHERE account = $1 AND asked >= $4 AND ",
        made_by_suspects!());
    clear SWEEP = "DELETE FROM unconfirmed_emails WHERE id IN
        (SELECT id FROM unconfirmed_emails WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE unconfirmed_emails (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    code BLOB NOT NULL,
    asked INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    made_by BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX unconfirmed_emails_once ON unconfirmed_emails (account, address_key);
CREATE INDEX unconfirmed_emails_account ON unconfirmed_emails (account, asked, id);
CREATE INDEX unconfirmed_emails_expires ON unconfirmed_emails (expires);
";

/// An address that waits for its code.
#[derive(Clone, Debug)]
pub(crate) struct Unconfirmed {
    pub id: EmailId,
    pub address: String,
    /// When the last code was sent.
    pub asked: Timestamp,
    pub expires: Timestamp,
    /// The session that asked for it.
    pub made_by: SessionId,
}

impl Unconfirmed {
    pub(crate) fn is(&self, email: &Email) -> bool {
        email.is(&self.address)
    }
}

/// Those of an account whose codes are still good.
pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Unconfirmed>, Fault> {
    let read = |row: &mut Row| {
        Ok(Unconfirmed {
            id: row.id()?,
            address: row.text()?,
            asked: row.time()?,
            expires: row.time()?,
            made_by: row.id()?,
        })
    };
    let mut rows = reader.rows(OF_ACCOUNT.bind(values![account, now])).await?;
    rows.iter_mut().map(read).collect()
}

/// What a code is kept as.
fn hash(reader: &Reader, id: EmailId, code: &Secret<String>) -> Hash {
    let text = [id.bytes().as_slice(), code.expose().as_bytes()].concat();
    reader.keys().lookup.hash("email-code", &text)
}

/// An address that is to be confirmed.
pub(crate) struct New<'a> {
    pub id: EmailId,
    pub account: AccountId,
    pub email: &'a Email,
    /// The code that was sent there.
    pub code: &'a Secret<String>,
    pub now: Timestamp,
    /// The session that asked for it.
    pub by: SessionId,
}

pub(crate) fn insert(reader: &Reader, new: &New<'_>) -> Guard {
    let values = values![
        new.id,
        new.account,
        new.email.as_str(),
        new.email.key(),
        hash(reader, new.id, new.code),
        new.now,
        new.now.plus(LASTS),
        new.by
    ];
    Guard::new(INSERT.bind(values), Refusal::ChangedMeanwhile)
}

/// A new code in the place of the one before, which is void; refused where another one was sent meanwhile.
pub(crate) fn renew(
    reader: &Reader,
    account: AccountId,
    of: &Unconfirmed,
    code: &Secret<String>,
    now: Timestamp,
) -> Guard {
    let code = hash(reader, of.id, code);
    let values = values![of.id, account, now, code, now.plus(LASTS), of.asked];
    Guard::new(RENEW.bind(values), Refusal::ChangedMeanwhile)
}

/// Spends one of the tries that a code has, before what was typed is looked at.
pub(crate) fn spend(id: EmailId, account: AccountId, now: Timestamp) -> Guard {
    Guard::new(
        TRY.bind(values![id, account, now, WRONG]),
        Refusal::WrongEmailCode,
    )
}

/// Consumes it, if that is its code.
pub(crate) fn consume(
    reader: &Reader,
    id: EmailId,
    account: AccountId,
    code: &Secret<String>,
    now: Timestamp,
) -> Guard {
    let code = hash(reader, id, code);
    Guard::new(
        CONSUME.bind(values![id, account, code, now]),
        Refusal::WrongEmailCode,
    )
}

/// Takes away one that isn't wanted any more.
pub(crate) fn delete(id: EmailId, account: AccountId) -> Guard {
    Guard::new(DELETE.bind(values![id, account]), Refusal::NoSuch)
}

/// One that is the account's now, whichever way it came.
pub(crate) fn take(account: AccountId, email: &Email) -> Statement {
    TAKE.bind(values![account, email.key()])
}

/// Those that suspect sessions have added.
pub(crate) async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

pub(crate) fn delete_made(by: &Suspects) -> Statement {
    DELETE_MADE.bind(by.values())
}
