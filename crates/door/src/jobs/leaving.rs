//! What the job `leaving` does: what its owner wanted gone is removed, once another factor counts in full.

use domain::event::{Action, Event};
use domain::{Refusal, Span, Stop};
use factors::ripening::{self, Leaving};
use store::Batch;

use crate::audit;
use crate::enrolments::held::Held;
use crate::house::{Door, Upkeep};
use crate::outbox::numbers;

/// When it is looked at again where nothing else counts in full yet.
const AGAIN: Span = Span::hours(1);

impl Door {
    pub(super) async fn remove_leaving(&self) -> Result<(), Stop> {
        loop {
            let due = ripening::leaving(self.reader(), self.now()).await?;
            if due.is_empty() {
                return Ok(());
            }
            for one in &due {
                self.remove_one_leaving(one).await?;
            }
        }
    }

    async fn remove_one_leaving(&self, one: &Leaving) -> Result<(), Stop> {
        let account = self.account_of(one.account).await?;
        let held = self.held(one.account).await?;
        if !account.enabled || !self.has_a_ripe_one_beside(&held, one) {
            return self.later(one).await;
        }
        let event = Event::done(Action::FactorRemoved, one.account)
            .of_kind(&one.kind)
            .detail(&one.name);
        let change = Batch::new()
            .all([account.bump_revision(), one.remove()])
            .any(numbers::give_up_one(one.account, one.id, self.now()))
            .many(audit::write::by(self, &event, String::new(), None));
        match self.commit(Upkeep::Sweeping, change).await {
            // Its owner has changed something at that moment.
            Err(Stop::Refused(Refusal::ChangedMeanwhile | Refusal::NoSuch)) => {
                self.later(one).await
            }
            other => other,
        }
    }

    /// It is looked at again a while later.
    async fn later(&self, one: &Leaving) -> Result<(), Stop> {
        let later = one.later(self.now().plus(AGAIN));
        self.commit(Upkeep::Sweeping, Batch::new().any(later)).await
    }

    fn has_a_ripe_one_beside(&self, held: &Held, leaving: &Leaving) -> bool {
        let mut beside = self.answering(held).filter(|one| one.id != leaving.id);
        beside.any(|one| self.counts(&held.site, &held.all, one).is_ripe())
    }
}
