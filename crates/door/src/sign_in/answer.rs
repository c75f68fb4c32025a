//! Answering for a second factor: at sign-in and at step-up through the same lines, with the attempt
//! spent before the answer is looked at.

use domain::budget::Ladder;
use domain::event::Event;
use domain::ids::AccountId;
use domain::{Form, Kind, Language, Refusal, Stop};
use factors::{Enrolment, Verdict, Why};

use super::admit::{Also, Entry, NewSession, Outcome, Proven};
use super::again::{Does, Said};
use super::pending::Pending;
use crate::budget::spend::{Attempt, Spending};
use crate::budget::streaks;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;
use crate::{Visitor, audit};

/// What a factor made of an answer.
enum Judged {
    /// It would prove something.
    Right(Proven),
    /// It proves nothing.
    Wrong(Why),
}

/// An answer that came to nothing.
pub(crate) struct Failed {
    pub stop: Stop,
    /// What was wrong with it, where it was looked at.
    pub why: Option<Why>,
    /// What was spent on it.
    pub attempt: Option<Attempt>,
}

impl Failed {
    /// Without having been looked at.
    pub(crate) const fn unlooked_at(stop: Stop) -> Self {
        Self {
            stop,
            why: None,
            attempt: None,
        }
    }
}

impl Door {
    /// Answers for a pending sign-in.
    ///
    /// # Errors
    /// [`Refusal::WrongCode`] whatever is wrong with the code; [`Refusal::NotACode`] where nothing
    /// was spent; [`Refusal::KindOff`]; [`Refusal::Wait`], [`Refusal::Locked`];
    /// [`Refusal::SignInOver`].
    pub async fn answer(
        &self,
        pending: &Pending,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        // Policy may change while an answer is looked at: then it is looked at once more.
        for _ in 0..2 {
            match self.answer_once(pending, kind, form, seen).await {
                Err(Stop::Refused(Refusal::SignInOver | Refusal::ChangedMeanwhile)) => {}
                other => return other,
            }
            if self.pending(&pending.token).await?.is_none() {
                break;
            }
        }
        Err(Refusal::SignInOver.into())
    }

    async fn answer_once(
        &self,
        pending: &Pending,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let said = Said::code(Does::SignIn, &pending.token, kind, form);
        let entry = |proven| Entry::Pending(pending, proven, said);
        let account = pending.account;
        let tried = self
            .try_answer(account, kind, form, entry, Also::default(), seen)
            .await;
        let failed = match tried {
            Ok(outcome) => return Ok(outcome),
            Err(failed) => failed,
        };
        // The other half of a double click is no replay.
        if let Some(new) = self.said_again(said, &failed, seen).await? {
            let next = pending.next.clone();
            return Ok(Outcome::In(NewSession { next, ..new }));
        }
        self.was_wrong("sign-in.code", account, kind, &failed, seen)
            .await?;
        Err(failed.stop)
    }

    /// Spends an attempt, asks the factor, and admits by what it claims.
    pub(crate) async fn try_answer<'a>(
        &self,
        account: AccountId,
        kind: &Kind,
        form: &Form,
        entry: impl FnOnce(Proven) -> Entry<'a>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Outcome, Failed> {
        let (judged, attempt) = self
            .judge(account, kind, form, seen)
            .await
            .map_err(Failed::unlooked_at)?;
        let failed = |stop, why| Failed {
            stop,
            why,
            attempt: Some(attempt),
        };
        match judged {
            Judged::Wrong(why) => Err(failed(Refusal::WrongCode(kind.clone()).into(), Some(why))),
            Judged::Right(proven) => match self.admit(entry(proven), also, seen).await {
                Ok(outcome) => Ok(outcome),
                // Right a moment ago, and used in between.
                Err(stop @ Stop::Refused(Refusal::WrongCode(_))) => {
                    Err(failed(stop, Some(Why::Used)))
                }
                Err(stop) => Err(failed(stop, None)),
            },
        }
    }

    /// Counts and writes down a wrong answer; one that wasn't looked at is none.
    pub(crate) async fn was_wrong(
        &self,
        action: &'static str,
        account: AccountId,
        kind: &Kind,
        failed: &Failed,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let (Some(why), Some(attempt)) = (failed.why, &failed.attempt) else {
            return Ok(());
        };
        attempt.was_wrong(self).await?;
        self.tell_wrong(action, account, kind, why, seen).await;
        Ok(())
    }

    /// Spends an attempt, then asks the factor; what comes back proves nothing before it is
    /// committed.
    async fn judge(
        &self,
        account: AccountId,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<(Judged, Attempt), Stop> {
        let factor = self.factor(kind)?;
        let site = Site::read(self.reader()).await?;
        let enrolments = self.confirmed_of(account, kind).await?;
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        if !site.is_on(kind) {
            let event = Event::refused("sign-in.kind-off", Some(account)).of_kind(kind);
            self.tell(audit::write::folded(self, &event, seen, ""))
                .await;
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let answer = factor.read(form)?;
        let open = self.not_disabled(account, enrolments).await?;
        if open.is_empty() {
            return Err(Refusal::Locked.into());
        }
        let attempt = self.spend_second(account, kind, &open, seen).await?;
        let words = self.words(Language::default(), "");
        let at = self.context(&words);
        match factor.check(&at, &open, answer).await {
            Ok(Verdict::Right(claim)) => {
                let others = open.iter().filter(|e| e.id != claim.of);
                let unproved = others
                    .map(|e| streaks::less(account, &e.id.to_string()))
                    .collect();
                let proven = Proven::new(factor.about(), claim, unproved, at.now);
                Ok((Judged::Right(proven), attempt))
            }
            Ok(Verdict::Wrong(why)) => Ok((Judged::Wrong(why), attempt)),
            // Not looked at, so not wrong.
            Err(Stop::Refused(Refusal::Busy)) => {
                attempt.give_back(self).commit(self.store()).await?;
                Err(Refusal::Busy.into())
            }
            Err(stop) => Err(stop),
        }
    }

    /// An account's confirmed enrolments of a kind, whatever their state.
    pub(crate) async fn confirmed_of(
        &self,
        account: AccountId,
        kind: &Kind,
    ) -> Result<Vec<Enrolment>, Stop> {
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        Ok(all
            .into_iter()
            .filter(|e| e.kind == *kind && e.exists())
            .collect())
    }

    /// Those that have not been wrong too often in a row.
    async fn not_disabled(
        &self,
        account: AccountId,
        of: Vec<Enrolment>,
    ) -> Result<Vec<Enrolment>, Stop> {
        let disabled = self.disabled(account).await?;
        Ok(of
            .into_iter()
            .filter(|e| !disabled.contains(&e.id.to_string()))
            .collect())
    }

    /// Authenticators of an account that were wrong too often in a row: enrolment ids, or `password`.
    pub(crate) async fn disabled(&self, account: AccountId) -> Result<Vec<String>, Stop> {
        let most = self.config().limits.authenticator;
        let streaks = streaks::of_account(self.reader(), account).await?;
        Ok(streaks
            .into_iter()
            .filter(|(_, wrong)| *wrong >= most)
            .map(|(which, _)| which)
            .collect())
    }

    async fn spend_second(
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
            Spending::AddressWaits(wait) | Spending::LadderWaits(wait) => Refusal::Wait(wait),
            Spending::LadderShut => Refusal::Locked,
        };
        let event = Event::refused("sign-in.code", Some(account))
            .of_kind(kind)
            .detail("wait");
        self.tell(audit::write::folded(self, &event, seen, "wait"))
            .await;
        Err(refusal.into())
    }

    /// Writes down a wrong answer. One that was right once is told apart: somebody may have seen it.
    async fn tell_wrong(
        &self,
        action: &'static str,
        account: AccountId,
        kind: &Kind,
        why: Why,
        seen: &Visitor,
    ) {
        let (action, detail) = match why {
            Why::Used => ("code.used-again", ""),
            Why::No => (action, ""),
            Why::Expired => (action, "expired"),
            Why::ClockOff(_) => (action, "clock"),
            Why::Suspended => (action, "suspended"),
        };
        let event = Event::refused(action, Some(account))
            .of_kind(kind)
            .detail(detail);
        self.tell(audit::write::by_visitor(self, &event, seen))
            .await;
    }
}
