//! The table of telephone numbers at which accounts are told of what happens to them, for whoever asks for that: one
//! of those that their codes go to. One that was given up is told for a while of what is done next, and may stop it,
//! or a thief would begin by giving it up.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Fault, Kind, Refusal, Secret, Span, Stop, Timestamp};
use store::{Guard, Reader, Row, Statement, statements, values};

use super::queue::{To, queue};
use super::{Channels, Matter, Reaches};
use crate::house::Door;

/// How long a number has to have been confirmed before what happened can be stopped from it.
const SETTLES: Span = Span::days(1);

/// For how long one that was given up is told.
const TOLD: Span = Span::minutes(10);

/// For how long what happened can be stopped from there: once.
const STOPS: Span = Span::days(7);

statements! {
    table "notice_numbers" rank 19 swept by SWEEP;
    keyed CHOSEN = "SELECT enrolment FROM notice_numbers WHERE account = $1 AND gone IS NULL";
    keyed KEPT = "SELECT n.kind, n.sealed, n.gone, n.stopped, e.confirmed, e.suspended, n.confirmed
        FROM notice_numbers n LEFT JOIN enrolments e ON e.id = n.enrolment WHERE n.account = $1 AND n.enrolment = $2";
    write CHOOSE = "INSERT INTO notice_numbers (account, enrolment, address, kind, sealed, confirmed, gone, stopped)
        SELECT e.account, e.id, $3, e.kind, $4, e.confirmed, NULL, NULL FROM enrolments e
        WHERE e.account = $1 AND e.id = $2 AND e.confirmed IS NOT NULL AND e.suspended IS NULL
        ON CONFLICT (account, enrolment) DO UPDATE SET gone = NULL";
    write GIVE_UP = "UPDATE notice_numbers SET gone = $2 WHERE account = $1 AND gone IS NULL";
    write GIVE_UP_ONE = "UPDATE notice_numbers SET gone = $2 WHERE account = $1 AND gone IS NULL AND enrolment = $3";
    write STILL = "UPDATE notice_numbers SET stopped = stopped
        WHERE account = $1 AND enrolment = $2 AND gone IS NULL";
    write STOP = "UPDATE notice_numbers SET stopped = $3
        WHERE account = $1 AND enrolment = $2 AND COALESCE(stopped, 0) <> $3";
    clear SWEEP = "DELETE FROM notice_numbers WHERE gone < $1 - 604800000000 AND account IN
        (SELECT account FROM notice_numbers WHERE gone < $1 - 604800000000 LIMIT 500)";
}

/// The table. The number stands there sealed, since one that is given up is told of that.
pub(crate) const MIGRATION: &str = "
CREATE TABLE notice_numbers (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    enrolment BLOB NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed BLOB NOT NULL,
    confirmed INTEGER NOT NULL,
    gone INTEGER,
    stopped INTEGER,
    PRIMARY KEY (account, enrolment)
) STRICT;
CREATE UNIQUE INDEX notice_numbers_chosen ON notice_numbers (account) WHERE gone IS NULL;
CREATE INDEX notice_numbers_gone ON notice_numbers (gone) WHERE gone IS NOT NULL;
";

/// A number at which an account is told, or was.
pub(crate) struct Kept {
    pub(crate) kind: Kind,
    sealed: Vec<u8>,
    confirmed: Timestamp,
    /// Since when it is given up, removed or suspended.
    ended: Option<Timestamp>,
    /// The end after which something was stopped from there.
    stopped: Option<Timestamp>,
}

impl Kept {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        let kind = Kind::read(&row.text()?).ok_or_else(|| Fault::new("a kind that can't be"))?;
        let (sealed, gone, stopped) = (row.blob()?, row.maybe_time()?, row.maybe_time()?);
        let (there, suspended) = (row.maybe_time()?, row.maybe_time()?);
        let confirmed = row.time()?;
        // One whose enrolment went without its being given up stops nothing.
        let removed = there.is_none().then_some(Timestamp::from_micros(0));
        Ok(Self {
            kind,
            sealed,
            confirmed,
            ended: gone.or(removed).or(suspended),
            stopped,
        })
    }
}

/// The address of an enrolment's number in the outbox, as far as what is told goes there.
const ADDRESS: &str = "told:";

fn address(of: EnrolmentId) -> String {
    format!("{ADDRESS}{of}")
}

/// Whose number it is the address of.
pub(crate) fn enrolment_at(address: &str) -> Option<EnrolmentId> {
    address.strip_prefix(ADDRESS)?.parse().ok()
}

fn row_of(account: AccountId, of: EnrolmentId) -> Vec<u8> {
    [b"notice-number:".as_slice(), account.bytes(), of.bytes()].concat()
}

/// Of which enrolment an account is told at the number.
pub(crate) async fn chosen(
    reader: &Reader,
    account: AccountId,
) -> Result<Option<EnrolmentId>, Fault> {
    let row = reader.row(CHOSEN.bind(values![account])).await?;
    row.map(|mut row| row.id()).transpose()
}

/// Has an account told at this number, which has to be an enrolment's that is there.
pub(crate) fn choose(
    door: &Door,
    account: AccountId,
    of: EnrolmentId,
    number: &Secret<String>,
) -> Result<Guard, Fault> {
    let sealed = door.seal(&row_of(account, of), number.expose())?;
    let choose = CHOOSE.bind(values![account, of, address(of), sealed]);
    Ok(Guard::new(choose, Refusal::NoSuch))
}

/// Tells an account at no number any more.
pub(crate) fn give_up(account: AccountId, now: Timestamp) -> Statement {
    GIVE_UP.bind(values![account, now])
}

/// The same where it is this enrolment's.
pub(crate) fn give_up_one(account: AccountId, of: EnrolmentId, now: Timestamp) -> Statement {
    GIVE_UP_ONE.bind(values![account, now, of])
}

pub(crate) async fn kept(
    reader: &Reader,
    account: AccountId,
    of: EnrolmentId,
) -> Result<Option<Kept>, Fault> {
    let row = reader.row(KEPT.bind(values![account, of])).await?;
    row.map(|mut row| Kept::read(&mut row)).transpose()
}

/// What states again that whoever reads there may stop something; none where they may not.
pub(crate) async fn who_stops(
    reader: &Reader,
    account: AccountId,
    of: EnrolmentId,
    now: Timestamp,
) -> Result<Option<Vec<Guard>>, Fault> {
    let Some(kept) = kept(reader, account, of).await? else {
        return Ok(None);
    };
    let settled = kept.confirmed.plus(SETTLES);
    let (may, stops) = match kept.ended {
        None => (settled <= now, STILL.bind(values![account, of])),
        Some(ended) => {
            let is_good = kept.stopped != Some(ended) && now < ended.plus(STOPS);
            let stop = STOP.bind(values![account, of, ended]);
            (is_good && settled <= ended, stop)
        }
    };
    Ok(may.then(|| vec![Guard::new(stops, Refusal::LinkGone)]))
}

/// How many of those that were given up a moment ago are told.
const FORMER: u16 = 2;

impl Door {
    /// What tells of something at the numbers of an account, as part of a batch.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn queue_at_numbers(
        &self,
        to: AccountId,
        matter: &Matter,
        until: Timestamp,
    ) -> Result<Vec<Statement>, Fault> {
        let since = self.now().minus(TOLD);
        let mut rows = Vec::new();
        for channel in &self.memory::<Channels>().all {
            // What reaches the account itself shows all that leaves.
            if channel.reaches() != Reaches::Addresses {
                let former = (0..FORMER).map(|place| To::FormerNumber(since, place));
                for at in std::iter::once(To::Number(since)).chain(former) {
                    rows.push(queue(self, to, channel.name(), at, matter, until)?);
                }
            }
        }
        Ok(rows)
    }

    /// The number that a message goes to which tells of something; none where none is sent to it any more.
    ///
    /// # Errors
    /// When the database doesn't answer, or what stands there isn't its own.
    pub(crate) async fn told_number(
        &self,
        account: AccountId,
        of: EnrolmentId,
    ) -> Result<Option<String>, Stop> {
        let Some(kept) = kept(self.reader(), account, of).await? else {
            return Ok(None);
        };
        let number: String = self.unseal(&row_of(account, of), &kept.sealed)?;
        let asks = self.factor(&kept.kind)?.asks();
        let number = asks.and_then(|asks| asks.to_dial(&self.config().settings, &number));
        Ok(number.map(|number| number.expose().clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_was_given_up_is_kept_as_long_as_it_can_stop_something() {
        assert!(SWEEP.text.contains(&STOPS.as_micros().to_string()));
    }
}
