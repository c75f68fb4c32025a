//! Messages that wait to be sent. A row lives no longer than what stands in it is good for; its body is sealed
//! for it alone, is in no list, and goes once it is sent or given up.

use domain::ids::{AccountId, EnrolmentId, MessageId};
use domain::secret::{Token, token};
use domain::{Fault, Refusal, Span, Timestamp};
use factors::Asker;
use store::{Guard, Row, Statement, statements, values};

use super::{Matter, numbers};
use crate::house::Door;

/// How long whoever took a row has for it: what a dead node held goes out after that. Longer than any channel may
/// take for a message, and taking it and noting it besides.
pub(crate) const LEASE: Span = Span::minutes(2);

/// The most rows that are looked at together.
const MOST: i64 = 200;

statements! {
    table "outbox" rank 80 swept by SWEEP;
    listing DUE = "SELECT o.id, o.account, o.channel, o.address, o.body, o.about, o.made, o.until, o.tries, a.name, a.language, a.zone
        FROM outbox o JOIN accounts a ON a.id = o.account
        WHERE o.account IN (SELECT d.account FROM outbox d
            WHERE d.due <= $1 AND d.leased <= $2 AND d.until > $1 AND d.body IS NOT NULL ORDER BY d.due, d.id LIMIT $3)
        AND o.due <= $1 AND o.leased <= $2 AND o.until > $1 AND o.body IS NOT NULL ORDER BY o.due, o.id LIMIT $4";
    write LEASED = "UPDATE outbox SET leased = $3, holder = $4, tries = tries + 1, dead = NULL
        WHERE id = $1 AND leased <= $2 AND due <= $5 AND until > $5 AND body IS NOT NULL";
    write SENT = "UPDATE outbox SET sent = $3, body = NULL WHERE id = $1 AND holder = $2 AND body IS NOT NULL";
    write LATER = "UPDATE outbox SET due = $3, leased = 0, holder = NULL, dead = NULL, why = $4
        WHERE id = $1 AND holder = $2 AND body IS NOT NULL";
    write DEAD = "UPDATE outbox SET dead = $3, body = NULL, why = $4
        WHERE id = $1 AND holder = $2 AND body IS NOT NULL";
    clear VOID = "UPDATE outbox SET dead = $3, body = NULL, why = 'it was void by then'
        WHERE account = $1 AND address = $2 AND about = '' AND body IS NOT NULL";
    clear SWEEP = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE until < $1 LIMIT 500)";
}

/// The table. One row is one message by one channel.
pub(crate) const MIGRATION: &str = "
CREATE TABLE outbox (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    body BLOB,
    made INTEGER NOT NULL,
    due INTEGER NOT NULL,
    until INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    leased INTEGER NOT NULL,
    holder BLOB,
    sent INTEGER,
    dead INTEGER,
    why TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_account ON outbox (account, about, channel, address, due);
CREATE INDEX outbox_due ON outbox (due, id) WHERE body IS NOT NULL;
CREATE INDEX outbox_until ON outbox (until);
CREATE INDEX outbox_made ON outbox (made, id);
CREATE INDEX outbox_waiting ON outbox (channel, made) WHERE body IS NOT NULL;
";

/// A message whose time has come.
#[derive(Debug)]
pub(crate) struct Due {
    pub id: MessageId,
    pub account: AccountId,
    pub channel: String,
    /// To which address; empty where the channel reaches the account itself. See [`Due::to_number`].
    pub address: String,
    /// Sealed; see [`Due::open`].
    body: Vec<u8>,
    /// Whether it tells of something that happened, rather than bringing a code or a link.
    pub tells: bool,
    pub made: Timestamp,
    pub until: Timestamp,
    /// How often it was tried before.
    pub tries: i64,
    pub name: String,
    /// The tag of the language that its owner chose, if they did.
    pub language: String,
    pub zone: String,
}

impl Due {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            account: row.id()?,
            channel: row.text()?,
            address: row.text()?,
            body: row.blob()?,
            tells: !row.text()?.is_empty(),
            made: row.time()?,
            until: row.time()?,
            tries: row.int()?,
            name: row.text()?,
            language: row.text()?,
            zone: row.text()?,
        })
    }

    /// The enrolment to whose telephone number it goes with a code, where it goes to one.
    pub(crate) fn to_number(&self) -> Option<EnrolmentId> {
        self.address
            .strip_prefix(NUMBER)?
            .split(':')
            .next()?
            .parse()
            .ok()
    }

    /// Whether it goes to a telephone number, be it with a code or telling of something.
    pub(crate) fn goes_to_number(&self) -> bool {
        self.to_number().is_some() || numbers::enrolment_at(&self.address).is_some()
    }

    /// What it is about.
    pub(crate) fn open(&self, door: &Door) -> Result<Matter, Fault> {
        door.unseal(&row_of(self.id), &self.body)
    }
}

pub(super) fn row_of(id: MessageId) -> Vec<u8> {
    [b"outbox:".as_slice(), id.bytes()].concat()
}

/// What stands before the enrolment's id where a message goes to a telephone number, which stands in no row.
const NUMBER: &str = "number:";

/// The address of an enrolment's number, for whoever asks: what one asks for makes nobody else's void.
pub(super) fn number(door: &Door, of: EnrolmentId, asker: &Asker) -> String {
    let hash = door.reader().keys().lookup.hash("outbox", &asker.bytes());
    let short = hash.get(..9).unwrap_or_default();
    format!("{NUMBER}{of}:{}", data_encoding::HEXLOWER.encode(short))
}

/// Has no code and no link that waits go to an address any more. What tells of something that happened goes there
/// all the same, or whoever did it could keep it from being told.
pub(crate) fn void(of: AccountId, address: &str, now: Timestamp) -> Statement {
    VOID.bind(values![of, address, now])
}

/// Those whose time has come and that nobody has: the first ones, and what else is due to the same accounts, since
/// that may belong together.
pub(crate) async fn due(door: &Door, first: i64) -> Result<Vec<Due>, Fault> {
    let due = DUE.bind(values![door.now(), door.shared_now(), first, MOST]);
    let mut rows = door.reader().rows(due).await?;
    rows.iter_mut().map(Due::read).collect()
}

/// Rows that were taken together: whoever holds them alone says what came of each.
pub(crate) struct Held {
    holder: Token,
}

impl Held {
    /// Takes them, for as long as a lease lasts; refused where somebody else has one.
    pub(crate) fn take<'a>(
        door: &Door,
        all: impl IntoIterator<Item = &'a Due>,
    ) -> (Self, Vec<Guard>) {
        let holder = token(door.random());
        // Nodes whose clocks differ have to mean the same by a lease.
        let shared = door.shared_now();
        let until = shared.plus(LEASE);
        let take = |due: &Due| {
            let holder = holder.expose().as_slice();
            LEASED.bind(values![due.id, shared, until, holder, door.now()])
        };
        let taken = all
            .into_iter()
            .map(|due| Guard::new(take(due), Refusal::ChangedMeanwhile))
            .collect();
        (Self { holder }, taken)
    }

    /// It has left. Like what else comes of it, that changes nothing where somebody else holds it by now, or it is
    /// gone, and keeps nothing from being said of the others.
    pub(crate) fn sent(&self, id: MessageId, now: Timestamp) -> Statement {
        let holder = self.holder.expose().as_slice();
        SENT.bind(values![id, holder, now])
    }

    /// It is tried again then; why it didn't leave now.
    pub(crate) fn later(&self, id: MessageId, due: Timestamp, why: &str) -> Statement {
        self.failed(&LATER, id, due, why)
    }

    /// It is given up, and why.
    pub(crate) fn dead(&self, id: MessageId, now: Timestamp, why: &str) -> Statement {
        self.failed(&DEAD, id, now, why)
    }

    fn failed(
        &self,
        sql: &'static store::Sql,
        id: MessageId,
        at: Timestamp,
        why: &str,
    ) -> Statement {
        let holder = self.holder.expose().as_slice();
        sql.bind(values![id, holder, at, why])
    }
}
