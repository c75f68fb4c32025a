//! How a message comes to wait: to whom it goes, and when it is due.

use domain::ids::{AccountId, MessageId};
use domain::{Fault, Span, Timestamp};
use store::{Statement, statements, values};

use super::Matter;
use super::table::{TABLE, row_of};
use crate::house::Door;

/// What happens again within this time is told in one message.
const AGAIN: Span = Span::minutes(10);

/// When a message is due, in SQL, that was made at `$5` for the account `$2` by the channel `$3`, with `$7` in common
/// with its repetitions. Where the last of those was due since `$9`, ten minutes before, it leaves together with that
/// one, or ten minutes (600,000,000 microseconds) after it; else at once. What brings a code or a link
/// has nothing in common with another.
macro_rules! due {
    ($address:literal) => {
        concat!(
            "COALESCE((SELECT CASE WHEN o.due > $5 THEN o.due WHEN o.body IS NOT NULL AND o.leased = 0 THEN $5
                ELSE o.due + 600000000 END FROM outbox o
            WHERE o.account = $2 AND o.about = $7 AND o.about <> '' AND o.channel = $3 AND o.address = ",
            $address,
            " AND o.dead IS NULL AND o.due > $9 AND o.due <= $10 ORDER BY o.due DESC LIMIT 1), $5)"
        )
    };
}

/// A new row for that address of each that is found there, unless its reader has switched it off, in SQL.
macro_rules! new_row {
    ($address:literal, $found:literal) => {
        concat!(
            "INSERT INTO outbox
                (id, account, channel, address, body, made, due, until, tries, leased, holder, sent, dead, why, about)
            SELECT $1, $2, $3, ",
            $address,
            ", $4, $5, ",
            due!($address),
            ", $6, 0, 0, NULL, NULL, NULL, '', $7 FROM ",
            $found,
            " AND NOT EXISTS (SELECT 1 FROM muted_notices m WHERE m.account = $2 AND m.action = $8)"
        )
    };
}

statements! {
    of TABLE;
    write QUEUE = new_row!("''", "accounts a WHERE a.id = $2");
    write QUEUE_TO_PLACE = new_row!("e.address", "emails e WHERE e.account = $2 AND e.place = $11");
    write QUEUE_TO_ADDRESS = new_row!("$11", "accounts a WHERE a.id = $2");
    write QUEUE_TO_NUMBER = new_row!("n.address", "notice_numbers n JOIN enrolments e ON e.id = n.enrolment
        WHERE n.account = $2 AND n.gone IS NULL AND COALESCE(e.suspended, $5) > $11");
    write QUEUE_TO_FORMER_NUMBER = new_row!("n.address", "notice_numbers n WHERE n.account = $2
        AND n.enrolment = (SELECT l.enrolment FROM notice_numbers l WHERE l.account = $2 AND l.gone > $11
            ORDER BY l.confirmed, l.enrolment LIMIT 1 OFFSET $12)");
}

/// To whom of an account a message goes.
#[derive(Clone, Copy)]
pub(crate) enum To<'a> {
    /// The account itself, by whichever way the channel has.
    Account,
    /// Its address in that place, if there is one.
    AddressInPlace(u16),
    /// An address that isn't among its own: not yet, or no more.
    Address(&'a str),
    /// The number at which it is told, unless that was suspended before this moment.
    Number(Timestamp),
    /// Of those that were told and were given up since then the one in that place: first the one that had been
    /// confirmed for longest, so that none that somebody adds comes before their owner's.
    FormerNumber(Timestamp, u16),
}

/// A new row, if the account is still there.
pub(crate) fn queue(
    door: &Door,
    to: AccountId,
    channel: &str,
    at: To<'_>,
    matter: &Matter,
    until: Timestamp,
) -> Result<Statement, Fault> {
    let id = MessageId::new(door.random());
    let sealed = door.seal(&row_of(id), matter)?;
    let (made, about, switch) = (door.now(), matter.about(), matter.switch());
    let (since, latest) = (made.minus(AGAIN), made.plus(AGAIN));
    let [a, b, c, d, e, f, g, h, i, j] = values![
        id, to, channel, sealed, made, until, about, switch, since, latest
    ];
    let (sql, there) = match at {
        To::Account => return Ok(QUEUE.bind([a, b, c, d, e, f, g, h, i, j])),
        To::AddressInPlace(place) => (&QUEUE_TO_PLACE, i64::from(place).into()),
        To::Address(address) => (&QUEUE_TO_ADDRESS, address.into()),
        To::Number(since) => (&QUEUE_TO_NUMBER, since.into()),
        To::FormerNumber(since, place) => {
            let [since, place] = values![since, i64::from(place)];
            let all = [a, b, c, d, e, f, g, h, i, j, since, place];
            return Ok(QUEUE_TO_FORMER_NUMBER.bind(all));
        }
    };
    Ok(sql.bind([a, b, c, d, e, f, g, h, i, j, there]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_again_is_due_as_long_after_as_is_said() {
        let micros = AGAIN.as_micros().to_string();
        assert_eq!(due!("''").matches(&micros).count(), 1);
    }
}
