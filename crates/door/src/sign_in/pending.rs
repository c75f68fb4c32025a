//! The table of pending sign-ins, and the type that only an answer accepts.

use domain::ids::{AccountId, PendingId, SessionId};
use domain::secret::Token;
use domain::{Fault, Proof, Refusal, Span, Stop, Timestamp};
use factors::Asker;
use store::{Batch, Guard, Hash, Reader, Statement, statements, values};

use super::answer::Answering;
use crate::house::Door;
use crate::house::Upkeep;
use crate::session::table::{read_proofs, write_proofs};

statements! {
    table "pending_sign_ins" rank 50 swept by SWEEP;
    keyed LIVE = "SELECT p.id, p.account, p.epoch, p.proofs, p.next, a.language, p.session, p.stay
        FROM pending_sign_ins p JOIN accounts a ON a.id = p.account
        WHERE p.hash = $1 AND p.expires > $2 AND a.epoch = p.epoch AND a.enabled = 1";
    keyed RECEIPT = "SELECT id FROM pending_sign_ins WHERE hash = $1";
    write INSERT = "INSERT INTO pending_sign_ins (hash, id, account, epoch, proofs, next, made, expires, session, stay)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        FROM accounts a WHERE a.id = $3 AND a.epoch = $4 AND a.enabled = 1";
    write INSERT_BY_STRANGER = "INSERT INTO pending_sign_ins (hash, id, account, epoch, proofs, next, made, expires, session, stay)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        FROM accounts a WHERE a.id = $3 AND a.epoch = $4 AND a.enabled = 1
        AND (SELECT COUNT(*) FROM pending_sign_ins p WHERE p.account = $3 AND p.expires > $7) < $11";
    write KEEP_HUNDRED = "DELETE FROM pending_sign_ins WHERE account = $1 AND id IN
        (SELECT id FROM pending_sign_ins WHERE account = $1 ORDER BY made DESC, id LIMIT 1000 OFFSET 100)";
    write CONSUME = "DELETE FROM pending_sign_ins WHERE hash = $1 AND expires > $2";
    clear SWEEP = "DELETE FROM pending_sign_ins WHERE hash IN
        (SELECT hash FROM pending_sign_ins WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE pending_sign_ins (
    hash BLOB PRIMARY KEY,
    id BLOB NOT NULL,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    proofs TEXT NOT NULL,
    next TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    session BLOB NOT NULL,
    stay INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_sign_ins_account ON pending_sign_ins (account, made);
CREATE INDEX pending_sign_ins_expires ON pending_sign_ins (expires);
";

/// A sign-in that has its first proof and owes more. It opens nothing.
#[derive(Clone, Debug)]
pub struct Pending {
    pub(crate) id: PendingId,
    pub(crate) token: Token,
    pub(crate) hash: Hash,
    pub(crate) account: AccountId,
    pub(crate) epoch: i64,
    pub(crate) proofs: Vec<Proof>,
    /// The id of the session that it opens: what it proves on the way is noted under it.
    pub(crate) session: SessionId,
    /// Where the person was going; checked when it was kept.
    pub next: String,
    /// Whether they want to stay signed in.
    pub(crate) stay: bool,
    /// The account's language, if one was chosen.
    pub language: Option<domain::Language>,
}

fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("pending-sign-in", token.expose())
}

/// When a stranger is asked to come back where as many sign-ins wait as may.
const COME_BACK: Span = Span::minutes(1);

/// A new pending sign-in, and what shows that it was kept.
pub(crate) struct New {
    pub guard: Guard,
    pub oldest_goes: Statement,
    pub receipt: Statement,
}

/// Who begins a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begins {
    /// A browser that the account knows, or one that goes on with a further proof.
    Known,
    /// One that the account doesn't know: it begins none where half of what may wait does.
    Stranger,
}

pub(crate) fn insert(
    door: &Door,
    new: &Pending,
    begins: Begins,
    now: Timestamp,
) -> Result<New, Fault> {
    let hash = hash(door.reader(), &new.token);
    let expires = now.plus(door.config().lengths.pending);
    let row = values![
        hash.as_slice(),
        new.id,
        new.account,
        new.epoch,
        write_proofs(&new.proofs)?,
        &new.next,
        now,
        expires,
        new.session,
        new.stay
    ];
    let guard = match begins {
        Begins::Known => Guard::new(INSERT.bind(row), Refusal::SignInOver),
        Begins::Stranger => {
            let [a, b, c, d, e, f, g, h, i, j] = row;
            let most = door.config().limits.begun.into();
            let statement = INSERT_BY_STRANGER.bind([a, b, c, d, e, f, g, h, i, j, most]);
            Guard::new(statement, Refusal::Wait(COME_BACK))
        }
    };
    Ok(New {
        guard,
        oldest_goes: KEEP_HUNDRED.bind(values![new.account]),
        receipt: RECEIPT.bind(values![hash.as_slice()]),
    })
}

impl<'a> From<&'a Pending> for Answering<'a> {
    fn from(pending: &'a Pending) -> Self {
        Self {
            account: pending.account,
            asker: Asker::SigningIn(pending.id),
            given: &pending.proofs,
        }
    }
}

impl Pending {
    /// Consumes it: whoever changes no row was too late.
    pub(crate) fn consume(&self, now: Timestamp) -> Guard {
        Guard::new(
            CONSUME.bind(values![self.hash.as_slice(), now]),
            Refusal::SignInOver,
        )
    }
}

impl Door {
    /// The pending sign-in of a token; none where it is over.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn pending(&self, token: &Token) -> Result<Option<Pending>, Fault> {
        let hash = hash(self.reader(), token);
        let Some(mut row) = self
            .reader()
            .row(LIVE.bind(values![hash.as_slice(), self.now()]))
            .await?
        else {
            return Ok(None);
        };
        Ok(Some(Pending {
            id: row.id()?,
            token: token.clone(),
            hash,
            account: row.id()?,
            epoch: row.int()?,
            proofs: read_proofs(&row.text()?)?,
            next: row.text()?,
            language: self.language(&row.text()?),
            session: row.id()?,
            stay: row.flag()?,
        }))
    }

    /// Ends a pending sign-in at the person's wish; one that is over already is as good.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn cancel(&self, pending: &Pending) -> Result<(), Stop> {
        let end = CONSUME.bind(values![pending.hash.as_slice(), Timestamp::from_micros(0)]);
        self.commit(Upkeep::GivenUp, Batch::new().any(end)).await
    }
}
