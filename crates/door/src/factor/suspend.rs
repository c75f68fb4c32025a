//! Suspending an enrolment of one's own, and taking it into use again.

use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Kind, Refusal, Stop};
use factors::{Enrolment, enrolment, ripening, suspects};
use store::Batch;

use super::at::At;
use super::ripens::New;
use crate::Visitor;
use crate::account::table::Account;
use crate::budget::streaks;
use crate::consequence::{By, Happens};
use crate::freshness::Freshness;
use crate::house::Door;
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;

/// What suspending an enrolment would mean, for the page that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// What it is called.
    pub name: String,
    pub kind: Kind,
    /// Nothing else that makes a second proof owed could answer afterwards.
    pub last: bool,
    /// Codes of one's own that are left for that day.
    pub codes: i64,
}

impl Door {
    /// What suspending an enrolment would mean.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::StepUp`], [`Refusal::OnlyTheLost`].
    pub async fn suspension(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
    ) -> Result<Suspension, Stop> {
        let held = self.held(live.account()).await?;
        let of = held.own(id)?;
        self.require_for(live, of, &held)?;
        let (name, kind) = (of.name.clone(), of.kind.clone());
        let left = self.left_without(held, id);
        Ok(Suspension {
            name,
            kind,
            last: left.none_if_suspended,
            codes: left.codes,
        })
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
        let (account, held) = self.own_held(live).await?;
        let of = held.own(id)?;
        self.require_for(live, of, &held)?;
        let suspend = enrolment::suspend(account.id, id, self.now(), live.id());
        let event = Event::done(Action::FactorSuspended, account.id);
        let permit = self.own(live, Verb::SuspendFactor, seen).await?;
        let what = Happening::FactorSuspended;
        let happens = Happens::new(what, account.id, By::Permit(&permit));
        let change = Batch::from(suspend).merge(self.ends(happens).await?.into());
        self.change_factor(permit, &account, of, change, event)
            .await
    }

    /// Takes an enrolment into use again: one that was suspended by any fresh second proof that it didn't give
    /// itself, or within ten minutes by the session that suspended it; what something else suspended, or too
    /// many wrong answers disabled, by a whole step-up.
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
        let (account, held) = self.own_held(live).await?;
        let of = held.own(id)?;
        let mut resume = Batch::new().any(enrolment::resume(account.id, id));
        let mistaken = self.just_suspended(live, of);
        if of.copied.is_some() || !mistaken {
            let least = match of.suspended_by {
                Some(_) => Freshness::Narrow,
                None => Freshness::Full,
            };
            let fresh = self.require(live, least).await?;
            if of.copied.is_some() {
                return Err(Refusal::MaybeCopied(of.kind.clone()).into());
            }
            if fresh == Freshness::Full {
                // Opens as well what too many wrong answers in a row have disabled (NIST SP 800-63B-4 §3.2.2).
                resume = resume.any(streaks::clear(account.id, &id.to_string()));
            }
        }
        // Whoever takes it into use again binds it anew, but for who was mistaken a moment ago.
        if of.suspended.is_some() && !mistaken {
            let new = New {
                kind: &of.kind,
                id,
                instead: None,
            };
            let ripens = self.ripens(At::Settings(live), new).await?;
            resume = resume
                .any(ripening::ripens(account.id, id, ripens))
                .any(suspects::made_by(account.id, id, live.id()));
        }
        let event = Event::done(Action::FactorResumed, account.id);
        let permit = self.own(live, Verb::ResumeFactor, seen).await?;
        self.change_factor(permit, &account, of, resume, event)
            .await
    }

    /// Whether this session has suspended it, a moment ago: whoever was mistaken may take it back.
    fn just_suspended(&self, live: &LiveSession, of: &Enrolment) -> bool {
        let oldest = self.now().minus(self.config().lengths.step_up);
        of.suspended_by == Some(live.id()) && of.suspended > Some(oldest)
    }

    async fn change_factor(
        &self,
        permit: Permit<'_>,
        account: &Account,
        of: &Enrolment,
        change: Batch,
        event: Event,
    ) -> Result<(), Stop> {
        let event = event.of_kind(&of.kind).detail(&of.name);
        let change = Batch::new().all([account.bump_revision()]).merge(change);
        self.commit(permit.recording(self, &event), change).await
    }
}
