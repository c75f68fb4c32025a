//! The only function that makes a session, or lets one rise. It takes what stands before the door,
//! looks at what is still owed, and commits everything that must happen at the same moment in one
//! batch: consumption, guards, the new session, the budget, the event.

use domain::ids::SessionId;
use domain::policy::{Owed, owed};
use domain::secret::{Token, token};
use domain::{Proof, Refusal, Stop, Timestamp};
use factors::{About, Claim, Parts, answers};
use store::{Batch, Guard, Statement};

use super::ground::Ground;
use super::onward::Onward;
use super::outcome::Outcome;
use super::pending::Pending;
use super::resubmission::Said;
use crate::account::table::Account;
use crate::budget::spend::Attempt;
use crate::house::Door;
use crate::session::live::LiveSession;
use crate::{Visitor, audit};

/// A claim, with what the registry says of its factor.
pub(crate) struct Proven {
    claim: Claim,
    proof: Proof,
    /// Gives back what was counted against authenticators that were tried and did not answer.
    unproved: Vec<Statement>,
}

impl Proven {
    /// Factor, strength and channel come from the registry, never from the answer.
    pub(crate) fn new(
        about: &About,
        claim: Claim,
        unproved: Vec<Statement>,
        now: Timestamp,
    ) -> Self {
        let proof = Proof {
            kind: about.kind.clone(),
            enrolment: Some(claim.of),
            strength: about.role.strength(),
            channel: about.role.channel(),
            at: now,
        };
        Self {
            claim,
            proof,
            unproved,
        }
    }

    /// What it would prove.
    pub(super) const fn proof(&self) -> &Proof {
        &self.proof
    }
}

/// What stands before the door; each is consumed once.
pub(crate) enum Entry<'a> {
    /// A right password, the attempt that it spent, and what is to come of it.
    Password(&'a Account, &'a Attempt, Onward<'a>),
    /// A set-up or invite link: its guards, the account that they make or complete, and the revision
    /// that they leave the site's policy in.
    Link {
        account: &'a Account,
        guards: Vec<Guard>,
        policy: Option<i64>,
    },
    /// A pending sign-in and the answer to it.
    Pending(&'a Pending, Proven, Said<'a>),
    /// What signs in without a password, and what is to come of it.
    Passwordless(&'a Account, Proven, Onward<'a>),
    /// A live session that steps up by a factor, or confirms one, and the answer that it gave.
    Session(&'a LiveSession, Proven, Said<'a>),
    /// A live session that steps up by the password.
    SessionPassword(&'a LiveSession, Rise, Said<'a>),
}

/// How far a session rises by one proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rise {
    /// The step-up is complete: it clears what it climbed.
    Whole,
    /// More is needed for it to open anything: it clears nothing.
    Half,
}

/// What is committed together with an entry: the change that confirms an enrolment.
#[derive(Default)]
pub(crate) struct Also {
    pub guards: Vec<Guard>,
    pub statements: Vec<Statement>,
    /// Every other session and pending sign-in ends.
    pub ends_others: bool,
    /// Every known browser's mark is void, and this browser gets a new one.
    pub renews_mark: bool,
    /// An enrolment becomes a factor that exists, so that one is no longer missing.
    pub enrols: bool,
}

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
    ) -> Result<Outcome, Stop> {
        let now = self.now();
        match entry {
            Entry::Password(account, attempt, onward) => {
                let session = SessionId::new(self.random());
                let proof = Proof::password(now);
                let entering = self.begins(account, proof, session, onward, &also);
                let mut entering = entering.await?;
                entering.attempt = Some(attempt);
                self.enter(entering, also, seen).await
            }
            Entry::Link {
                account,
                guards,
                policy,
            } => {
                let session = SessionId::new(self.random());
                let (proof, onward) = (Proof::password(now), Onward::default());
                let entering = self.begins(account, proof, session, onward, &also);
                let mut entering = entering.await?;
                let revision = &mut entering.ground.site.revision;
                *revision = policy.unwrap_or(*revision);
                entering.consumed = Batch::new().all(guards);
                self.enter(entering, also, seen).await
            }
            Entry::Pending(pending, proven, said) => {
                let entering = self.answered(pending, proven, &said, &also, seen).await?;
                self.enter(entering, also, seen).await
            }
            Entry::Passwordless(account, proven, onward) => {
                let session = SessionId::new(self.random());
                let entering = self.begins(account, proven.proof, session, onward, &also);
                let mut entering = entering.await?;
                entering.consumed = self.claimed(proven.claim, proven.unproved, session, seen);
                self.enter(entering, also, seen).await
            }
            Entry::Session(live, proven, said) => {
                let batch = self.claimed(proven.claim, proven.unproved, live.id(), seen);
                self.rise(live, proven.proof, (Rise::Whole, said), batch, also, seen)
                    .await
            }
            Entry::SessionPassword(live, rise, said) => {
                let proof = Proof::password(now);
                self.rise(live, proof, (rise, said), Batch::new(), also, seen)
                    .await
            }
        }
    }

    /// Whoever comes with a first proof.
    async fn begins<'a>(
        &self,
        account: &Account,
        proof: Proof,
        session: SessionId,
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
            session,
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
        proofs.push(proven.proof);
        Ok(Entering {
            ground: self.ground(&account, &proofs, also).await?,
            proofs,
            next: pending.next.clone(),
            stay: pending.stay,
            consumed: Batch::new()
                .all([pending.consume(self.now())])
                .any(said.word(self))
                .merge(self.claimed(proven.claim, proven.unproved, pending.session, seen)),
            attempt: None,
            session: pending.session,
            token: said.token(self.reader()),
        })
    }

    /// What a claim is committed by, with which session it opens or raises.
    fn claimed(
        &self,
        claim: Claim,
        unproved: Vec<Statement>,
        session: SessionId,
        seen: &Visitor,
    ) -> Batch {
        let Parts {
            of,
            signed,
            guards,
            then,
            told,
        } = claim.into_parts();
        let kept = answers::keep(of, session, signed, (self.random(), self.now()));
        let told = told.map(|event| audit::write::by_visitor(self, &event, seen));
        Batch::new()
            .all(guards)
            .many(then)
            .many(kept)
            .many(told.into_iter().flatten())
            .many(unproved)
    }

    async fn enter(
        &self,
        mut entering: Entering<'_>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let epoch = entering
            .ground
            .account
            .epoch
            .saturating_add(also.ends_others.into());
        entering.consumed = entering.consumed.many(also.statements).all(also.guards);
        match owed(entering.ground.holds, &entering.proofs) {
            Owed::Nothing => self
                .commit_session(entering, epoch, seen)
                .await
                .map(Outcome::In),
            Owed::Second => self
                .commit_pending(entering, epoch, seen)
                .await
                .map(Outcome::Owed),
            Owed::SetUp => self
                .commit_pending(entering, epoch, seen)
                .await
                .map(Outcome::SetUp),
        }
    }
}
