//! Asking a factor about an answer: its attempt is spent first where it could be guessed, and what comes back
//! proves nothing before it is committed.

use domain::budget::Ladder;
use domain::event::{Action, Event};
use domain::ids::{AccountId, EnrolmentId};
use domain::ripeness::Waits;
use domain::{Fault, Form, Kind, Language, Refusal, Ripeness, Stop};
use factors::{Answer, Answered, Claim, Enrolment, Factor, Goes, Verdict, Why, ripening};

use super::answer::Answering;
use super::entry::Proven;
use crate::budget::spend::{Attempt, Spending};
use crate::budget::streaks;
use crate::enrolments::Shut;
use crate::house::Door;
use crate::house::Upkeep;
use crate::known::table as known_browsers;
use crate::{Visitor, audit};

/// What a factor made of an answer.
pub(crate) enum Judged {
    /// It would prove something.
    Right(Box<Proven>),
    Wrong(Why),
    /// It has to be answered elsewhere first.
    NotYet,
}

impl Door {
    /// Spends an attempt where it could be guessed, then asks the factor; what comes back proves nothing
    /// before it is committed.
    pub(super) async fn judge(
        &self,
        who: Answering<'_>,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<(Judged, Option<Attempt>), Stop> {
        let account = who.account;
        let factor = self.factor(kind)?;
        let answered = factor.about().answered;
        let signed = answered == Answered::Signed;
        let (open, shut) = self.asked_of(who, kind).await?;
        if let Some(shut) = shut
            && (!signed || shut == Shut::Off)
        {
            return Err(self.refuse_shut(account, kind, shut, seen).await);
        }
        let answer = factor.read(form)?;
        if signed || answered == Answered::Elsewhere {
            // Even a suspended one is looked at: it shows whether there is a copy.
            return match (self.weigh(who, factor, &open, answer, seen).await?, shut) {
                (Judged::Wrong(_), Some(shut)) => {
                    Err(self.refuse_shut(account, kind, shut, seen).await)
                }
                (judged, _) => Ok((judged, None)),
            };
        }
        let attempt = self.spend_second(account, kind, &open, seen).await?;
        match self.weigh(who, factor, &open, answer, seen).await {
            Ok(Judged::NotYet) => {
                self.commit(Upkeep::Attempt, attempt.give_back()).await?;
                Ok((Judged::NotYet, None))
            }
            Ok(judged) => Ok((judged, Some(attempt))),
            // Not looked at, so not wrong.
            Err(Stop::Refused(Refusal::Busy)) => {
                self.commit(Upkeep::Attempt, attempt.give_back()).await?;
                Err(Refusal::Busy.into())
            }
            Err(stop) => Err(stop),
        }
    }

    /// Has the factor look at an answer.
    pub(super) async fn weigh(
        &self,
        who: Answering<'_>,
        factor: &dyn Factor,
        of: &[Enrolment],
        answer: Answer,
        seen: &Visitor,
    ) -> Result<Judged, Stop> {
        let words = self.words(Language::FIRST, "");
        let at = self.context(&words, who.asker);
        match factor.check(&at, of, answer).await? {
            Verdict::Right(claim) => {
                let claim = self.without_waiting(claim, who, factor);
                let claim = self.sooner(claim, of);
                let others = of.iter().filter(|e| e.id != claim.of);
                let unproved = others
                    .map(|e| streaks::less(who.account, &e.id.to_string()))
                    .collect();
                let counted = self.counted(who.account, of, claim.of).await?;
                let proven = Proven::new(factor.about(), claim, counted, self.config(), at.now);
                Ok(Judged::Right(Box::new(proven.of_several(unproved))))
            }
            Verdict::Wrong(why) => Ok(Judged::Wrong(why)),
            Verdict::NotYet => Ok(Judged::NotYet),
            Verdict::Suspect(suspicion) => {
                self.suspect(of, suspicion, seen).await.map(Judged::Wrong)
            }
        }
    }

    /// With a wait that would last too long made shorter.
    fn sooner(&self, claim: Claim, of: &[Enrolment]) -> Claim {
        let one = of.iter().find(|one| one.id == claim.of);
        let wait = self.config().lengths.ripens;
        let sooner = one.and_then(|one| Some((one, one.ripens.sooner(self.now(), wait)?)));
        match sooner {
            Some((one, at)) => claim.then(ripening::sooner(one, at)),
            None => claim,
        }
    }

    /// How much the one counts that answered, of those that could.
    async fn counted(
        &self,
        account: AccountId,
        of: &[Enrolment],
        id: EnrolmentId,
    ) -> Result<Ripeness, Stop> {
        let one = of.iter().find(|one| one.id == id);
        let one = one.ok_or_else(|| Fault::new("an answer of nothing that was asked"))?;
        if one.ripens.waits != Waits::Older {
            return Ok(self.ripeness(one, false));
        }
        let held = self.held(account).await?;
        Ok(self.counts(&held.site, &held.all, one))
    }

    /// With what was sent once more and waits given up: its code is used.
    fn without_waiting(&self, claim: Claim, who: Answering<'_>, factor: &dyn Factor) -> Claim {
        let to_number = factor
            .asks()
            .is_some_and(|asks| asks.goes() == Goes::ToNumber);
        if !to_number {
            return claim;
        }
        let void = self.void_letter(who.account, claim.of, &who.asker);
        claim.then(void)
    }

    /// Refuses an answer of a kind that isn't asked for.
    async fn refuse_shut(
        &self,
        account: AccountId,
        kind: &Kind,
        shut: Shut,
        seen: &Visitor,
    ) -> Stop {
        let (action, why) = match shut {
            Shut::Off => (Action::SignInKindOff, ""),
            Shut::Suspended(_) => (Action::SignInCode, "suspended"),
            Shut::Locked => (Action::SignInCode, "locked"),
        };
        let event = Event::refused(action, Some(account))
            .of_kind(kind)
            .detail(why);
        self.record([audit::write::folded(self, &event, seen, why)])
            .await;
        shut.refusal(kind).into()
    }

    /// Spends an attempt on second factors.
    pub(crate) async fn spend_second(
        &self,
        account: AccountId,
        kind: &Kind,
        of: &[Enrolment],
        seen: &Visitor,
    ) -> Result<Attempt, Stop> {
        let known =
            known_browsers::find(self.reader(), seen.known.as_ref(), account, self.now()).await?;
        let authenticators = of.iter().map(|e| e.id.to_string()).collect();
        let mut attempt = Attempt::new(self, account, Ladder::Second, known, authenticators, seen);
        let refusal = match attempt.spend(self).await? {
            Spending::Taken => return Ok(attempt),
            Spending::AddressWaits(wait) => {
                self.record_spent(Action::AddressSpent, seen).await;
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderWaits(wait) => Refusal::Wait(wait),
            Spending::LadderShut => Refusal::Locked,
        };
        let event = Event::refused(Action::SignInCode, Some(account))
            .of_kind(kind)
            .detail("wait");
        self.record([audit::write::folded(self, &event, seen, "wait")])
            .await;
        Err(refusal.into())
    }
}
