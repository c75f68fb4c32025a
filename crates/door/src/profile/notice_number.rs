//! At which telephone number somebody is told of what happens to their account, beside their addresses: one of those to
//! which they get codes, or none.

use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::phone::Phone;
use domain::{Refusal, Secret, Stop};
use factors::Enrolment;
use store::Batch;

use crate::Visitor;
use crate::house::Door;
use crate::outbox::numbers;
use crate::rights::Verb;
use crate::session::live::LiveSession;

/// A number at which one may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeNumber {
    /// The enrolment whose it is.
    pub id: EnrolmentId,
    /// What its owner calls it.
    pub name: String,
    /// As its owner knows it and nobody else does.
    pub masked: String,
    /// Whether messages go there.
    pub chosen: bool,
}

impl Door {
    /// The numbers at which somebody may be told; none where no text messages are sent, or they have none.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn notice_numbers(&self, live: &LiveSession) -> Result<Vec<NoticeNumber>, Stop> {
        if !self.texts() {
            return Ok(Vec::new());
        }
        let chosen = numbers::chosen(self.reader(), live.account()).await?;
        let all = factors::enrolment::of_account(self.reader(), live.account()).await?;
        let shown = |of: &Enrolment| {
            let number = self.open_number(of)?;
            Some(NoticeNumber {
                id: of.id,
                name: of.name.clone(),
                masked: Phone::kept(number.expose())?.masked(),
                chosen: chosen == Some(of.id),
            })
        };
        Ok(all.iter().filter_map(shown).collect())
    }

    /// Has somebody told at this number of theirs, or at none. Whoever is told at another one is told of that.
    ///
    /// # Errors
    /// [`Refusal::StepUp`]; [`Refusal::NoSuch`] where it is none of theirs, or suspended;
    /// [`Refusal::ChangedMeanwhile`].
    pub async fn set_notice_number(
        &self,
        live: &LiveSession,
        of: Option<EnrolmentId>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::SetNoticeNumber, seen).await?;
        let (own, now) = (live.account(), self.now());
        let account = self.account_of(own).await?;
        let before = numbers::chosen(self.reader(), own).await?;
        if before == of {
            return Ok(());
        }
        let change = Batch::new()
            .all([account.bump_revision()])
            .any(numbers::give_up(own, now));
        let Some(id) = of else {
            let event = Event::done(Action::AccountNumberOff, own);
            return self.commit(permit.recording(self, &event), change).await;
        };
        let all = factors::enrolment::of_account(self.reader(), own).await?;
        let one = all.iter().find(|one| one.id == id).ok_or(Refusal::NoSuch)?;
        let number = self.open_number(one).ok_or(Refusal::NoSuch)?;
        let change = change.all([numbers::choose(self, own, id, &number)?]);
        let action = match before {
            Some(_) => Action::AccountNumberMoved,
            None => Action::AccountNumber,
        };
        let event = Event::done(action, own)
            .of_kind(&one.kind)
            .detail(&*one.name);
        self.commit(permit.recording(self, &event), change).await
    }

    /// The number of an enrolment, where messages go to it.
    fn open_number(&self, of: &Enrolment) -> Option<Secret<String>> {
        let stands = of.confirmed.is_some() && of.suspended.is_none();
        let number = self.number_in(of).filter(|_| stands)?;
        // It has to be told as well once its enrolment is gone.
        let asks = self.registry().get(&of.kind)?.asks()?;
        asks.to_dial(&self.config().settings, number.expose())
    }
}
