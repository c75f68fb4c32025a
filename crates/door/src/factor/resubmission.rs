//! The form that confirms an enrolment, sent again as by a double click: it leads to where it led.

use domain::ids::AccountId;
use domain::{Form, Kind, Refusal, Stop};

use super::at::At;
use super::commit::Done;
use super::pages::{PageRequest, Shown};
use crate::Visitor;
use crate::house::Door;
use crate::sign_in::answer::Failed;
use crate::sign_in::progress::NewSession;
use crate::sign_in::resubmission::{Does, Said, Under};
use crate::visitor::session_token::SessionToken;

impl Door {
    /// What the same form has done a moment ago, where it did nothing this time.
    pub(super) async fn enrolled_by_the_same(
        &self,
        at: At<'_>,
        asked: &PageRequest<'_>,
        form: &Form,
        shown: &Result<Shown, Stop>,
        seen: &Visitor,
    ) -> Result<Option<Done>, Stop> {
        let refusal = match shown {
            Ok(Shown::Page(_, _, Some(refusal))) | Err(Stop::Refused(refusal)) => refusal.clone(),
            Ok(Shown::Overview) => Refusal::FormUsed,
            Ok(Shown::Page(..) | Shown::Done(_)) | Err(Stop::Fault(_)) => return Ok(None),
        };
        // No other form makes a session.
        if asked.id.is_none() || asked.path != "/{id}/confirm" {
            return Ok(None);
        }
        let (does, under, account) = match at {
            At::Settings(live) => (Does::Enrol, Under::Session(&live.token), live.account()),
            At::SigningIn(pending) => (
                Does::SignIn,
                Under::Pending(&pending.token),
                pending.account,
            ),
        };
        let said = Said::code(does, under, asked.kind, form);
        let failed = Failed::unlooked_at(refusal.into());
        match self.resubmitted(said, &failed, seen).await? {
            Some(session) => self.enrolled(account, session).await.map(Some),
            None => Ok(None),
        }
    }

    /// What a form in the settings did, whose session has gone on since under another token.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn enrolment_resubmitted(
        &self,
        old: &SessionToken,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Option<Done>, Stop> {
        let said = Said::code(Does::Enrol, Under::Session(old), kind, form);
        let Some(session) = self.led_to(said, seen).await? else {
            return Ok(None);
        };
        match self.session(&session.token, seen).await? {
            Some(live) => self.enrolled(live.account(), session).await.map(Some),
            None => Ok(None),
        }
    }

    async fn enrolled(&self, account: AccountId, session: NewSession) -> Result<Done, Stop> {
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        Ok(Done {
            session: Some(session),
            show: None,
            first: self.factors_among(&all) == 1,
            enrolled: true,
        })
    }
}
