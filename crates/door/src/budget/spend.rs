//! Spending an attempt before the answer is looked at: from the address and from the ladder, both
//! or neither, by one batch. A restarted flow or a parallel try finds the same numbers.

use domain::budget::Ladder;
use domain::budget::purse::Spend;
use domain::ids::AccountId;
use domain::{Refusal, Span, Stop};
use store::Batch;

use super::addresses::Purse;
use super::ladders::Rung;
use super::{spends, streaks};
use crate::Visitor;
use crate::house::Door;
use crate::house::Upkeep;
use crate::known::Known;
use crate::known::table as known_browsers;

/// One attempt, of whom on what.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub rung: Rung,
    pub known: Option<Known>,
    /// None where the address isn't charged: a known browser, or no address to charge.
    purse: Option<Purse>,
    /// What is charged if the browser turns out to be known no more.
    strangers_purse: Option<Purse>,
    /// The authenticators that are tried: enrolment ids, or `password`. Empty for unknown names.
    authenticators: Vec<String>,
}

/// What came of spending.
#[derive(Clone, Debug)]
pub(crate) enum Spending {
    /// The answer may be looked at.
    Taken,
    /// The address has no tries left; always told.
    AddressWaits(Span),
    /// The ladder's wait lasts this much longer.
    LadderWaits(Span),
    /// The ladder has ended: not looked at until somebody helps.
    LadderShut,
}

impl Attempt {
    pub(crate) fn new(
        door: &Door,
        account: AccountId,
        ladder: Ladder,
        known: Option<Known>,
        authenticators: Vec<String>,
        seen: &Visitor,
    ) -> Self {
        let browser = known.map_or(Vec::new(), |known| known.id.bytes().to_vec());
        let purse = seen
            .charged
            .then(|| door.purse_of(Spend::Tries, seen.address));
        Self {
            rung: Rung {
                account,
                ladder,
                browser,
            },
            known,
            purse: purse.clone().filter(|_| known.is_none()),
            strangers_purse: purse,
            authenticators,
        }
    }

    /// Spends it. A known browser at the end of its ladder loses its mark, and goes on as a stranger.
    pub(crate) async fn spend(&mut self, door: &Door) -> Result<Spending, Stop> {
        let spent = self.spend_once(door).await?;
        let (Spending::LadderShut, Some(known)) = (&spent, self.known) else {
            return Ok(spent);
        };
        let forget = Batch::new().any(known_browsers::forget(known));
        door.commit(Upkeep::Attempt, forget).await?;
        self.known = None;
        self.rung = self.rung.of_strangers();
        self.purse = self.strangers_purse.clone();
        self.spend_once(door).await
    }

    async fn spend_once(&self, door: &Door) -> Result<Spending, Stop> {
        if let Some(wait) = self
            .purse
            .as_ref()
            .and_then(|purse| purse.found_empty(door))
        {
            return Ok(Spending::AddressWaits(wait));
        }
        let now = door.shared_now();
        let streaks = self
            .authenticators
            .iter()
            .map(|a| streaks::add(self.rung.account, a, now));
        let batch = Batch::new()
            .all([self.rung.spend(&door.config().limits, now)])
            .many(streaks);
        let batch = self.charge(door, batch);
        match door.commit(Upkeep::Attempt, batch).await {
            Ok(()) => Ok(Spending::Taken),
            Err(Stop::Refused(Refusal::Wait(_))) => self.address_waits(door).await,
            Err(Stop::Refused(Refusal::Locked)) => self.ladder_waits(door).await,
            Err(stop) => Err(stop),
        }
    }

    fn charge(&self, door: &Door, batch: Batch) -> Batch {
        let Some(purse) = &self.purse else {
            return batch;
        };
        let now = door.shared_now();
        let until = now.plus(door.config().limits.address_window);
        batch
            .all([purse.spend(now)])
            .any(spends::add(&purse.bucket, self.rung.account, until, now))
    }

    async fn address_waits(&self, door: &Door) -> Result<Spending, Stop> {
        let wait = match &self.purse {
            Some(purse) => purse.refused(door).await?,
            None => Span::seconds(1),
        };
        Ok(Spending::AddressWaits(wait))
    }

    /// A try that isn't looked at costs the address all the same.
    async fn ladder_waits(&self, door: &Door) -> Result<Spending, Stop> {
        let charge = self.charge(door, Batch::new());
        match door.commit(Upkeep::Attempt, charge).await {
            Err(Stop::Refused(Refusal::Wait(_))) => return self.address_waits(door).await,
            other => other?,
        }
        let stand = self.rung.read(door.reader()).await?;
        if stand.wrong >= self.rung.end(&door.config().limits) {
            return Ok(Spending::LadderShut);
        }
        Ok(Spending::LadderWaits(
            stand.next.since(door.shared_now()).max(Span::seconds(1)),
        ))
    }

    /// What gives this attempt back, without clearing anything.
    pub(crate) fn give_back(&self) -> Batch {
        let account = self.rung.account;
        let mut batch = Batch::new().any(self.rung.give_back());
        if let Some(purse) = &self.purse {
            batch = batch
                .any(purse.give_back())
                .any(spends::less(&purse.bucket, account));
        }
        batch.many(
            self.authenticators
                .iter()
                .map(|a| streaks::less(account, a)),
        )
    }

    /// After a wrong answer: a known browser that was wrong too often loses its mark.
    pub(crate) async fn was_wrong(&self, door: &Door) -> Result<(), Stop> {
        let Some(known) = self.known else {
            return Ok(());
        };
        let stand = self.rung.read(door.reader()).await?;
        if stand.wrong >= door.config().limits.known {
            let forget = Batch::new().any(known_browsers::forget(known));
            door.commit(Upkeep::Attempt, forget).await?;
        }
        Ok(())
    }
}
