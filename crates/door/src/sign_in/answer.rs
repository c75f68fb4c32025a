//! Answering for a second factor: at sign-in and at step-up through the same lines, with the attempt
//! spent before the answer is looked at.

use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::{Form, Kind, Proof, Refusal, Stop};
use factors::{Asker, Why};

use super::entry::{Also, Entry, Proven};
use super::judge::Judged;
use super::pending::Pending;
use super::progress::{NewSession, Progress};
use super::resubmission::{Does, Said, Under};
use crate::budget::spend::Attempt;
use crate::house::{Door, Upkeep};
use crate::session::live::LiveSession;
use crate::{Visitor, audit};

/// Whose answer, and on whose behalf it was asked for.
#[derive(Clone, Copy)]
pub(crate) struct Answering<'a> {
    pub account: AccountId,
    pub asker: Asker,
    /// What has been proved on the way in as yet.
    pub given: &'a [Proof],
}

impl From<&LiveSession> for Answering<'_> {
    fn from(live: &LiveSession) -> Self {
        Self {
            account: live.account(),
            asker: Asker::SignedIn(live.id()),
            given: &[],
        }
    }
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
    ) -> Result<Progress, Stop> {
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
    ) -> Result<Progress, Stop> {
        let said = Said::code(Does::SignIn, Under::Pending(&pending.token), kind, form);
        let entry = |proven| Ok(Entry::Pending(pending, proven, said));
        let account = pending.account;
        let tried = self
            .try_answer(pending.into(), kind, form, entry, Also::default(), seen)
            .await;
        let failed = match tried {
            Ok(outcome) => return Ok(outcome),
            Err(failed) => failed,
        };
        // The other half of a double click is no replay.
        if let Some(new) = self.resubmitted(said, &failed, seen).await? {
            let next = pending.next.clone();
            return Ok(Progress::In(NewSession { next, ..new }));
        }
        self.was_wrong(Action::SignInCode, account, kind, &failed, seen)
            .await?;
        if let (Some(_), Some(attempt)) = (failed.why, &failed.attempt) {
            self.tell_of_three_wrong(attempt, kind, seen).await;
        }
        Err(failed.stop)
    }

    /// Spends an attempt, asks the factor, and admits by what it claims.
    pub(crate) async fn try_answer<'a>(
        &self,
        who: Answering<'_>,
        kind: &Kind,
        form: &Form,
        entry: impl FnOnce(Proven) -> Result<Entry<'a>, Stop>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Progress, Failed> {
        let (judged, attempt) = self
            .judge(who, kind, form, seen)
            .await
            .map_err(Failed::unlooked_at)?;
        let proven = match judged {
            Judged::Right(proven) => *proven,
            Judged::NotYet => {
                return Err(Failed::unlooked_at(Refusal::NotYet(kind.clone()).into()));
            }
            Judged::Wrong(why) => {
                let stop = Refusal::WrongCode(kind.clone()).into();
                let why = Some(why);
                return Err(Failed { stop, why, attempt });
            }
        };
        let entry = match entry(proven) {
            Ok(entry) => entry,
            Err(stop) => {
                // Right, and of no use here: it isn't used, and costs nothing.
                if let Some(attempt) = attempt {
                    let back = self.commit(Upkeep::Attempt, attempt.give_back()).await;
                    back.map_err(Failed::unlooked_at)?;
                }
                return Err(Failed::unlooked_at(stop));
            }
        };
        match self.admit(entry, also, seen).await {
            Ok(outcome) => Ok(outcome),
            // Right a moment ago, and used in between.
            Err(stop @ Stop::Refused(Refusal::WrongCode(_))) => Err(Failed {
                stop,
                why: Some(Why::Used),
                attempt,
            }),
            Err(stop) => Err(Failed {
                stop,
                why: None,
                attempt,
            }),
        }
    }

    /// Counts and writes down a wrong answer; one that wasn't looked at is none.
    pub(crate) async fn was_wrong(
        &self,
        action: Action,
        account: AccountId,
        kind: &Kind,
        failed: &Failed,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let Some(why) = failed.why else {
            return Ok(());
        };
        if let Some(attempt) = &failed.attempt {
            attempt.was_wrong(self).await?;
        }
        let costs = failed.attempt.is_some();
        self.record_wrong(action, account, kind, why, costs, seen)
            .await;
        Ok(())
    }

    /// Writes down a wrong answer. One that was right once is told apart: somebody may have seen it. One that
    /// costs nothing can be given without end, so those are counted in one row.
    async fn record_wrong(
        &self,
        action: Action,
        account: AccountId,
        kind: &Kind,
        why: Why,
        costs: bool,
        seen: &Visitor,
    ) {
        let (action, detail) = match why {
            Why::Used => (Action::CodeUsedAgain, ""),
            _ => (action, why.word()),
        };
        let event = Event::refused(action, Some(account))
            .of_kind(kind)
            .detail(detail);
        let row = if costs {
            audit::write::by_visitor(self, &event, seen)
        } else {
            vec![audit::write::folded(self, &event, seen, why.word())]
        };
        self.record(row).await;
    }
}
