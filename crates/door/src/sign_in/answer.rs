//! Answering for a second factor: at sign-in and at step-up through the same lines, with the attempt
//! spent before the answer is looked at.

use domain::budget::Ladder;
use domain::event::Event;
use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Form, Kind, Language, Refusal, Span, Stop};
use factors::{Enrolment, Verdict, Why};
use store::Batch;

use super::admit::{Also, Entry, NewSession, Outcome, Proven};
use super::pending::{Pending, session_token};
use crate::budget::spend::{Attempt, Spending};
use crate::budget::streaks;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;
use crate::{Visitor, audit, form_number};

/// The word that an answered sign-in leaves behind for the other half of a double click.
pub(crate) const ANSWERED: &str = "answered-sign-in";

/// How long it stays.
pub(crate) const AGAIN: Span = Span::seconds(10);

/// What a factor made of an answer.
pub(crate) enum Judged {
    /// It would prove something.
    Right(Proven),
    /// It proves nothing.
    Wrong(Why, Attempt),
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
        let before = self
            .answered_before(&pending.token, kind, form, seen)
            .await?;
        Ok(before
            .map(|new| {
                Outcome::In(NewSession {
                    next: pending.next.clone(),
                    ..new
                })
            })
            .ok_or(Refusal::SignInOver)?)
    }

    async fn answer_once(
        &self,
        pending: &Pending,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let why = match self.judge(pending.account, kind, form, seen).await? {
            Judged::Right(proven) => {
                let token =
                    session_token(self.reader(), &pending.token, kind, form.get("code").trim());
                let entry = Entry::Pending(pending, proven, token);
                match self.admit(entry, Also::default(), seen).await {
                    // Right a moment ago, and used in between.
                    Err(Stop::Refused(Refusal::WrongCode(_))) => Why::Used,
                    other => return other,
                }
            }
            Judged::Wrong(why, attempt) => {
                attempt.was_wrong(self).await?;
                why
            }
        };
        // The other half of a double click is no replay.
        if why == Why::Used
            && let Some(new) = self
                .answered_before(&pending.token, kind, form, seen)
                .await?
        {
            return Ok(Outcome::In(NewSession {
                next: pending.next.clone(),
                ..new
            }));
        }
        self.tell_wrong("sign-in.code", pending.account, kind, why, seen)
            .await;
        Err(Refusal::WrongCode(kind.clone()).into())
    }

    /// The session that this very form has made a moment ago: a double click. Looked for once a
    /// pending sign-in, since an answer isn't spent for here; the token is known only to whoever
    /// holds the pending sign-in's cookie and sends the same answer again.
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
        if !form_number::is_left(self, ANSWERED, pending, self.now()).await? {
            return Ok(None);
        }
        let taken = Batch::from(form_number::take(self, ANSWERED, pending, self.now()));
        match taken.commit(self.store()).await {
            Err(Stop::Refused(_)) => return Ok(None),
            other => other?,
        }
        let token = session_token(self.reader(), pending, kind, form.get("code").trim());
        let live = self.session(&token, seen).await?;
        Ok(live.map(|live| NewSession {
            token,
            known: None,
            next: String::new(),
            by_fallback: live.by_fallback(),
        }))
    }

    /// Spends an attempt, then asks the factor; what comes back proves nothing before it is
    /// committed.
    pub(crate) async fn judge(
        &self,
        account: AccountId,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Judged, Stop> {
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
                Ok(Judged::Right(Proven::new(
                    factor.about(),
                    claim,
                    unproved,
                    at.now,
                )))
            }
            Ok(Verdict::Wrong(why)) => Ok(Judged::Wrong(why, attempt)),
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
    pub(crate) async fn tell_wrong(
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
