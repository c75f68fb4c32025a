//! Asking a factor about an answer: its attempt is spent first where it could be guessed, and what comes back
//! proves nothing before it is committed.

use domain::budget::Ladder;
use domain::event::Event;
use domain::ids::AccountId;
use domain::{Form, Kind, Language, Refusal, Stop};
use factors::{Answer, Answered, Enrolment, Factor, Verdict, Why};

use super::admit::Proven;
use super::answer::Answering;
use crate::budget::spend::{Attempt, Spending};
use crate::budget::streaks;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;
use crate::{Visitor, audit};

/// What a factor made of an answer.
pub(crate) enum Judged {
    /// It would prove something.
    Right(Box<Proven>),
    /// It proves nothing.
    Wrong(Why),
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
        let site = Site::read(self.reader()).await?;
        let mut enrolments = factors::enrolment::of_account(self.reader(), account).await?;
        let offered = self.is_offered(&site, &enrolments, who.given, kind);
        enrolments.retain(|one| one.kind == *kind && one.exists());
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        if !site.is_on(kind) || !offered {
            let event = Event::refused("sign-in.kind-off", Some(account)).of_kind(kind);
            self.tell(audit::write::folded(self, &event, seen, ""))
                .await;
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let answer = factor.read(form)?;
        if factor.about().answered == Answered::Signed {
            let judged = self.ask(who, factor, &enrolments, answer, seen).await?;
            return Ok((judged, None));
        }
        let open = self.not_disabled(account, enrolments).await?;
        if open.is_empty() {
            return Err(Refusal::Locked.into());
        }
        let attempt = self.spend_second(account, kind, &open, seen).await?;
        match self.ask(who, factor, &open, answer, seen).await {
            Ok(judged) => Ok((judged, Some(attempt))),
            // Not looked at, so not wrong.
            Err(Stop::Refused(Refusal::Busy)) => {
                attempt.give_back().commit(self.store()).await?;
                Err(Refusal::Busy.into())
            }
            Err(stop) => Err(stop),
        }
    }

    /// Asks the factor.
    pub(super) async fn ask(
        &self,
        who: Answering<'_>,
        factor: &dyn Factor,
        of: &[Enrolment],
        answer: Answer,
        seen: &Visitor,
    ) -> Result<Judged, Stop> {
        let words = self.words(Language::default(), "");
        let at = self.context(&words, who.asker);
        match factor.check(&at, of, answer).await? {
            Verdict::Right(claim) => {
                let others = of.iter().filter(|e| e.id != claim.of);
                let unproved = others
                    .map(|e| streaks::less(who.account, &e.id.to_string()))
                    .collect();
                let proven = Proven::new(factor.about(), claim, unproved, at.now);
                Ok(Judged::Right(Box::new(proven)))
            }
            Verdict::Wrong(why) => Ok(Judged::Wrong(why)),
            Verdict::Suspect(suspicion) => self.suspect(of, suspicion, seen).await,
        }
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
                self.tell_spent("address.spent", seen).await;
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderWaits(wait) => Refusal::Wait(wait),
            Spending::LadderShut => Refusal::Locked,
        };
        let event = Event::refused("sign-in.code", Some(account))
            .of_kind(kind)
            .detail("wait");
        self.tell(audit::write::folded(self, &event, seen, "wait"))
            .await;
        Err(refusal.into())
    }
}
