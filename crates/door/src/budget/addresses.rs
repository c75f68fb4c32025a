//! The table of address budgets: wrong answers from one address (IPv6: one /56) in a window, and
//! how many of them each account spent, so that a completed sign-in gives those back.

use std::net::IpAddr;

use domain::ids::AccountId;
use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Reader, Statement, statements, values};

use super::PUT_BACK;
use crate::config::Config;

statements! {
    table "address_budgets" rank 61 swept by SWEEP;
    keyed READ = "SELECT wrong, expires FROM address_budgets WHERE bucket = $1 AND expires > $2 AND expires <= $3";
    write SPEND = "INSERT INTO address_budgets (bucket, wrong, expires) VALUES ($1, 1, $2)
        ON CONFLICT (bucket) DO UPDATE SET
            wrong = CASE WHEN address_budgets.expires <= $3 OR address_budgets.expires > $5 THEN 1
                ELSE address_budgets.wrong + 1 END,
            expires = CASE WHEN address_budgets.expires <= $3 OR address_budgets.expires > $5 THEN $2
                ELSE address_budgets.expires END
        WHERE address_budgets.expires <= $3 OR address_budgets.expires > $5 OR address_budgets.wrong < $4";
    write GIVE_BACK = "UPDATE address_budgets SET wrong = wrong - 1 WHERE bucket = $1 AND wrong > 0";
    write GIVE_BACK_ALL = "UPDATE address_budgets SET wrong = CASE
            WHEN wrong > (SELECT s.wrong FROM address_spends s WHERE s.bucket = $1 AND s.account = $2)
            THEN wrong - (SELECT s.wrong FROM address_spends s WHERE s.bucket = $1 AND s.account = $2) ELSE 0 END
        WHERE bucket = $1 AND EXISTS
            (SELECT 1 FROM address_spends s WHERE s.bucket = $1 AND s.account = $2 AND s.expires > $3)";
    clear SWEEP = "DELETE FROM address_budgets WHERE bucket IN
        (SELECT bucket FROM address_budgets WHERE expires < $1 LIMIT 500)";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE address_budgets (
    bucket BLOB PRIMARY KEY,
    wrong INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX address_budgets_expires ON address_budgets (expires);
";

/// How many links for forgotten passwords an address, an account and the site may ask for in an hour.
const RESETS_OF_ADDRESS: i64 = 10;
const RESETS_OF_ACCOUNT: i64 = 3;
const RESETS_HERE: i64 = 500;

/// How often the letters on the page of a mailed link may be wrong in an hour.
const LETTERS: i64 = 5;

/// How often the characters that are typed off a text message may be wrong in an hour, from one address.
const CHARACTERS: i64 = 10;

/// Least lists of what signs in alone that an address gets in a window; one that may be wrong more often gets as many.
const LISTS: i64 = 30;

/// What an address counts as: itself, or for IPv6 its /56, since whoever has one address there may have
/// them all.
pub(crate) fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets().into_iter().take(7).collect(),
    }
}

/// The number of the narrowest network of many people that an address is in; none where it is in none.
pub(crate) fn of_network(config: &Config, address: IpAddr) -> Option<i64> {
    let address = address.to_canonical();
    let own = config
        .networks
        .iter()
        .filter(|(network, _)| network.contains(&address));
    own.max_by_key(|(network, _)| network.prefix_len())
        .map(|(_, number)| *number)
}

#[derive(Clone, Debug)]
pub(crate) struct Purse {
    pub bucket: Vec<u8>,
    limit: i64,
    window: Span,
}

impl Purse {
    /// The budget that an address draws on.
    pub(crate) fn of(reader: &Reader, config: &Config, address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self {
            bucket: reader.keys().lookup.hash("address", &network(address)),
            limit: of_network(config, address).unwrap_or(config.limits.address),
            window: config.limits.address_window,
        }
    }

    /// The budget of an address at the gate: never sign-in's (L36).
    pub(crate) fn at_gate(reader: &Reader, config: &Config, address: IpAddr) -> Self {
        let of_address = Self::of(reader, config, address);
        Self {
            bucket: reader.keys().lookup.hash("gate", &of_address.bucket),
            ..of_address
        }
    }

    /// The budget of lists of what signs in alone, which an address asks for by name: never sign-in's.
    pub(crate) fn of_lists(reader: &Reader, config: &Config, address: IpAddr) -> Self {
        let of_address = Self::of(reader, config, address);
        Self {
            bucket: reader.keys().lookup.hash("lists", &of_address.bucket),
            limit: of_address.limit.max(LISTS),
            window: of_address.window,
        }
    }

    /// The budget of links for forgotten passwords that a visitor's address asks for.
    pub(crate) fn of_resets(reader: &Reader, config: &Config, address: IpAddr) -> Self {
        let of = Self::of(reader, config, address).bucket;
        Self::hourly(reader, "resets", &of, RESETS_OF_ADDRESS)
    }

    /// The same of an account: that of browsers which it knows, or of all others together.
    pub(crate) fn of_resets_of(reader: &Reader, account: AccountId, is_known: bool) -> Self {
        let what = if is_known {
            "resets-known"
        } else {
            "resets-of"
        };
        Self::hourly(reader, what, account.bytes(), RESETS_OF_ACCOUNT)
    }

    /// The budget of letters that are typed on the page of a mailed link.
    pub(crate) fn of_letters(reader: &Reader, link: &[u8]) -> Self {
        Self::hourly(reader, "letters", link, LETTERS)
    }

    /// The budget of characters that are typed off a text message, of which none says whose they are.
    pub(crate) fn of_characters(reader: &Reader, config: &Config, address: IpAddr) -> Self {
        let of = Self::of(reader, config, address).bucket;
        let own = of_network(config, address).unwrap_or_default();
        Self::hourly(reader, "characters", &of, own.max(CHARACTERS))
    }

    /// The same of the site: the half for everybody, and the half that is kept for accounts which nobody has asked
    /// for today.
    pub(crate) fn of_resets_here(reader: &Reader) -> [Self; 2] {
        ["resets-here", "resets-kept"].map(|what| Self::hourly(reader, what, &[], RESETS_HERE / 2))
    }

    /// What happens so many times an hour at most.
    fn hourly(reader: &Reader, what: &str, of: &[u8], limit: i64) -> Self {
        Self::each(reader, what, of, limit, Span::hours(1))
    }

    /// What happens so many times a day at most.
    pub(crate) fn daily(reader: &Reader, what: &str, of: &[u8], limit: i64) -> Self {
        Self {
            bucket: reader.keys().lookup.hash(what, of),
            limit,
            window: Span::days(1),
        }
    }

    /// What happens so many times in such a time at most.
    pub(crate) fn each(reader: &Reader, what: &str, of: &[u8], limit: i64, window: Span) -> Self {
        Self {
            window,
            ..Self::daily(reader, what, of, limit)
        }
    }

    /// Takes one attempt; the refusal is replaced by the true wait.
    pub(crate) fn spend(&self, now: Timestamp) -> Guard {
        let ends = now.plus(self.window);
        let latest = ends.plus(PUT_BACK);
        Guard::new(
            SPEND.bind(values![
                self.bucket.as_slice(),
                ends,
                now,
                self.limit,
                latest
            ]),
            Refusal::Wait(self.window),
        )
    }

    /// How long until it is full again, where it is empty.
    pub(crate) async fn wait(
        &self,
        reader: &Reader,
        now: Timestamp,
    ) -> Result<Option<Span>, Fault> {
        let latest = now.plus(self.window).plus(PUT_BACK);
        let Some(mut row) = reader
            .row(READ.bind(values![self.bucket.as_slice(), now, latest]))
            .await?
        else {
            return Ok(None);
        };
        Ok((row.int()? >= self.limit).then_some(row.time()?.since(now)))
    }

    /// Gives one attempt back.
    pub(crate) fn give_back(&self) -> Statement {
        GIVE_BACK.bind(values![self.bucket.as_slice()])
    }

    /// Gives back all that an account spent here.
    pub(crate) fn give_back_all(&self, account: AccountId, now: Timestamp) -> Statement {
        GIVE_BACK_ALL.bind(values![self.bucket.as_slice(), account, now])
    }
}
