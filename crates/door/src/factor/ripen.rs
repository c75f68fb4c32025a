//! Ending the wait of somebody's enrolment, by an administrator who has made sure whom they talk to.

use domain::Stop;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Refusal, Ripeness};
use factors::ripening;
use store::Batch;

use crate::Actor;
use crate::house::Door;
use crate::rights::Verb;

impl Door {
    /// Has somebody's enrolment count in full at once, with a reason.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::NotAllowed`]; [`Refusal::NoSuch`] where there is none that waits.
    pub async fn ripen_factor(
        &self,
        actor: &Actor,
        name: &str,
        id: EnrolmentId,
        reason: &str,
    ) -> Result<(), Stop> {
        let (mut permit, account) = self.may_upon_named(actor, Verb::RipenFactor, name).await?;
        let reason = permit.because(reason)?;
        let held = self.held(account.id).await?;
        let waits = |one: &&factors::Enrolment| {
            one.exists() && self.counts(&held.site, &held.all, one) != Ripeness::Ripe
        };
        let of = held.find(id).filter(waits).ok_or(Refusal::NoSuch)?;
        let event = Event::done(Action::FactorRipenedByAdministrator, account.id)
            .of_kind(&of.kind)
            .detail(reason);
        let change = Batch::new().all([
            account.bump_revision(),
            ripening::ripe(account.id, id, self.now()),
        ]);
        self.commit(permit.recording(self, &event), change).await
    }
}
