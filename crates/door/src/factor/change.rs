//! Renaming an enrolment of one's own.

use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Refusal, Stop};
use factors::{Enrolment, enrolment};
use store::Batch;

use crate::Visitor;
use crate::account::table::Account;
use crate::enrolments::held::Held;
use crate::house::Door;
use crate::rights::Verb;
use crate::session::live::LiveSession;

impl Door {
    /// One's own confirmed enrolment; anybody else's is as if it didn't exist.
    async fn own_enrolment(&self, live: &LiveSession, id: EnrolmentId) -> Result<Enrolment, Stop> {
        let all = factors::enrolment::of_account(self.reader(), live.account()).await?;
        Ok(all
            .into_iter()
            .find(|e| e.id == id && e.exists())
            .ok_or(Refusal::NoSuch)?)
    }

    /// One's account and what it has: the revision is read before anything that a decision leans on.
    pub(super) async fn own_held(&self, live: &LiveSession) -> Result<(Account, Held), Stop> {
        let account = self.account_of(live.account()).await?;
        let held = self.held(account.id).await?;
        Ok((account, held))
    }

    /// Gives an enrolment another name; not sensitive.
    ///
    /// # Errors
    /// [`Refusal::InvalidLabel`], [`Refusal::NoSuch`].
    pub async fn rename_factor(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
        name: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::RenameFactor, seen).await?;
        let of = self.own_enrolment(live, id).await?;
        let name = Label::read(name)?;
        let event = Event::done(Action::FactorRenamed, live.account())
            .of_kind(&of.kind)
            .detail(name.as_str());
        let change = Batch::new().all([enrolment::rename(live.account(), id, name.as_str())]);
        self.commit(permit.recording(self, &event), change).await
    }
}
