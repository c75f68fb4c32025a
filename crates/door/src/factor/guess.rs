//! What is typed at a factor's page could be guessed, as at sign-in, where it is for something that is on, or was sent
//! to confirm it: it draws on the same budgets, before it is looked at.

use domain::event::{Action, Event};
use domain::{Refusal, Stop};
use factors::{Enrolment, Shown};

use crate::budget::spend::Attempt;
use crate::house::Door;
use crate::house::Upkeep;
use crate::{Visitor, audit};

impl Door {
    pub(super) async fn spend_on_guess(
        &self,
        of: &Enrolment,
        seen: &Visitor,
    ) -> Result<Attempt, Stop> {
        let id = of.id.to_string();
        if self.disabled(of.account).await?.contains(&id) {
            return Err(Refusal::Locked.into());
        }
        self.spend_second(of.account, &of.kind, std::slice::from_ref(of), seen)
            .await
    }

    /// What was wrong stays spent, and its owner is told; all else was right, or not looked at.
    pub(super) async fn guessed(
        &self,
        of: &Enrolment,
        attempt: Attempt,
        shown: &Result<Shown, Stop>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let Ok(Shown::Refused(Refusal::WrongCode(_), ..)) = shown else {
            return self.commit(Upkeep::Attempt, attempt.give_back()).await;
        };
        let action = if of.exists() {
            Action::FactorResynced
        } else {
            Action::SignInCode
        };
        let event = Event::refused(action, Some(of.account))
            .of_kind(&of.kind)
            .detail(&of.name);
        self.record(audit::write::by_visitor(self, &event, seen))
            .await;
        attempt.was_wrong(self).await
    }
}
