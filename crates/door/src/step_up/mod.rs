//! Step-up: sensitive things need a fitting proof that is young. Fitting is a second factor of the
//! account's strongest kind, or the password where there is none; a narrow way is left to whoever
//! has lost that factor.

use domain::budget::Ladder;
use domain::event::Event;
use domain::{Form, Kind, Proof, Refusal, Stop, Strength};
use factors::{Enrolment, Why};
use look::fragment::Fragment;
use look::words::Words;
use store::Batch;

use crate::budget::spend::{Attempt, Spending};
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::password::kept::{self, Compared};
use crate::password::pool::Waiter;
use crate::session::live::LiveSession;
use crate::session::table as sessions;
use crate::sign_in::admit::{Also, Entry, NewSession, Outcome, Rise};
use crate::sign_in::answer::Judged;
use crate::sign_in::challenge::Choices;
use crate::{Visitor, audit};

/// What a session's young proofs open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Nothing sensitive.
    None,
    /// Replacing a lost factor, and nothing else: the password and some other second proof.
    Narrow,
    /// Everything.
    Full,
}

/// What one can step up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The password alone is enough: there is no factor.
    pub password: bool,
    /// Kinds that are strong enough.
    pub kinds: Choices,
    /// Kinds for whoever doesn't have those: with the password, the narrow way.
    pub others: Choices,
    /// The password has been given and only another proof is missing for the narrow way.
    pub password_given: bool,
}

/// What is strong enough: the account's strongest kind that counts at all.
fn strongest(choices: &Choices, strength: impl Fn(&Kind) -> Option<Strength>) -> Option<Strength> {
    let counts = |s: &Strength| *s >= Strength::OneTime;
    choices
        .kinds
        .iter()
        .filter_map(|choice| strength(&choice.kind))
        .filter(counts)
        .max()
}

impl Door {
    fn strength(&self, kind: &Kind) -> Option<Strength> {
        self.registry()
            .get(kind)
            .map(|factor| factor.about().strength)
    }

    /// The session's young proofs. One of a factor that has been suspended or removed since counts no
    /// more (NIST SP 800-63B-4 §4.3): whoever holds it may not be its owner.
    async fn young(&self, live: &LiveSession) -> Result<Vec<Proof>, Stop> {
        let oldest = self.now().minus(self.config().lengths.step_up);
        let enrolments = factors::enrolment::of_account(self.reader(), live.account()).await?;
        let stands = |proof: &Proof| match proof.enrolment {
            Some(id) if proof.strength != Some(Strength::Fallback) => enrolments
                .iter()
                .any(|e| e.id == id && e.suspended.is_none()),
            _ => true,
        };
        Ok(live
            .proofs()
            .iter()
            .filter(|proof| proof.at > oldest && stands(proof))
            .cloned()
            .collect())
    }

    /// What the session's proofs open at this moment.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn freshness(&self, live: &LiveSession) -> Result<Freshness, Stop> {
        let choices = self.choices_of(live.account(), false).await?;
        let young = self.young(live).await?;
        let password = young.iter().any(|proof| !proof.is_second());
        if choices.kinds.is_empty() {
            return Ok(if password {
                Freshness::Full
            } else {
                Freshness::None
            });
        }
        let needed = strongest(&choices, |kind| self.strength(kind));
        if needed.is_some() && young.iter().any(|proof| proof.strength >= needed) {
            return Ok(Freshness::Full);
        }
        let other = young
            .iter()
            .any(|proof| proof.is_second() && proof.strength != Some(Strength::Delivered));
        Ok(if password && other {
            Freshness::Narrow
        } else {
            Freshness::None
        })
    }

    /// Refuses what needs more than the session's young proofs open.
    pub(crate) async fn require(
        &self,
        live: &LiveSession,
        least: Freshness,
    ) -> Result<Freshness, Stop> {
        let fresh = self.freshness(live).await?;
        match fresh {
            fresh if fresh >= least => Ok(fresh),
            Freshness::Narrow => Err(Refusal::OnlyTheLost.into()),
            _ => Err(Refusal::StepUp.into()),
        }
    }

    /// The same for taking away an enrolment: by the narrow way only one of the strongest kind, which
    /// is the one that can be lost, and never the one that has just answered.
    pub(crate) async fn require_for(&self, live: &LiveSession, of: &Enrolment) -> Result<(), Stop> {
        if self.require(live, Freshness::Narrow).await? == Freshness::Full {
            return Ok(());
        }
        let choices = self.choices_of(live.account(), false).await?;
        let needed = strongest(&choices, |kind| self.strength(kind));
        let answered = self
            .young(live)
            .await?
            .iter()
            .any(|proof| proof.enrolment == Some(of.id));
        let lost = needed.is_some() && self.strength(&of.kind) >= needed && !answered;
        if lost {
            Ok(())
        } else {
            Err(Refusal::OnlyTheLost.into())
        }
    }

    /// What one can step up with.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn step_up_ways(&self, live: &LiveSession) -> Result<Ways, Stop> {
        let choices = self.choices_of(live.account(), true).await?;
        let needed = strongest(&choices, |kind| self.strength(kind));
        let enough = |kind: &Kind| needed.is_some() && self.strength(kind) >= needed;
        let (kinds, weaker) = choices
            .kinds
            .iter()
            .cloned()
            .partition(|choice| enough(&choice.kind));
        let given = self
            .young(live)
            .await?
            .iter()
            .any(|proof| !proof.is_second());
        Ok(Ways {
            password: choices.kinds.is_empty(),
            kinds: Choices {
                kinds,
                fallbacks: Vec::new(),
            },
            others: Choices {
                kinds: weaker,
                fallbacks: choices.fallbacks,
            },
            password_given: given,
        })
    }

    /// The factor's part of the step-up page.
    ///
    /// # Errors
    /// As [`Door::question`].
    pub async fn step_up_question(
        &self,
        live: &LiveSession,
        kind: &Kind,
        words: &Words,
    ) -> Result<Fragment, Stop> {
        self.question_of(live.account(), kind, words).await
    }

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
                let end = Batch::new()
                    .any(sessions::end_by_hash(&live.hash))
                    .add(audit::write::by_visitor(self, &event, seen));
                match end.commit(self.store()).await {
                    Ok(()) => Refusal::SignInOver.into(),
                    Err(stop) => stop,
                }
            }
        }
    }
}
