//! The table of credentials: a row each, hung on its enrolment. One table for all kinds and accounts, so that
//! no credential can be set up twice, be it as two kinds (WebAuthn §7.1 step 26). Its public key is sealed
//! for the enrolment and all that decides what it may sign, so that it can't be read for anybody else.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Fault, Kind, Refusal};
use sha2::{Digest, Sha256};
use store::{Guard, Keys, Reader, Row, Schema, Statement, statements, values};

use super::challenge;
use super::cose::PublicKey;
use super::state::State;
use crate::binding::{self, Binding};
use crate::{Context, Enrolment};

statements! {
    table "webauthn_credentials" rank 42;
    keyed IS_KEPT = "SELECT 1 FROM webauthn_credentials WHERE hash = $1";
    keyed FIND = "SELECT enrolment, account, kind, credential, sealed, aaguid, flags, transports, rp_id, app_id
        FROM webauthn_credentials WHERE hash = $1";
    listing OF_ACCOUNT = "SELECT enrolment, account, kind, credential, sealed, aaguid, flags, transports, rp_id, app_id
        FROM webauthn_credentials WHERE account = $1 ORDER BY enrolment";
    listing BOUND_ELSEWHERE = "SELECT enrolment FROM webauthn_credentials WHERE account = $1 AND rp_id <> $2
        ORDER BY enrolment";
    sweep ELSEWHERE = "SELECT rp_id, kind, count(*) FROM webauthn_credentials WHERE rp_id <> $1
        GROUP BY rp_id, kind ORDER BY rp_id, kind";
    write INSERT = "INSERT INTO webauthn_credentials
        (hash, enrolment, account, kind, credential, sealed, aaguid, flags, transports, rp_id, app_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    write FLAGS = "UPDATE webauthn_credentials SET flags = $2 WHERE hash = $1";
}

/// The tables of all WebAuthn credentials.
pub(crate) static SCHEMA: Schema = Schema {
    name: "security-key",
    tables: &[&TABLE, &challenge::TABLE],
    migrations: &[
        "
CREATE TABLE webauthn_credentials (
    hash BLOB PRIMARY KEY,
    enrolment BLOB NOT NULL REFERENCES enrolments(id) ON DELETE CASCADE,
    account BLOB NOT NULL,
    kind TEXT NOT NULL,
    credential BLOB NOT NULL,
    sealed BLOB NOT NULL,
    aaguid BLOB NOT NULL,
    flags INTEGER NOT NULL,
    transports TEXT NOT NULL,
    rp_id TEXT NOT NULL,
    app_id TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX webauthn_credentials_enrolment ON webauthn_credentials (enrolment);
CREATE INDEX webauthn_credentials_account ON webauthn_credentials (account, enrolment);
",
        challenge::MIGRATION,
    ],
    elsewhere: &[],
};

#[derive(Clone, Debug)]
pub(crate) struct Credential {
    /// The enrolment that it hangs on.
    pub enrolment: EnrolmentId,
    pub account: AccountId,
    /// What it was set up as.
    pub kind: Kind,
    pub id: Vec<u8>,
    pub key: PublicKey,
    /// Its make; all zero where that isn't known.
    pub aaguid: [u8; 16],
    /// What it was seen to be.
    pub state: State,
    /// How browsers may reach it, as they said; no word of it holds a comma.
    pub transports: Vec<String>,
    /// The domain that it is bound to.
    pub rp_id: String,
    /// U2F's older binding, for a key that was imported; else empty.
    pub app_id: String,
}

impl Credential {
    /// A row; none where its key isn't sealed for what stands in it.
    fn read(row: &mut Row, keys: &Keys) -> Result<Option<Self>, Fault> {
        let (enrolment, account): (EnrolmentId, AccountId) = (row.id()?, row.id()?);
        let kind = Kind::read(&row.text()?).ok_or_else(|| Fault::new("a kind that can't be"))?;
        let (id, sealed) = (row.blob()?, row.blob()?);
        let aaguid = <[u8; 16]>::try_from(row.blob()?)
            .map_err(|_| Fault::new("an AAGUID of another length"))?;
        let state = State::read(row.int()?);
        let transports = row
            .text()?
            .split(',')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let (rp_id, app_id) = (row.text()?, row.text()?);
        let binding = bound(Binding::to(account, &kind, enrolment), &id, &rp_id, &app_id);
        let opened = keys.sealing.open(binding.bytes(), &sealed);
        let key = opened.and_then(|key| {
            PublicKey::read(key.expose())
                .ok_or_else(|| Fault::new("a public key that can't be read"))
        });
        let key = binding::own(key, &kind, &enrolment);
        Ok(key.map(|key| Self {
            enrolment,
            account,
            kind,
            id,
            key,
            aaguid,
            state,
            transports,
            rp_id,
            app_id,
        }))
    }

    /// Whether it is this enrolment's.
    pub(super) fn is_of(&self, of: &Enrolment) -> bool {
        (self.enrolment, self.account, &self.kind) == (of.id, of.account, &of.kind)
    }

    /// Keeps it; one that is kept already, whoever's and as whatever, isn't kept again: that is refused so.
    pub(super) fn insert(&self, at: &Context<'_>, refusal: Refusal) -> Result<Guard, Fault> {
        let to = Binding::to(self.account, &self.kind, self.enrolment);
        let binding = bound(to, &self.id, &self.rp_id, &self.app_id);
        let keys = at.reader.keys();
        let sealed = keys
            .sealing
            .seal(binding.bytes(), &self.key.kept(), at.random)?;
        let statement = INSERT.bind(values![
            hash(&self.id),
            self.enrolment,
            self.account,
            &self.kind,
            self.id.as_slice(),
            sealed,
            self.aaguid.as_slice(),
            self.state.bits(),
            self.transports.join(","),
            &self.rp_id,
            &self.app_id
        ]);
        Ok(Guard::new(statement, refusal))
    }

    /// Notes what it was seen to be.
    pub(crate) fn seen(&self, state: State) -> Statement {
        FLAGS.bind(values![hash(&self.id), state.bits()])
    }
}

/// What a key is bound to: the enrolment, the credential's id, and where it may sign.
fn bound(to: Binding, id: &[u8], rp_id: &str, app_id: &str) -> Binding {
    to.and(id).and(rp_id.as_bytes()).and(app_id.as_bytes())
}

/// What a credential is found by.
pub(super) fn hash(id: &[u8]) -> Vec<u8> {
    Sha256::digest(id).to_vec()
}

/// Whether an id is kept, whoever's it is, and whether or not it can answer.
pub(super) async fn is_kept(reader: &Reader, id: &[u8]) -> Result<bool, Fault> {
    let row = reader.row(IS_KEPT.bind(values![hash(id)])).await?;
    Ok(row.is_some())
}

/// The credential of an id.
pub(crate) async fn find(reader: &Reader, id: &[u8]) -> Result<Option<Credential>, Fault> {
    match reader.row(FIND.bind(values![hash(id)])).await? {
        Some(mut row) => Credential::read(&mut row, reader.keys()),
        None => Ok(None),
    }
}

/// Every credential of an account, of whatever kind.
pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<Credential>, Fault> {
    reader
        .rows(OF_ACCOUNT.bind(values![account]))
        .await?
        .iter_mut()
        .filter_map(|row| Credential::read(row, reader.keys()).transpose())
        .collect()
}

/// Credentials that are bound to another domain than ours, and don't work any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub domain: String,
    /// What they were set up as.
    pub kind: Kind,
    pub count: i64,
}

/// The enrolments of an account whose credentials are bound to another domain than this one.
///
/// # Errors
/// When the database doesn't answer.
pub(super) async fn bound_elsewhere(
    reader: &Reader,
    of: AccountId,
    rp_id: &str,
) -> Result<Vec<EnrolmentId>, Fault> {
    let mut rows = reader
        .rows(BOUND_ELSEWHERE.bind(values![of, rp_id]))
        .await?;
    rows.iter_mut().map(Row::id).collect()
}

/// Those that are bound to another domain than this one.
///
/// # Errors
/// When the database doesn't answer.
pub async fn elsewhere(reader: &Reader, rp_id: &str) -> Result<Vec<Elsewhere>, Fault> {
    let read = |row: &mut Row| {
        Ok(Elsewhere {
            domain: row.text()?,
            kind: Kind::read(&row.text()?).ok_or_else(|| Fault::new("a kind that can't be"))?,
            count: row.int()?,
        })
    };
    reader
        .rows(ELSEWHERE.bind(values![rp_id]))
        .await?
        .iter_mut()
        .map(read)
        .collect()
}
