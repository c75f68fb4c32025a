//! The only function that makes a session, or lets one rise. It takes what stands before the door,
//! looks at what is still owed, and commits everything that must happen at the same moment in one
//! batch: consumption, guards, the new session, the budget, the event.

use domain::ids::SessionId;
use domain::policy::{Owed, owed};
use domain::secret::{Token, token};
use domain::{Proof, Refusal, Stop};
use factors::{Parts, answers};
use store::Batch;

use super::entry::{Also, Entry, Proven, Rise};
use super::ground::Ground;
use super::onward::Onward;
use super::pending::Pending;
use super::progress::Progress;
use super::resubmission::Said;
use super::rise::Rising;
use crate::account::table::Account;
use crate::budget::spend::Attempt;
use crate::house::Door;
use crate::{Visitor, audit};

/// Somebody on the way in.
pub(super) struct Entering<'a> {
    pub(super) ground: Ground,
    pub(super) proofs: Vec<Proof>,
    pub(super) next: String,
    pub(super) stay: bool,
    /// What the entry consumes.
    pub(super) consumed: Batch,
    pub(super) attempt: Option<&'a Attempt>,
    /// The session that it comes to, at once or by a further proof.
    pub(super) session: SessionId,
    /// The first token of the session, if it comes to one.
    pub(super) token: Token,
}

impl Door {
    /// Admits, or says what is still owed.
    ///
    /// # Errors
    /// The refusal of whichever guard changed no row: then nothing of this happened.
    pub(crate) async fn admit(
        &self,
        entry: Entry<'_>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        let entering = match entry {
            Entry::Password(account, attempt, onward) => Entering {
                attempt: Some(attempt),
                ..self
                    .begins(account, Proof::password(self.now()), onward, &also)
                    .await?
            },
            Entry::Link {
                account,
                guards,
                policy,
            } => {
                let (proof, onward) = (Proof::by_link(self.now()), Onward::default());
                let mut entering = self.begins(account, proof, onward, &also).await?;
                let revision = &mut entering.ground.site.revision;
                *revision = policy.unwrap_or(*revision);
                entering.consumed = Batch::new().all(guards);
                entering
            }
            Entry::Passwordless(account, proven, onward) => {
                let entering = self.begins(account, proven.proof.clone(), onward, &also);
                let mut entering = entering.await?;
                entering.consumed = self.claimed(proven, entering.session, seen);
                entering
            }
            Entry::Pending(pending, proven, said) => {
                self.answered(pending, proven, &said, &also, seen).await?
            }
            Entry::Session(live, proven, said) => {
                let proof = proven.proof.clone();
                let consumed = self.claimed(proven, live.id(), seen);
                let rising = Rising {
                    live,
                    proof,
                    rise: Rise::Whole,
                    said,
                    consumed,
                };
                return self.rise(rising, also, seen).await;
            }
            Entry::SessionPassword(live, rise, said) => {
                let rising = Rising {
                    live,
                    proof: Proof::password(self.now()),
                    rise,
                    said,
                    consumed: Batch::new(),
                };
                return self.rise(rising, also, seen).await;
            }
        };
        self.enter(entering, also, seen).await
    }

    /// Whoever comes with a first proof.
    async fn begins<'a>(
        &self,
        account: &Account,
        proof: Proof,
        onward: Onward<'_>,
        also: &Also,
    ) -> Result<Entering<'a>, Stop> {
        let proofs = vec![proof];
        Ok(Entering {
            ground: self.ground(account, &proofs, also).await?,
            proofs,
            next: onward.next.to_owned(),
            stay: onward.stay,
            consumed: Batch::new(),
            attempt: None,
            session: SessionId::new(self.random()),
            token: token(self.random()),
        })
    }

    /// Whoever answers in a pending sign-in.
    async fn answered<'a>(
        &self,
        pending: &Pending,
        proven: Proven,
        said: &Said<'_>,
        also: &Also,
        seen: &Visitor,
    ) -> Result<Entering<'a>, Stop> {
        let account = self.account_of(pending.account).await?;
        if account.epoch != pending.epoch {
            return Err(Refusal::SignInOver.into());
        }
        let mut proofs = pending.proofs.clone();
        proofs.push(proven.proof.clone());
        Ok(Entering {
            ground: self.ground(&account, &proofs, also).await?,
            proofs,
            next: pending.next.clone(),
            stay: pending.stay,
            consumed: Batch::new()
                .all([pending.consume(self.now())])
                .any(said.word(self))
                .merge(self.claimed(proven, pending.session, seen)),
            attempt: None,
            session: pending.session,
            token: said.token(self.reader()),
        })
    }

    /// What a claim is committed by, with which session it opens or raises.
    fn claimed(&self, proven: Proven, session: SessionId, seen: &Visitor) -> Batch {
        let Parts {
            of,
            signed,
            guards,
            then,
            told,
        } = proven.claim.into_parts();
        let kept = answers::keep(of, session, signed, self.random(), self.now());
        let told = told.map(|event| audit::write::by_visitor(self, &event, seen));
        Batch::new()
            .all(guards)
            .many(then)
            .many(kept)
            .many(told.into_iter().flatten())
            .many(proven.unproved)
    }

    async fn enter(
        &self,
        mut entering: Entering<'_>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        let before = entering.ground.account.epoch;
        let epoch = before.saturating_add(also.others.epochs());
        entering.consumed = entering.consumed.many(also.statements).all(also.guards);
        match owed(entering.ground.holds, &entering.proofs) {
            Owed::Nothing => self
                .commit_session(entering, epoch, seen)
                .await
                .map(Progress::In),
            Owed::Second => self
                .commit_pending(entering, epoch, seen)
                .await
                .map(Progress::Owed),
            Owed::SetUp => self
                .commit_pending(entering, epoch, seen)
                .await
                .map(Progress::SetUp),
        }
    }
}
