//! Renaming, suspending and resuming an enrolment of one's own.

use domain::account::Label;
use domain::event::Event;
use domain::ids::EnrolmentId;
use domain::{Refusal, Stop};
use factors::{Enrolment, enrolment};
use store::Batch;

use crate::budget::streaks;
use crate::house::Door;
use crate::session::live::LiveSession;
use crate::step_up::Freshness;
use crate::{Visitor, audit};

impl Door {
    /// One's own confirmed enrolment; anybody else's is as if it didn't exist.
    pub(crate) async fn own_enrolment(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
    ) -> Result<Enrolment, Stop> {
        let all = factors::enrolment::of_account(self.reader(), live.account()).await?;
        Ok(all
            .into_iter()
            .find(|e| e.id == id && e.exists())
            .ok_or(Refusal::NoSuch)?)
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
        let of = self.own_enrolment(live, id).await?;
        let name = Label::read(name)?;
        let event = Event::done("factor.renamed", live.account())
            .of_kind(&of.kind)
            .detail(name.as_str());
        Batch::new()
            .all(live.still())
            .all([enrolment::rename(live.account(), id, name.as_str())])
            .add(audit::write::free(self, &event, seen))
            .commit(self.store())
            .await
    }

    /// Suspends an enrolment that its owner doesn't have at hand: it answers no more, and is still
    /// owed.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::NoSuch`], [`Refusal::ChangedMeanwhile`].
    pub async fn suspend_factor(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        self.require_for(live, &self.own_enrolment(live, id).await?)
            .await?;
        let change = Batch::from(enrolment::suspend(live.account(), id, self.now()));
        self.change_factor(live, id, change, "factor.suspended", seen)
            .await
    }

    /// Takes an enrolment into use again that was suspended, or disabled by too many wrong answers.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`], [`Refusal::NoSuch`]; [`Refusal::MaybeCopied`] where it is
    /// suspended for good.
    pub async fn resume_factor(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        self.require(live, Freshness::Full).await?;
        let of = self.own_enrolment(live, id).await?;
        if of.copied.is_some() {
            return Err(Refusal::MaybeCopied(of.kind).into());
        }
        // Opens as well what too many wrong answers in a row have disabled (NIST SP 800-63B-4 §3.2.2).
        let change = Batch::new()
            .any(enrolment::resume(live.account(), id))
            .any(streaks::clear(live.account(), &id.to_string()));
        self.change_factor(live, id, change, "factor.resumed", seen)
            .await
    }

    async fn change_factor(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
        change: Batch,
        action: &'static str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let account = self.account_of(live.account()).await?;
        let of = self.own_enrolment(live, id).await?;
        let event = Event::done(action, account.id)
            .of_kind(&of.kind)
            .detail(&of.name);
        Batch::new()
            .all(live.still())
            .all([account.turn(false)])
            .merge(change)
            .add(audit::write::by_visitor(self, &event, seen))
            .commit(self.store())
            .await
    }
}
