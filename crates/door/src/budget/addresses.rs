//! The table of address budgets: wrong answers from one address (IPv6: one /56) in a window, and
//! how many of them each account spent, so that a completed sign-in gives those back.

use std::net::IpAddr;

use domain::budget::purse::Spend;
use domain::ids::AccountId;
use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Reader, Statement, statements, values};

use super::PUT_BACK;
use crate::config::Config;
use crate::house::Door;

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

impl Door {
    /// A purse of whoever has this id.
    pub(crate) fn purse(&self, of: Spend, id: &[u8]) -> Purse {
        let limits = &self.config().limits;
        Purse {
            bucket: self.reader().keys().lookup.hash(of.row().word, id),
            // What a day holds has to be said.
            limit: of.row().most(limits).unwrap_or_default(),
            // No purse holds without an end.
            window: of.row().window(limits).unwrap_or(Span::ZERO),
        }
    }

    /// A purse of a visitor's address: that of the gate is never sign-in's (L36).
    pub(crate) fn purse_of(&self, of: Spend, address: IpAddr) -> Purse {
        let (config, address) = (self.config(), address.to_canonical());
        let tries = self.purse(Spend::Tries, &network(address));
        let own = match of {
            Spend::Tries => tries,
            _ => self.purse(of, &tries.bucket),
        };
        let limit = match (of, of_network(config, address)) {
            (_, None) => own.limit,
            (Spend::Tries | Spend::GateTries, Some(number)) => number,
            (_, Some(number)) => own.limit.max(number),
        };
        own.holding(limit)
    }
}

impl Purse {
    /// The same with so much in it.
    pub(crate) fn holding(self, limit: i64) -> Self {
        Self { limit, ..self }
    }

    /// What is left of it for browsers that the account doesn't know, where half is kept for those that it does.
    pub(crate) fn strangers(&self, reader: &Reader) -> Self {
        Self {
            bucket: reader.keys().lookup.hash("strangers", &self.bucket),
            limit: self.limit.saturating_sub(self.limit / 2),
            window: self.window,
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
