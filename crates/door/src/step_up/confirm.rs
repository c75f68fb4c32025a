//! Stepping up: by a factor, or by the password; wrong answers are counted against the session.

use domain::budget::Ladder;
use domain::event::Event;
use domain::{Form, Kind, Refusal, Stop};
use factors::Why;
use store::Batch;

use super::freshness::strongest;
use crate::budget::spend::{Attempt, Spending};
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::password::kept::{self, Compared};
use crate::password::pool::Waiter;
use crate::session::live::LiveSession;
use crate::session::table as sessions;
use crate::sign_in::admit::{Also, Entry, NewSession, Outcome, Rise};
use crate::sign_in::answer::Judged;
use crate::{Visitor, audit};

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
        let choices = self.choices_of(live.account(), false).await?;
        let weak = self.strength(kind) < strongest(&choices, |kind| self.strength(kind));
        // A code that helps out would be spent for nothing before the password has been given.
        if weak
            && !self
                .young(live)
                .await?
                .iter()
                .any(|proof| !proof.is_second())
        {
            return Err(Refusal::StepUp.into());
        }
        let account = live.account();
        let proven = match self.judge(account, kind, form, seen).await? {
            Judged::Right(proven) => proven,
            Judged::Wrong(why, attempt) => {
                attempt.was_wrong(self).await?;
                self.tell_wrong("step-up", account, kind, why, seen).await;
                let refusal = match why {
                    Why::ClockOff(by) => Refusal::ClockOff(by),
                    _ => Refusal::WrongCode(kind.clone()),
                };
                return Err(self.count_wrong(live, refusal.into(), seen).await);
            }
        };
        let mut also = Also::default();
        if weak {
            // The owner is told at once, in the same batch.
            let event = Event::done("step-up.without-factor", account).of_kind(kind);
            also.statements
                .push(audit::write::by_visitor(self, &event, seen));
        }
        let outcome = self.admit(Entry::Session(live, proven), also, seen).await;
        self.risen(live, outcome, seen).await
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
        if let Err(stop) = self.password_again(live, password, seen).await {
            return Err(self.count_wrong(live, stop, seen).await);
        }
        let alone = self
            .choices_of(live.account(), false)
            .await?
            .kinds
            .is_empty();
        let rise = if alone { Rise::Whole } else { Rise::Half };
        let outcome = self
            .admit(Entry::SessionPassword(live, rise), Also::default(), seen)
            .await;
        self.risen(live, outcome, seen).await
    }

    async fn risen(
        &self,
        live: &LiveSession,
        outcome: Result<Outcome, Stop>,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        match outcome {
            Ok(Outcome::In(new)) => Ok(new),
            Ok(Outcome::Owed(_) | Outcome::SetUp(_)) => Err(Refusal::SignInOver.into()),
            Err(stop) => Err(self.count_wrong(live, stop, seen).await),
        }
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
        let which = Kind::PASSWORD.to_string();
        if self.disabled(account.id).await?.contains(&which) {
            return Err(Refusal::Locked.into());
        }
        let mut attempt =
            Attempt::new(self, account.id, Ladder::Password, known, vec![which], seen);
        match attempt.spend(self).await? {
            Spending::Taken => {}
            Spending::AddressWaits(wait) | Spending::LadderWaits(wait) => {
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderShut => return Err(Refusal::Locked.into()),
        }
        let typed = domain::password::normalise(password).map_err(|_| Refusal::WrongPassword)?;
        let kept = account
            .password
            .as_deref()
            .map(|sealed| (account.id, sealed));
        match kept::compare(self, Waiter::Known, kept, &typed).await {
            Ok(Compared::Same(_)) => attempt.give_back(self).commit(self.store()).await,
            Ok(Compared::Different) => {
                attempt.was_wrong(self).await?;
                let event = Event::refused("step-up", Some(account.id)).of_kind(&Kind::PASSWORD);
                self.tell(audit::write::by_visitor(self, &event, seen))
                    .await;
                Err(Refusal::WrongPassword.into())
            }
            // Not looked at, so not wrong.
            Err(Stop::Refused(Refusal::Busy)) => {
                attempt.give_back(self).commit(self.store()).await?;
                Err(Refusal::Busy.into())
            }
            Err(stop) => Err(stop),
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
        let counted = Batch::new()
            .all([sessions::wrong(live.id(), limit.saturating_sub(1))])
            .commit(self.store());
        match counted.await {
            Ok(()) => stop,
            Err(Stop::Fault(fault)) => Stop::Fault(fault),
            Err(Stop::Refused(_)) => {
                let event = Event::done("session.ended", live.account()).detail("confirm");
                // Of several that come too late at once, one ends the session and writes it down.
                let end = Batch::new()
                    .all([sessions::end_over(&live.hash)])
                    .add(audit::write::by_visitor(self, &event, seen));
                match end.commit(self.store()).await {
                    Ok(()) => Refusal::SignInOver.into(),
                    Err(stop) => stop,
                }
            }
        }
    }
}
