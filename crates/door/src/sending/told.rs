//! How many text messages tell of what happened: of what can be stopped so many an account and day, of what can't be
//! two, since strangers cause that; and of the first a site sends as many to all as it sends codes. What is beyond waits,
//! and leaves as one message; mail isn't kept waiting.

use domain::budget::purse::Spend;
use domain::{Kind, Refusal, Span, Stop};
use store::Batch;

use super::daily::Daily;
use crate::budget::addresses::Purse;
use crate::house::{Door, Upkeep};
use crate::outbox::{Envelope, numbers};

/// What a message is paid from before it leaves.
pub(crate) struct Price {
    account: Purse,
    /// One of these: what is each one's own, or what all have.
    site: Vec<Purse>,
}

impl Price {
    /// The ways in which it can be paid, one after the other.
    fn ways(&self) -> Vec<Vec<&Purse>> {
        let with = |one| vec![&self.account, one];
        match self.site.is_empty() {
            true => vec![vec![&self.account]],
            false => self.site.iter().map(with).collect(),
        }
    }

    /// How long until it can be paid.
    async fn wait(&self, door: &Door) -> Result<Span, Stop> {
        let (reader, now) = (door.reader(), door.shared_now());
        let mut site: Option<Span> = None;
        for purse in &self.site {
            let wait = purse.wait(reader, now).await?.unwrap_or(Span::ZERO);
            site = Some(site.map_or(wait, |least| least.min(wait)));
        }
        let account = self.account.wait(reader, now).await?;
        let longest = account.max(site).unwrap_or(Span::ZERO);
        Ok(longest.max(Span::seconds(1)))
    }
}

impl Door {
    /// Commits the taking of a message and what it costs; where it can't be paid, nothing, and says for how long not.
    pub(crate) async fn commit_paid(
        &self,
        taken: &Batch,
        price: Option<&Price>,
    ) -> Result<Option<Span>, Stop> {
        let Some(price) = price else {
            self.commit(Upkeep::Sending, taken.clone()).await?;
            return Ok(None);
        };
        for way in price.ways() {
            let now = self.shared_now();
            let paid = taken.clone().all(way.iter().map(|purse| purse.spend(now)));
            match self.commit(Upkeep::Sending, paid).await {
                Err(Stop::Refused(Refusal::Wait(_))) => {}
                other => return other.map(|()| None),
            }
        }
        price.wait(self).await.map(Some)
    }

    /// What a message is paid from; none where it costs nothing. Each try is paid for, since a gateway that answers too
    /// late may have taken it.
    pub(crate) async fn price(
        &self,
        message: &Envelope,
        can_be_stopped: bool,
    ) -> Result<Option<Price>, Stop> {
        let to = &message.first;
        let Some(enrolment) = numbers::enrolment_at(&to.address) else {
            return Ok(None);
        };
        let Some(kept) = numbers::kept(self.reader(), to.account, enrolment).await? else {
            return Ok(None);
        };
        let id = to.account.bytes();
        if !can_be_stopped {
            let account = self.purse(Spend::ToldOthers, id);
            let site = Vec::new();
            return Ok(Some(Price { account, site }));
        }
        let site = self.daily_of(&kept.kind).await?.map(|daily| {
            let kind = kept.kind.as_str().as_bytes();
            vec![
                self.purse(Spend::ToldOwn, id).holding(daily.own),
                self.purse(Spend::ToldSite, kind).holding(daily.shared),
            ]
        });
        Ok(Some(Price {
            account: self.purse(Spend::ToldAccount, id),
            site: site.unwrap_or_default(),
        }))
    }

    /// How many messages of a kind the site sends a day; none where that costs nothing, or the kind is there no more.
    async fn daily_of(&self, kind: &Kind) -> Result<Option<Daily>, Stop> {
        match self.daily(kind).await {
            Err(Stop::Refused(Refusal::UnknownKind(_))) => Ok(None),
            other => other,
        }
    }
}
