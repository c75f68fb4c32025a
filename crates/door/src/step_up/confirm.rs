//! Stepping up: by a factor, or by the password; wrong answers are counted against the session.

use domain::budget::Ladder;
use domain::event::{Action, Event};
use domain::{Form, Kind, Refusal, Stop, Strength};
use factors::Why;
use store::Batch;

use crate::budget::spend::{Attempt, Spending};
use crate::enrolments::held::Held;
use crate::first_proof::{Look, Looked};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::house::Upkeep;
use crate::known::table as known_browsers;
use crate::session::live::LiveSession;
use crate::session::table as sessions;
use crate::sign_in::answer::Failed;
use crate::sign_in::entry::{Also, Entry, Proven, Rise};
use crate::sign_in::progress::{NewSession, Progress};
use crate::sign_in::resubmission::{Does, Said, Under};
use crate::{Visitor, audit};

/// What a second proof is given beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum With {
    /// Nothing: it has to be enough by itself.
    Alone,
    /// The password, without which it isn't enough.
    Password,
    /// The password, which it may do without.
    Either,
}

/// The session that goes on: a session that rises owes nothing.
fn renewed(outcome: Progress) -> Result<NewSession, Stop> {
    match outcome {
        Progress::In(new) => Ok(new),
        Progress::Owed(_) | Progress::SetUp(_) => Err(Refusal::SignInOver.into()),
    }
}

impl Door {
    /// Steps up by a factor: the session goes on under a new token.
    ///
    /// # Errors
    /// As [`Door::answer`], and a wrong clock is told. The fifth wrong answer ends the session.
    pub async fn step_up(
        &self,
        live: &LiveSession,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        let held = self.held(live.account()).await?;
        let own = self.strength(kind);
        let mailed = own == Some(Strength::Mailed);
        if mailed && self.needed(&held) > own {
            // It would open nothing.
            return Err(Refusal::StepUp.into());
        }
        let weak = mailed || !self.is_kind_enough(&held, kind);
        let young = self.young_among(live, &held);
        let password = young.iter().any(|proof| !proof.is_second());
        // A code that helps out would be spent for nothing before the password has been given.
        if weak && !password {
            return Err(Refusal::StepUp.into());
        }
        let with = match (weak, password) {
            (true, _) => With::Password,
            (false, true) => With::Either,
            (false, false) => With::Alone,
        };
        let account = live.account();
        let said = Said::code(Does::StepUp, Under::Session(&live.token), kind, form);
        let mut tried = self
            .risen_by_factor(live, kind, (with, &held), form, said, seen)
            .await;
        // Another answer came first: this one is looked at once more.
        if let Err(Failed {
            stop: Stop::Refused(Refusal::ChangedMeanwhile),
            ..
        }) = tried
        {
            tried = self
                .risen_by_factor(live, kind, (with, &held), form, said, seen)
                .await;
        }
        let mut failed = match tried {
            Ok(outcome) => return renewed(outcome),
            Err(failed) => failed,
        };
        // The other half of a double click is no replay.
        if let Some(new) = self.resubmitted(said, &failed, seen).await? {
            return Ok(new);
        }
        self.was_wrong(Action::StepUp, account, kind, &failed, seen)
            .await?;
        if let Some(Why::ClockOff(by)) = failed.why {
            failed.stop = Refusal::ClockOff(by).into();
        }
        Err(self.count_wrong(live, failed.stop, seen).await)
    }

    async fn risen_by_factor(
        &self,
        live: &LiveSession,
        kind: &Kind,
        (with, held): (With, &Held),
        form: &Form,
        said: Said<'_>,
        seen: &Visitor,
    ) -> Result<Progress, Failed> {
        let mut also = Also::default();
        if with == With::Password {
            // The owner is told at once, in the same batch.
            let event = Event::done(Action::StepUpWithoutFactor, live.account())
                .of_kind(kind)
                .by(live.id());
            also.statements
                .extend(audit::write::by_visitor(self, &event, seen));
        }
        let entry = |proven: Proven| {
            let proof = proven.proof();
            let opens =
                with != With::Alone || (proof.authorises() && proof.worth() >= self.needed(held));
            let of = proof.enrolment.and_then(|id| held.find(id));
            match of.filter(|_| !opens) {
                Some(one) => Err(self.not_ripe(one).into()),
                None => Ok(Entry::Session(live, proven, said)),
            }
        };
        self.try_answer(live.into(), kind, form, entry, also, seen)
            .await
    }

    /// Steps up by the password: enough where there is no factor, half of the narrow way elsewhere.
    ///
    /// # Errors
    /// [`Refusal::WrongPassword`], [`Refusal::Wait`]; the fifth wrong answer ends the session.
    pub async fn step_up_by_password(
        &self,
        live: &LiveSession,
        password: &str,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        let said = Said::password(Does::StepUp, &live.token, password);
        let failed = match self.risen_by_password(live, password, said, seen).await {
            Ok(new) => return Ok(new),
            Err(stop) => Failed::unlooked_at(stop),
        };
        if let Some(new) = self.resubmitted(said, &failed, seen).await? {
            return Ok(new);
        }
        Err(self.count_wrong(live, failed.stop, seen).await)
    }

    async fn risen_by_password(
        &self,
        live: &LiveSession,
        password: &str,
        said: Said<'_>,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        self.password_again(live, password, seen).await?;
        let all = factors::enrolment::of_account(self.reader(), live.account()).await?;
        let rise = if self.factors_among(&all) == 0 {
            Rise::Whole
        } else {
            Rise::Half
        };
        let entry = Entry::SessionPassword(live, rise, said);
        renewed(self.admit(entry, Also::default(), seen).await?)
    }

    /// Compares the account's password, with its attempt spent first.
    pub(crate) async fn password_again(
        &self,
        live: &LiveSession,
        password: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let account = self.account_of(live.account()).await?;
        let known =
            known_browsers::find(self.reader(), seen.known.as_ref(), account.id, self.now())
                .await?;
        if self.is_password_disabled(account.id).await? {
            return Err(Refusal::Locked.into());
        }
        let which = vec![Kind::PASSWORD.to_string()];
        let mut attempt = Attempt::new(self, account.id, Ladder::Password, known, which, seen);
        match attempt.spend(self).await? {
            Spending::Taken => {}
            Spending::AddressWaits(wait) | Spending::LadderWaits(wait) => {
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderShut => return Err(Refusal::Locked.into()),
        }
        let give_back = || self.commit(Upkeep::Attempt, attempt.give_back());
        let look = Look {
            account: Some(&account),
            typed: password,
            waiter: Waiter::Known,
        };
        match self.look_at_password(look, give_back()).await? {
            Looked::Right => give_back().await,
            Looked::Wrong => {
                attempt.was_wrong(self).await?;
                let event =
                    Event::refused(Action::StepUp, Some(account.id)).of_kind(&Kind::PASSWORD);
                self.record(audit::write::by_visitor(self, &event, seen))
                    .await;
                Err(Refusal::WrongPassword.into())
            }
        }
    }

    /// Counts a wrong answer against the session; the last one ends it.
    async fn count_wrong(&self, live: &LiveSession, stop: Stop, seen: &Visitor) -> Stop {
        let wrong = matches!(
            stop,
            Stop::Refused(Refusal::WrongPassword | Refusal::WrongCode(_) | Refusal::ClockOff(_))
        );
        if !wrong {
            return stop;
        }
        let limit = self.config().limits.confirm;
        let count = sessions::wrong(live.id(), limit.saturating_sub(1));
        match self.commit(Upkeep::Attempt, Batch::from(count)).await {
            Ok(()) => stop,
            Err(Stop::Fault(fault)) => Stop::Fault(fault),
            Err(Stop::Refused(_)) => {
                let event = Event::done(Action::SessionEnded, live.account()).detail("confirm");
                // Of several that come too late at once, one ends the session and writes it down.
                let end = Batch::new()
                    .all([sessions::end_over(&live.hash)])
                    .many(audit::write::by_visitor(self, &event, seen));
                match self.commit(Upkeep::GivenUp, end).await {
                    Ok(()) => Refusal::SignInOver.into(),
                    Err(stop) => stop,
                }
            }
        }
    }
}
