//! The table of sessions. Token and secret are kept only as keyed hashes; a row counts only while its
//! account is enabled and in the epoch in which the row was made.

use domain::ids::{AccountId, SessionId};
use domain::{Fault, Proof, Refusal, Span, Timestamp};
use store::{Guard, Reader, Row, Statement, statements, values};

statements! {
    table "sessions" rank 55 swept by SWEEP;
    keyed LIVE = "SELECT s.id, s.account, s.epoch, s.proofs, s.name, s.address, s.agent, s.made, s.seen, s.idle, s.expires,
            s.stay, a.name, a.display_name, a.admin, a.language, a.zone, a.theme
        FROM sessions s JOIN accounts a ON a.id = s.account
        WHERE s.hash = $1 AND s.expires > $2 AND a.epoch = s.epoch AND a.enabled = 1";
    listing OF_ACCOUNT = "SELECT s.id, s.account, s.epoch, s.proofs, s.name, s.address, s.agent, s.made, s.seen, s.idle,
            s.expires, s.stay
        FROM sessions s JOIN accounts a ON a.id = s.account
        WHERE s.account = $1 AND s.expires > $2 AND a.epoch = s.epoch AND a.enabled = 1
        ORDER BY s.seen DESC, s.id LIMIT 1000";
    keyed RECEIPT = "SELECT id FROM sessions WHERE hash = $1";
    write INSERT = "INSERT INTO sessions
        (hash, secret, id, account, epoch, proofs, name, address, agent, made, seen, idle, expires, stay, wrong)
        SELECT $1, $13, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $14, 0
        FROM accounts a, site s WHERE a.id = $3 AND a.epoch = $4 AND a.enabled = 1 AND s.one = 1 AND s.revision = $12";
    write KEEP_HUNDRED = "DELETE FROM sessions WHERE account = $1 AND id IN
        (SELECT id FROM sessions WHERE account = $1 AND id <> $2 ORDER BY seen DESC, made DESC, id LIMIT 100 OFFSET 99)";
    write RISE = "UPDATE sessions SET hash = $2, proofs = $3, seen = $4, wrong = wrong * $7, epoch = $5 WHERE hash = $1 AND epoch = $6
        AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = sessions.account AND a.epoch = $5 AND a.enabled = 1)";
    write ASSERT_LIVE = "UPDATE sessions SET epoch = epoch WHERE hash = $1 AND epoch = $2";
    write SEEN = "UPDATE sessions SET seen = $2, address = $3, agent = $4 WHERE id = $1 AND seen < $5";
    write WRONG = "UPDATE sessions SET wrong = wrong + 1 WHERE id = $1 AND wrong < $2";
    write RENAME = "UPDATE sessions SET name = $3 WHERE id = $1 AND account = $2";
    write END = "DELETE FROM sessions WHERE id = $1 AND account = $2";
    write END_BY_HASH = "DELETE FROM sessions WHERE hash = $1";
    write END_OTHERS = "DELETE FROM sessions WHERE account = $1 AND id <> $2";
    clear SWEEP = "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE sessions (
    hash BLOB PRIMARY KEY,
    secret BLOB NOT NULL,
    id BLOB NOT NULL,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    proofs TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    idle INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    stay INTEGER NOT NULL,
    wrong INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_account ON sessions (account, seen);
CREATE INDEX sessions_expires ON sessions (expires);
";

#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub id: SessionId,
    pub account: AccountId,
    pub epoch: i64,
    pub proofs: Vec<Proof>,
    pub name: String,
    pub address: String,
    pub agent: String,
    pub made: Timestamp,
    pub seen: Timestamp,
    pub idle: Span,
    pub expires: Timestamp,
    /// Whether the browser keeps it when its window closes.
    pub stay: bool,
}

impl Session {
    pub(crate) fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            account: row.id()?,
            epoch: row.int()?,
            proofs: read_proofs(&row.text()?)?,
            name: row.text()?,
            address: row.text()?,
            agent: row.text()?,
            made: row.time()?,
            seen: row.time()?,
            idle: Span::micros(row.int()?),
            expires: row.time()?,
            stay: row.flag()?,
        })
    }

    /// How long the browser is to keep its token from now on; none for as long as it is open.
    pub(crate) fn lasts(&self, now: Timestamp) -> Option<Span> {
        self.stay.then(|| self.expires.since(now))
    }

    /// Whether it isn't over, and has had a request lately.
    pub(crate) fn is_alive(&self, now: Timestamp) -> bool {
        self.expires > now && self.seen.plus(self.idle) > now
    }
}

/// Proofs as a column holds them.
pub(crate) fn write_proofs(proofs: &[Proof]) -> Result<String, Fault> {
    serde_json::to_string(proofs).map_err(|e| Fault::because("proofs", &e))
}

pub(crate) fn read_proofs(text: &str) -> Result<Vec<Proof>, Fault> {
    serde_json::from_str(text).map_err(|e| Fault::because("proofs", &e))
}

/// The live row of a token: the session, and then what pages need of its account.
pub(crate) async fn live(
    reader: &Reader,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Row>, Fault> {
    reader.row(LIVE.bind(values![hash, now])).await
}

pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Session>, Fault> {
    reader
        .rows(OF_ACCOUNT.bind(values![account, now]))
        .await?
        .iter_mut()
        .map(Session::read)
        .collect()
}

/// What a session's row is found by and counts with.
pub(crate) struct Hashes<'a> {
    /// Of token and secret together.
    pub token: &'a [u8],
    /// Of the secret alone, for what protected hosts hold.
    pub secret: &'a [u8],
}

/// A new row; refused where the account's epoch or the site's policy is no longer what the decision leaned on.
pub(crate) fn insert(by: Hashes<'_>, new: &Session, policy: i64) -> Result<Guard, Fault> {
    let statement = INSERT.bind(values![
        by.token,
        new.id,
        new.account,
        new.epoch,
        write_proofs(&new.proofs)?,
        &new.name,
        &new.address,
        &new.agent,
        new.made,
        new.idle.as_micros(),
        new.expires,
        policy,
        by.secret,
        new.stay
    ]);
    Ok(Guard::new(statement, Refusal::SignInOver))
}

/// Ends the idlest beyond a hundred of an account's, and never the one that has just been made.
pub(crate) fn idlest_gives_way(account: AccountId, new: SessionId) -> Statement {
    KEEP_HUNDRED.bind(values![account, new])
}

/// What shows that a session was made.
pub(crate) fn receipt(hash: &[u8]) -> Statement {
    RECEIPT.bind(values![hash])
}

/// What becomes of the wrong answers that a session has counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrongAnswers {
    Kept,
    /// The step-up is complete.
    Forgotten,
}

/// A session that goes on under a new token.
pub(crate) struct Risen<'a> {
    /// Hash of the token that is dead from then on; `new` is that of the next.
    pub old: &'a [u8],
    pub new: &'a [u8],
    pub proofs: &'a [Proof],
    pub now: Timestamp,
    /// The epoch that it was made in.
    pub from: i64,
    /// The one that it goes on in.
    pub to: i64,
    pub wrong: WrongAnswers,
}

/// Lets a session rise; refused where it is over, or its account's epoch another.
pub(crate) fn rise(of: Risen<'_>) -> Result<Guard, Fault> {
    let proofs = write_proofs(of.proofs)?;
    let kept = of.wrong == WrongAnswers::Kept;
    let statement = RISE.bind(values![
        of.old, of.new, proofs, of.now, of.to, of.from, kept
    ]);
    Ok(Guard::new(statement, Refusal::SignInOver))
}

/// States again that a session's row stands.
pub(crate) fn assert_live(hash: &[u8], epoch: i64) -> Guard {
    Guard::new(ASSERT_LIVE.bind(values![hash, epoch]), Refusal::SignInOver)
}

/// Notes a request, at most once a minute.
pub(crate) fn seen(id: SessionId, now: Timestamp, address: &str, agent: &str) -> Statement {
    SEEN.bind(values![
        id,
        now,
        address,
        agent,
        now.minus(Span::minutes(1))
    ])
}

/// Counts a wrong answer in `/confirm`; refused at the limit.
pub(crate) fn wrong(id: SessionId, limit: i64) -> Guard {
    Guard::new(WRONG.bind(values![id, limit]), Refusal::SignInOver)
}

pub(crate) fn rename(id: SessionId, account: AccountId, name: &str) -> Guard {
    Guard::new(RENAME.bind(values![id, account, name]), Refusal::NoSuch)
}

pub(crate) fn end(id: SessionId, account: AccountId) -> Guard {
    Guard::new(END.bind(values![id, account]), Refusal::NoSuch)
}

/// Ends the session of a token, whosever it is.
pub(crate) fn end_by_hash(hash: &[u8]) -> Statement {
    END_BY_HASH.bind(values![hash])
}

/// Ends the session of a token that must still be there.
pub(crate) fn end_over(hash: &[u8]) -> Guard {
    Guard::new(end_by_hash(hash), Refusal::SignInOver)
}

pub(crate) fn end_others(account: AccountId, but: SessionId) -> Statement {
    END_OTHERS.bind(values![account, but])
}
