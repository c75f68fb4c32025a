//! Answering for a second factor: at sign-in and at step-up through the same lines, with the attempt
//! spent before the answer is looked at.

use domain::budget::Ladder;
use domain::event::Event;
use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Form, Kind, Language, Refusal, Span, Stop};
use factors::{Enrolment, Verdict, Why};

use super::admit::{Also, Entry, NewSession, Outcome, Proven};
use super::pending::{Pending, session_token};
use crate::budget::spend::{Attempt, Spending};
use crate::budget::streaks;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;
use crate::{Visitor, audit};

/// Who is told what about a wrong answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Somebody signing in: one sentence whatever the cause.
    Nothing,
    /// Somebody signed in: a wrong clock is told with its size.
    Clock,
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
        let proven = self
            .proven(pending.account, kind, form, Told::Nothing, seen)
            .await?;
        let token = session_token(self.reader(), &pending.token, kind, form.get("code").trim());
        match self
            .admit(
                Entry::Pending(pending, proven, token),
                Also::default(),
                seen,
            )
            .await
        {
            Err(Stop::Refused(Refusal::WrongCode(kind))) => {
                // Right a moment ago, and used by somebody else in between.
                self.tell_used_again(pending.account, &kind, seen).await;
                Err(Refusal::WrongCode(kind).into())
            }
            other => other,
        }
    }

    /// The session that this very form has made a moment ago: a double click. The token is known only
    /// to whoever holds the pending sign-in's cookie and sends the same answer again.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn answered_before(
        &self,
        pending: &Token,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        let token = session_token(self.reader(), pending, kind, form.get("code").trim());
        let live = self.session(&token, seen).await?;
        let young = live.filter(|live| self.now().since(live.since()) < Span::seconds(10));
        Ok(young.map(|_| NewSession {
            token,
            known: None,
            next: String::new(),
            by_fallback: None,
        }))
    }

    /// Spends an attempt, then asks the factor; what comes back proves nothing before it is
    /// committed.
    pub(crate) async fn proven(
        &self,
        account: AccountId,
        kind: &Kind,
        form: &Form,
        told: Told,
        seen: &Visitor,
    ) -> Result<Proven, Stop> {
        let factor = self.factor(kind)?;
        let site = Site::read(self.reader()).await?;
        let enrolments = self.confirmed_of(account, kind).await?;
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        if !site.is_on(kind) {
            let event = Event::refused("sign-in.kind-off", Some(account)).of_kind(kind);
            self.tell(audit::write::by_visitor(self, &event, seen))
                .await;
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let answer = factor.read(form)?;
        let open = self.not_disabled(account, enrolments).await?;
        if open.is_empty() {
            return Err(Refusal::Locked.into());
        }
        let attempt = self.spend_second(account, &open, seen).await?;
        let words = self.words(Language::default(), "");
        let at = self.context(&words);
        match factor.check(&at, &open, answer).await? {
            Verdict::Right(claim) => Ok(Proven::new(factor.about(), claim, at.now)),
            Verdict::Wrong(why) => {
                attempt.was_wrong(self).await?;
                self.refuse_code(account, kind, why, seen).await;
                Err(match (why, told) {
                    (Why::ClockOff(by), Told::Clock) => Refusal::ClockOff(by).into(),
                    _ => Refusal::WrongCode(kind.clone()).into(),
                })
            }
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
        let most = self.config().limits.authenticator;
        let streaks = streaks::of_account(self.reader(), account).await?;
        let over = |id: &str| {
            streaks
                .iter()
                .any(|(which, wrong)| which == id && *wrong >= most)
        };
        Ok(of
            .into_iter()
            .filter(|e| !over(&e.id.to_string()))
            .collect())
    }

    async fn spend_second(
        &self,
        account: AccountId,
        of: &[Enrolment],
        seen: &Visitor,
    ) -> Result<Attempt, Stop> {
        let known =
            known_browsers::find(self.reader(), seen.known.as_ref(), account, self.now()).await?;
        let authenticators = of.iter().map(|e| e.id.to_string()).collect();
        let attempt = Attempt::new(self, account, Ladder::Second, known, authenticators, seen);
        match attempt.spend(self).await? {
            Spending::Taken => Ok(attempt),
            Spending::AddressWaits(wait) | Spending::LadderWaits(wait) => {
                Err(Refusal::Wait(wait).into())
            }
            Spending::LadderShut => Err(Refusal::Locked.into()),
        }
    }

    async fn refuse_code(&self, account: AccountId, kind: &Kind, why: Why, seen: &Visitor) {
        if why == Why::Used {
            return self.tell_used_again(account, kind, seen).await;
        }
        let detail = match why {
            Why::No | Why::Used => "",
            Why::Expired => "expired",
            Why::ClockOff(_) => "clock",
            Why::Suspended => "suspended",
        };
        let event = Event::refused("sign-in.code", Some(account))
            .of_kind(kind)
            .detail(detail);
        self.tell(audit::write::by_visitor(self, &event, seen))
            .await;
    }

    async fn tell_used_again(&self, account: AccountId, kind: &Kind, seen: &Visitor) {
        let event = Event::refused("code.used-again", Some(account)).of_kind(kind);
        self.tell(audit::write::by_visitor(self, &event, seen))
            .await;
    }
}
