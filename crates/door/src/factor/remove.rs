//! Removing an enrolment: one's own after step-up, or somebody's by an administrator with a reason.

use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Kind, Refusal, Ripeness, Stop, Timestamp};
use factors::{Enrolment, enrolment, ripening};
use store::Batch;

use crate::account::bare;
use crate::account::table::Account;
use crate::budget::{ladders, streaks};
use crate::consequence::{By, Happens};
use crate::enrolments::held::Held;
use crate::freshness::Freshness;
use crate::house::Door;
use crate::outbox::numbers;
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;
use crate::{Actor, FactorView, Visitor};

/// What removing an enrolment would mean, for the page that asks.
#[derive(Clone, Debug)]
pub struct Removal {
    pub name: String,
    pub kind: Kind,
    /// It is the last factor: no second proof is owed afterwards.
    pub last: bool,
    /// Others are there, and none of them could answer: how many codes of one's own are left for that day. None where
    /// another could, or where no second proof is owed afterwards.
    pub shut: Option<i64>,
    /// Policy requires a factor, so the last one stays.
    pub required: bool,
    /// The kind that would be left alone and may not be, so that this one stays.
    pub alone: Option<Kind>,
    /// Codes left, for what is used up.
    pub left: i64,
    /// It is suspended at once, and goes then, once another counts in full; none where it goes at once.
    pub later: Option<Timestamp>,
    /// It can't be removed by what was proved, only suspended.
    pub only_suspends: bool,
}

/// What becomes of an enrolment that its owner removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    AtOnce,
    /// It is suspended, and goes then.
    From(Timestamp),
}

impl Door {
    /// What removing an enrolment would mean.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::StepUp`].
    pub async fn removal(&self, live: &LiveSession, id: EnrolmentId) -> Result<Removal, Stop> {
        let held = self.held(live.account()).await?;
        let of = held.own(id)?.clone();
        let fresh = self.require_for_removal(live, &of, &held)?;
        let (last, required, alone) = self.is_last(&held, &of).await?;
        let (later, only_suspends) = match self.goes(&held, fresh, &of) {
            Some(Removed::AtOnce) => (None, false),
            Some(Removed::From(at)) => (Some(at), false),
            None => (None, true),
        };
        let left = self.left_without(held, id);
        let shut = match later {
            Some(_) => left.none_if_suspended,
            None => left.none_if_removed,
        };
        Ok(Removal {
            shut: shut.then_some(left.codes),
            later,
            only_suspends,
            name: of.name,
            kind: of.kind,
            last,
            required: last && required,
            alone,
            left: of.codes_left,
        })
    }

    /// When an enrolment goes that is removed by proofs that open so much; none where they only suspend it. The narrow
    /// way suspends, and where nothing else counts in full yet, every way does.
    fn goes(&self, held: &Held, fresh: Freshness, of: &Enrolment) -> Option<Removed> {
        if self.is_fallback(&of.kind) || fresh == Freshness::Younger {
            return Some(Removed::AtOnce);
        }
        let others = self.answering(held).filter(|one| one.id != of.id);
        let others: Vec<_> = others.collect();
        let authorises =
            |one: &&&Enrolment| self.counts(&held.site, &held.all, one) != Ripeness::Unripe;
        let ripe_from = others.iter().map(|one| one.ripens.at).min();
        let narrow = fresh == Freshness::Narrow;
        match ripe_from {
            Some(at) if narrow || !others.iter().any(|one| authorises(&one)) => {
                let least = self.now().plus(self.still_sets());
                Some(Removed::From(if narrow { at.max(least) } else { at }))
            }
            None if narrow => None,
            _ => Some(Removed::AtOnce),
        }
    }

    /// Whether it is the last factor, whether one is required, and which kind would be left alone that may not be.
    async fn is_last(
        &self,
        held: &Held,
        of: &Enrolment,
    ) -> Result<(bool, bool, Option<Kind>), Stop> {
        let required = self.is_required(of.account, &held.site).await?;
        let others: Vec<_> = held.all.iter().filter(|one| one.id != of.id).collect();
        let left = self.factors_among(others.iter().copied());
        let last = self.factors_among(&held.all) > 0 && left == 0;
        let alone = self.left_alone(&others);
        // What was alone before may go, one after the other.
        let alone = alone.filter(|_| self.stands_alone(&of.kind));
        Ok((last, required, alone))
    }

    /// Removes an enrolment of one's own.
    ///
    /// # Errors
    /// [`Refusal::FactorRequired`] for the last factor where policy requires one; [`Refusal::NotAlone`] where it would
    /// leave one alone that may not be;
    /// [`Refusal::PasswordTooShort`] where the password is too short to stand alone.
    pub async fn remove_factor(
        &self,
        live: &LiveSession,
        id: EnrolmentId,
        seen: &Visitor,
    ) -> Result<Removed, Stop> {
        let (account, held) = self.own_held(live).await?;
        let of = held.own(id)?;
        let fresh = self.require_for_removal(live, of, &held)?;
        let (last, required, alone) = self.is_last(&held, of).await?;
        if last && required {
            return Err(Refusal::FactorRequired.into());
        }
        if let Some(kind) = alone {
            return Err(Refusal::NotAlone(kind).into());
        }
        if last && account.short_password {
            return Err(Refusal::PasswordTooShort(self.config().password_least.alone).into());
        }
        let goes = self.goes(&held, fresh, of);
        let goes = goes.ok_or(Refusal::OnlyTheLost)?;
        let permit = self.own(live, Verb::RemoveFactor, seen).await?;
        if let Removed::From(at) = goes {
            self.leave(permit, live, (&account, of), at).await?;
            return Ok(goes);
        }
        let event = Event::done(Action::FactorRemoved, account.id)
            .of_kind(&of.kind)
            .detail(&of.name);
        let what = Happening::FactorRemoved;
        let happens = Happens::new(what, account.id, By::Permit(&permit));
        let ends = self.ends(happens).await?;
        let change = Batch::from(ends)
            .all([account.bump_revision(), enrolment::remove(account.id, id)])
            .any(numbers::give_up_one(account.id, id, self.now()))
            // A policy made at this moment would otherwise find the factor gone.
            .all(last.then(|| held.site.bump_revision()))
            .many(last.then(|| bare::note(account.id, self.now())));
        self.commit(permit.recording(self, &event), change).await?;
        Ok(goes)
    }

    /// Suspends it at once; it goes later.
    async fn leave(
        &self,
        permit: Permit<'_>,
        live: &LiveSession,
        (account, of): (&Account, &Enrolment),
        at: Timestamp,
    ) -> Result<(), Stop> {
        let event = Event::done(Action::FactorLeaving, account.id)
            .of_kind(&of.kind)
            .detail(&of.name);
        let what = Happening::FactorLeaving;
        let happens = Happens::new(what, account.id, By::Permit(&permit));
        let leave = ripening::leave(of, self.now(), live.id(), at);
        let change = Batch::from(self.ends(happens).await?).all([account.bump_revision(), leave]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// What somebody has, for whoever may help them.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn user_factors(&self, actor: &Actor, name: &str) -> Result<Vec<FactorView>, Stop> {
        let (_, account) = self.may_upon_named(actor, Verb::UserFactors, name).await?;
        self.factors_of(account.id).await
    }

    /// Removes one enrolment of somebody with a reason, or every one: then their waits and streaks go too, and
    /// their device passwords, of which it says how many there were.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::NotAllowed`], [`Refusal::NoSuch`].
    pub async fn remove_user_factors(
        &self,
        actor: &Actor,
        name: &str,
        which: Option<EnrolmentId>,
        reason: &str,
    ) -> Result<usize, Stop> {
        let (mut permit, account) = self
            .may_upon_named(actor, Verb::RemoveUserFactors, name)
            .await?;
        let reason = permit.because(reason)?;
        let event = Event::done(Action::FactorRemovedByAdministrator, account.id).detail(reason);
        let what = match which {
            Some(_) => Happening::FactorRemovedByAdministrator,
            // Whoever had them could go on by what they made.
            None => Happening::FactorsRemovedByAdministrator,
        };
        let happens = Happens::new(what, account.id, By::Permit(&permit));
        let ends = self.ends(happens).await?;
        let count = ends.device_passwords;
        let batch = Batch::new()
            .all([account.bump_revision()])
            .merge(ends.into());
        let batch = match which {
            Some(id) => batch
                .all([enrolment::remove(account.id, id)])
                .any(numbers::give_up_one(account.id, id, self.now()))
                .any(streaks::clear(account.id, &id.to_string())),
            None => batch
                .any(enrolment::remove_all(account.id))
                .any(numbers::give_up(account.id, self.now()))
                .many(ladders::clear_all(account.id))
                .any(streaks::clear_all(account.id)),
        };
        self.commit(permit.recording(self, &event), batch).await?;
        Ok(count)
    }
}
