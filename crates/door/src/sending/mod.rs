//! Committing what a factor keeps with what it sends: the messages and what they cost are part of the batch. How often is
//! bounded for the account, whoever asks, and for the address.

use domain::event::Action;
use domain::ids::AccountId;
use domain::{Kind, Refusal, Span, Stop};
use factors::Letter;
use store::Batch;

use crate::Visitor;
use crate::budget::addresses::Purse;
use crate::budget::ladders::Rung;
use crate::house::Door;
use crate::house::Warrant;
use crate::outbox::Matter;

/// Messages to an account's owner.
pub(crate) struct Sends<'a> {
    pub(crate) to: AccountId,
    pub(crate) kind: &'a Kind,
    /// Where there are none, nothing is sent, and nothing spent.
    pub(crate) letters: &'a [Letter],
}

impl Door {
    /// Commits a change, and sends these with it.
    ///
    /// # Errors
    /// [`Refusal::AskedJustNow`]; [`Refusal::Wait`] where the address has asked too often; [`Refusal::KindOff`] where
    /// no message would arrive; and whatever else the change is refused by.
    pub(crate) async fn commit_sending(
        &self,
        by: impl Warrant,
        change: Batch,
        sends: Sends<'_>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        if sends.letters.is_empty() {
            return self.commit(by, change).await;
        }
        if self.is_mute() {
            return Err(Refusal::KindOff(sends.kind.clone()).into());
        }
        let (now, rung) = (self.shared_now(), Rung::of_questions(sends.to));
        let purse = Purse::of_questions(self.reader(), self.config(), seen.address);
        let paid = seen.charged.then(|| purse.spend(now));
        let mut change = change
            .all([rung.spend(&self.config().limits, now)])
            .all(paid);
        for letter in sends.letters {
            change = change.many(self.queue(sends.to, &Matter::of(letter), letter.until)?);
        }
        match self.commit(by, change).await {
            Err(Stop::Refused(Refusal::Locked)) => {
                let stand = rung.read(self.reader()).await?;
                let wait = stand.next.since(now).max(Span::seconds(1));
                Err(Refusal::AskedJustNow(wait).into())
            }
            Err(Stop::Refused(Refusal::Wait(_))) => {
                self.record_spent(Action::AddressSpent, seen).await;
                Err(Refusal::Wait(purse.refused(self).await?).into())
            }
            other => other,
        }
    }
}
