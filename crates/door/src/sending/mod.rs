//! Messages that people ask for, as a code that is to be typed: what a factor keeps of one, the message and what it
//! costs are one batch. How often is bounded by the table in [`limits`].

mod daily;
mod limits;
mod told;

use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::phone::Phone;
use domain::{Kind, Refusal, Span, Stop};
use factors::{Asker, Letter};
use store::{Batch, Statement};

use self::limits::Limit;
use crate::house::{Door, Warrant};
use crate::{Visitor, audit};

/// Messages to an account's owner, whom somebody asks by them.
pub(crate) struct Sends<'a> {
    pub(crate) to: AccountId,
    /// On whose behalf they are asked.
    pub(crate) asker: Asker,
    pub(crate) kind: &'a Kind,
    /// Where there are none, nothing is sent, and nothing spent.
    pub(crate) letters: &'a [Letter],
    /// Whether they are to confirm what is being set up.
    pub(crate) confirming: bool,
}

impl Door {
    /// Commits a change, and sends these with it.
    ///
    /// # Errors
    /// [`Refusal::AskedJustNow`]; [`Refusal::MessagesSpent`] where as many were sent as may be; [`Refusal::KindOff`]
    /// where no message would arrive; and whatever else the change is refused by.
    pub(crate) async fn commit_sending(
        &self,
        by: impl Warrant + Clone,
        change: Batch,
        sends: Sends<'_>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let Some(first) = sends.letters.first() else {
            return self.commit(by, change).await;
        };
        if !self.reaches(first.goes) {
            return Err(Refusal::KindOff(sends.kind.clone()).into());
        }
        let (now, limits) = (self.shared_now(), self.limits(&sends, seen).await?);
        let mut letters = Batch::new();
        for letter in sends.letters {
            letters = letters.many(self.queue_letter(sends.to, &sends.asker, letter)?);
            if sends.confirming {
                letters = letters.many(self.said_who_asks(&sends, letter, seen));
            }
        }
        let paid_by = |limits: &[Limit]| {
            let paid = limits.iter().map(|limit| limit.purse.spend(now));
            change.clone().all(paid).merge(letters.clone())
        };
        let first = paid_by(&limits);
        let mut came = self.commit(by.clone(), first).await;
        let mut met = limits;
        if matches!(came, Err(Stop::Refused(Refusal::Wait(_)))) {
            // Of several at once for what is left of somebody's own share one gets it; the others go on by what all have.
            let again = self.limits(&sends, seen).await?;
            if !Limit::are_alike(&met, &again) {
                came = self.commit(by, paid_by(&again)).await;
                met = again;
            }
        }
        match came {
            Err(Stop::Refused(Refusal::Wait(_))) => Err(self.met(&met, &sends, seen).await?.into()),
            other => other,
        }
    }

    /// Who has a code sent to what may be anybody's, so that whoever keeps others from adding it is found. Of a number its
    /// end stands there; the rest is kept sealed.
    fn said_who_asks(&self, sends: &Sends<'_>, letter: &Letter, seen: &Visitor) -> Vec<Statement> {
        let number = Phone::kept(letter.target.expose());
        let event = Event::done(Action::MessageConfirming, sends.to)
            .of_kind(sends.kind)
            .detail(number.map_or_else(String::new, |number| number.masked()));
        audit::write::by_visitor(self, &event, seen)
    }

    /// What whoever met a limit is told. All but the shortest is written down.
    async fn met(
        &self,
        limits: &[Limit],
        sends: &Sends<'_>,
        seen: &Visitor,
    ) -> Result<Refusal, Stop> {
        let now = self.shared_now();
        for limit in limits {
            let Some(wait) = limit.purse.wait(self.reader(), now).await? else {
                continue;
            };
            let wait = wait.max(Span::seconds(1));
            if limit.word.is_empty() {
                return Ok(Refusal::AskedJustNow(wait));
            }
            let event = Event::refused(Action::MessagesSpent, Some(sends.to))
                .of_kind(sends.kind)
                .detail(limit.word);
            self.record([audit::write::folded(self, &event, seen, limit.word)])
                .await;
            return Ok(Refusal::MessagesSpent(wait));
        }
        // One was given back meanwhile.
        Ok(Refusal::AskedJustNow(Span::seconds(1)))
    }
}
