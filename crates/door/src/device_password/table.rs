//! The table of device passwords. `expires` is when one stops by itself: on its date, or so long after its
//! last use; none where it never does.

use domain::device_password::{Ends, LENGTH, Limits};
use domain::ids::{AccountId, DevicePasswordId, SessionId};
use domain::{Assurance, Fault, Refusal, Secret, Span, Timestamp, readable};
use factors::made_by_suspects;
use factors::suspects::Suspects;
use store::{Guard, Hash, Reader, Row, Statement, statements, values};

use crate::account::told::{Told, told_columns};

statements! {
    table "device_passwords" rank 56 swept by SWEEP;
    keyed FIND = concat!("SELECT d.id, d.account, d.name, d.made, d.expires, d.unused, d.networks, d.hosts, d.read_only, d.seen,
            d.address, d.agent, d.host, d.made_with, ", told_columns!(), "
        FROM device_passwords d JOIN accounts a ON a.id = d.account WHERE d.hash = $1 AND a.enabled = 1");
    keyed BY_ID = "SELECT id, account, name, made, expires, unused, networks, hosts, read_only, seen, address, agent, host, made_with
        FROM device_passwords WHERE id = $1";
    listing OF_ACCOUNT = "SELECT id, account, name, made, expires, unused, networks, hosts, read_only, seen, address, agent, host, made_with
        FROM device_passwords WHERE account = $1 ORDER BY made, id LIMIT 1000";
    write INSERT = "INSERT INTO device_passwords
        (id, account, hash, name, made, expires, unused, networks, hosts, read_only, made_with, made_by, seen, address, agent, host)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '', '', '')";
    write LIMIT = "UPDATE device_passwords SET expires = $3, unused = $4, networks = $5, hosts = $6, read_only = $7
        WHERE id = $1 AND account = $2";
    write RENAME = "UPDATE device_passwords SET name = $3 WHERE id = $1 AND account = $2";
    write SEEN = "UPDATE device_passwords SET seen = $2, address = $3, agent = $4, host = $5,
            expires = CASE WHEN unused IS NULL THEN expires ELSE $2 + unused END
        WHERE id = $1 AND seen < $6";
    write DELETE = "DELETE FROM device_passwords WHERE id = $1 AND account = $2";
    write DELETE_ALL = "DELETE FROM device_passwords WHERE account = $1";
    listing MADE = concat!("SELECT name FROM device_passwords WHERE account = $1 AND made >= $4 AND ",
        made_by_suspects!(), " ORDER BY made, id");
    write DELETE_MADE = concat!("DELETE FROM device_passwords WHERE account = $1 AND made >= $4 AND ",
        made_by_suspects!());
    clear SWEEP = "DELETE FROM device_passwords WHERE id IN
        (SELECT id FROM device_passwords WHERE expires < $1 - 2592000000000 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE device_passwords (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    name TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER,
    unused INTEGER,
    networks TEXT NOT NULL,
    hosts TEXT NOT NULL,
    read_only INTEGER NOT NULL,
    made_with TEXT NOT NULL,
    made_by BLOB,
    seen INTEGER NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    host TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX device_passwords_hash ON device_passwords (hash);
CREATE INDEX device_passwords_account ON device_passwords (account, made, id);
CREATE INDEX device_passwords_expires ON device_passwords (expires) WHERE expires IS NOT NULL;
";

#[derive(Clone, Debug)]
pub(crate) struct DevicePassword {
    pub id: DevicePasswordId,
    pub account: AccountId,
    pub name: String,
    pub made: Timestamp,
    pub expires: Option<Timestamp>,
    pub limits: Limits,
    /// What the session in which it was made amounted to.
    pub made_with: Assurance,
    /// When it was last used; none before it ever was.
    pub seen: Option<Timestamp>,
    pub address: String,
    pub agent: String,
    pub host: String,
}

impl DevicePassword {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        let (id, account, name, made) = (row.id()?, row.id()?, row.text()?, row.time()?);
        let expires = row.maybe_time()?;
        let limits = Limits {
            ends: match (row.maybe_int()?, expires) {
                (Some(unused), _) => Ends::Unused(Span::micros(unused)),
                (None, Some(at)) => Ends::At(at),
                (None, None) => Ends::Never,
            },
            networks: row
                .text()?
                .split_ascii_whitespace()
                .map(|word| word.parse().map_err(|e| Fault::because("a network", &e)))
                .collect::<Result<Vec<_>, _>>()?,
            hosts: row
                .text()?
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
            read_only: row.flag()?,
        };
        let seen = row.time()?;
        Ok(Self {
            id,
            account,
            name,
            made,
            expires,
            limits,
            seen: (seen > Timestamp::from_micros(0)).then_some(seen),
            address: row.text()?,
            agent: row.text()?,
            host: row.text()?,
            made_with: Assurance::read(&row.text()?).unwrap_or(Assurance::Single),
        })
    }
}

/// The hash of what a client sent; none where it can't be a device password.
pub(crate) fn hash(reader: &Reader, typed: &str) -> Option<Hash> {
    readable::read(typed, LENGTH).map(|secret| hash_of(reader, &secret))
}

/// The hash of a device password in its canonical form.
pub(crate) fn hash_of(reader: &Reader, secret: &Secret<String>) -> Hash {
    reader
        .keys()
        .lookup
        .hash("device-password", secret.expose().as_bytes())
}

/// The device password of a hash, unless its account is disabled, and what is told of that; whether it is
/// over, or beyond its limits, is for whoever asks to see.
pub(crate) async fn find(
    reader: &Reader,
    hash: &[u8],
) -> Result<Option<(DevicePassword, Told)>, Fault> {
    let row = reader.row(FIND.bind(values![hash])).await?;
    let read = |mut row| Ok((DevicePassword::read(&mut row)?, Told::read(&mut row)?));
    row.map(read).transpose()
}

pub(crate) async fn by_id(
    reader: &Reader,
    id: DevicePasswordId,
) -> Result<Option<DevicePassword>, Fault> {
    let row = reader.row(BY_ID.bind(values![id])).await?;
    row.map(|mut row| DevicePassword::read(&mut row))
        .transpose()
}

pub(crate) async fn of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<DevicePassword>, Fault> {
    let mut rows = reader.rows(OF_ACCOUNT.bind(values![account])).await?;
    rows.iter_mut().map(DevicePassword::read).collect()
}

/// When it stops by itself, how long it may be unused, networks, hosts, whether it only reads.
type Columns = (Option<i64>, Option<i64>, String, String, bool);

fn columns(limits: &Limits, now: Timestamp) -> Columns {
    let (expires, unused) = match limits.ends {
        Ends::Never => (None, None),
        Ends::At(at) => (Some(at.micros()), None),
        Ends::Unused(span) => (Some(now.plus(span).micros()), Some(span.as_micros())),
    };
    let networks: Vec<String> = limits.networks.iter().map(ToString::to_string).collect();
    (
        expires,
        unused,
        networks.join(" "),
        limits.hosts.join(" "),
        limits.read_only,
    )
}

/// How one is made.
#[derive(Clone, Copy)]
pub(crate) struct Making<'a> {
    pub limits: &'a Limits,
    /// What the session in which it is made amounts to.
    pub made_with: Assurance,
    /// That session; none for the command line.
    pub made_by: Option<SessionId>,
}

pub(crate) fn insert(
    id: DevicePasswordId,
    account: AccountId,
    hash: &[u8],
    name: &str,
    making: Making<'_>,
    now: Timestamp,
) -> Statement {
    let (expires, unused, networks, hosts, read_only) = columns(making.limits, now);
    INSERT.bind(values![
        id,
        account,
        hash,
        name,
        now,
        expires,
        unused,
        networks,
        hosts,
        read_only,
        making.made_with.word(),
        making.made_by
    ])
}

/// Gives it other limits; a time unused counts from now.
pub(crate) fn limit(
    id: DevicePasswordId,
    account: AccountId,
    limits: &Limits,
    now: Timestamp,
) -> Guard {
    let (expires, unused, networks, hosts, read_only) = columns(limits, now);
    Guard::new(
        LIMIT.bind(values![
            id, account, expires, unused, networks, hosts, read_only
        ]),
        Refusal::NoSuch,
    )
}

pub(crate) fn rename(id: DevicePasswordId, account: AccountId, name: &str) -> Guard {
    Guard::new(RENAME.bind(values![id, account, name]), Refusal::NoSuch)
}

/// Notes a use, at most once a minute.
pub(crate) fn seen(
    id: DevicePasswordId,
    now: Timestamp,
    address: &str,
    agent: &str,
    host: &str,
) -> Statement {
    let minute_ago = now.minus(Span::minutes(1));
    SEEN.bind(values![id, now, address, agent, host, minute_ago])
}

/// Deletes however many an account has.
pub(crate) fn delete_all(account: AccountId) -> Statement {
    DELETE_ALL.bind(values![account])
}

pub(crate) fn delete(id: DevicePasswordId, account: AccountId) -> Guard {
    Guard::new(DELETE.bind(values![id, account]), Refusal::NoSuch)
}

/// Names of those that suspect sessions have made.
pub(crate) async fn made(reader: &Reader, by: &Suspects) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(MADE.bind(by.values())).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

pub(crate) fn delete_made(by: &Suspects) -> Statement {
    DELETE_MADE.bind(by.values())
}
