//! Three wrong answers after the right password: somebody else may know it, and its owner hears of it, once a day.

use domain::budget::purse::Spend;
use domain::event::{Action, Event};
use domain::{Kind, Refusal, Stop};
use store::Batch;

use crate::budget::spend::Attempt;
use crate::house::{Door, Upkeep};
use crate::{Visitor, audit};

const THREE: i64 = 3;

impl Door {
    /// Tells the owner, where this wrong answer was at least the third one. Whoever gave it is answered all the same
    /// where that can't be written.
    pub(super) async fn tell_of_three_wrong(&self, attempt: &Attempt, kind: &Kind, seen: &Visitor) {
        if let Err(stop) = self.told_of_three_wrong(attempt, kind, seen).await {
            tracing::error!("three wrong answers were not told: {stop:?}");
        }
    }

    async fn told_of_three_wrong(
        &self,
        attempt: &Attempt,
        kind: &Kind,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let (reader, now) = (self.reader(), self.shared_now());
        let account = attempt.rung.account;
        if attempt.rung.read(reader).await?.wrong < THREE {
            return Ok(());
        }
        let daily = self.purse(Spend::ThreeWrong, account.bytes());
        if daily.wait(reader, now).await?.is_some() {
            return Ok(());
        }
        let event = Event::refused(Action::SignInThreeWrong, Some(account)).of_kind(kind);
        let told = Batch::from(daily.spend(now)).many(audit::write::by_visitor(self, &event, seen));
        match self.commit(Upkeep::Told, told).await {
            // Another one has told it at this very moment.
            Err(Stop::Refused(Refusal::Wait(_))) => Ok(()),
            other => other,
        }
    }
}
