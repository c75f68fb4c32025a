//! The only function that makes a session, or lets one rise. It takes what stands before the door,
//! looks at what is still owed, and commits everything that must happen at the same moment in one
//! batch: consumption, guards, the new session, the budget, the event.

use domain::event::Event;
use domain::ids::{AccountId, BrowserId, PendingId, SessionId};
use domain::policy::{Holds, Owed, owed};
use domain::secret::{Token, token};
use domain::{Kind, Proof, Refusal, Stop, Timestamp};
use factors::{About, Claim, Enrolment};
use store::{Batch, Guard, Statement};

use super::pending::{self, Pending};
use crate::account::table::{self as accounts, Account};
use crate::budget::settle::settle;
use crate::budget::spend::Attempt;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;
use crate::session::live::LiveSession;
use crate::session::table::{self as sessions, Session};
use crate::{Visitor, audit};

/// A claim, with what the registry says of its factor.
pub(crate) struct Proven {
    claim: Claim,
    proof: Proof,
}

impl Proven {
    /// Factor, strength and channel come from the registry, never from the answer.
    pub(crate) fn new(about: &About, claim: Claim, now: Timestamp) -> Self {
        let proof = Proof {
            kind: about.kind.clone(),
            enrolment: Some(claim.of),
            strength: Some(about.strength),
            channel: about.channel,
            at: now,
        };
        Self { claim, proof }
    }
}

/// What stands before the door; each is consumed once.
pub(crate) enum Entry<'a> {
    /// A right password, the attempt that it spent, and where the person was going.
    Password(&'a Account, &'a Attempt, &'a str),
    /// A set-up or invite link: its guards, the account that they make or complete, and the revision
    /// that they leave the site's policy in.
    Link {
        account: &'a Account,
        guards: Vec<Guard>,
        policy: Option<i64>,
    },
    /// A pending sign-in and the answer to it.
    Pending(&'a Pending, Proven),
    /// A live session that steps up by a factor, or confirms one.
    Session(&'a LiveSession, Proven),
    /// A live session that steps up by the password.
    SessionPassword(&'a LiveSession),
}

/// What is committed together with an entry: the change that confirms an enrolment.
#[derive(Default)]
pub(crate) struct Also {
    pub guards: Vec<Guard>,
    pub statements: Vec<Statement>,
    /// Every other session and pending sign-in ends.
    pub ends_others: bool,
    /// An enrolment becomes a factor that exists, so that one is no longer missing.
    pub enrols: bool,
}

/// A session that was just made.
#[derive(Debug)]
pub struct NewSession {
    /// What the browser holds from now on.
    pub token: Token,
    /// The known-browser cookie to set; none where it stays as it is.
    pub known: Option<Token>,
    /// Where the person was going; empty for home.
    pub next: String,
    /// The kind of fallback that was used in place of a factor, if one was.
    pub by_fallback: Option<Kind>,
}

/// What came of an entry.
#[derive(Debug)]
pub enum Outcome {
    /// A session.
    In(NewSession),
    /// A second proof is owed: the token of a pending sign-in.
    Owed(Token),
    /// A factor has to be set up first: the token of a pending sign-in.
    SetUp(Token),
}

/// Everything that a decision leans on, read before it.
struct Ground {
    account: Account,
    site: Site,
    holds: Holds,
}

impl Door {
    async fn ground(&self, account: &Account, also: &Also) -> Result<Ground, Stop> {
        let site = Site::read(self.reader()).await?;
        let enrolments = factors::enrolment::of_account(self.reader(), account.id).await?;
        let required = self.is_required(account.id, &site).await?;
        let mut holds = self.holds(&enrolments, &site, required);
        holds.factor |= also.enrols;
        Ok(Ground {
            account: account.clone(),
            site,
            holds,
        })
    }

    /// What exists on an account. A kind that this program doesn't know counts as a factor: closed.
    pub(crate) fn holds(&self, enrolments: &[Enrolment], site: &Site, required: bool) -> Holds {
        let now = self.now();
        let is_fallback = |e: &&Enrolment| {
            self.registry()
                .get(&e.kind)
                .is_some_and(|f| f.about().is_fallback())
        };
        let existing = || enrolments.iter().filter(|e| e.exists());
        Holds {
            factor: existing().any(|e| !is_fallback(&e)),
            fallback: existing()
                .any(|e| is_fallback(&e) && e.tune > 0 && e.answers(now) && site.is_on(&e.kind)),
            required,
        }
    }

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
        match entry {
            Entry::Password(account, attempt, next) => {
                let proofs = vec![Proof::password(self.now())];
                let ground = self.ground(account, &also).await?;
                let batch = Batch::new();
                self.enter(
                    ground,
                    proofs,
                    next.to_owned(),
                    batch,
                    Some(attempt),
                    also,
                    seen,
                )
                .await
            }
            Entry::Link {
                account,
                guards,
                policy,
            } => {
                let proofs = vec![Proof::password(self.now())];
                let mut ground = self.ground(account, &also).await?;
                ground.site.revision = policy.unwrap_or(ground.site.revision);
                let batch = Batch::new().all(guards);
                self.enter(ground, proofs, String::new(), batch, None, also, seen)
                    .await
            }
            Entry::Pending(pending, proven) => {
                let mut account = self.account_of(pending.account).await?;
                if account.epoch != pending.epoch {
                    return Err(Refusal::SignInOver.into());
                }
                account.epoch = pending.epoch;
                let mut proofs = pending.proofs.clone();
                proofs.push(proven.proof);
                let ground = self.ground(&account, &also).await?;
                let (guards, then) = proven.claim.into_parts();
                let batch = Batch::new()
                    .all([pending.consume(self.now())])
                    .all(guards)
                    .many(then);
                self.enter(
                    ground,
                    proofs,
                    pending.next.clone(),
                    batch,
                    None,
                    also,
                    seen,
                )
                .await
            }
            Entry::Session(live, proven) => {
                let (guards, then) = proven.claim.into_parts();
                let batch = Batch::new().all(guards).many(then);
                self.rise(live, proven.proof, batch, also, seen).await
            }
            Entry::SessionPassword(live) => {
                self.rise(live, Proof::password(self.now()), Batch::new(), also, seen)
                    .await
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    async fn enter(
        &self,
        ground: Ground,
        proofs: Vec<Proof>,
        next: String,
        batch: Batch,
        attempt: Option<&Attempt>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let epoch = ground.account.epoch.saturating_add(also.ends_others.into());
        let batch = batch.many(also.statements).all(also.guards);
        match owed(ground.holds, &proofs) {
            Owed::Nothing => {
                let session = self.mint(&ground.account, proofs, epoch, seen);
                self.commit_session(ground, session, next, batch, seen)
                    .await
                    .map(Outcome::In)
            }
            Owed::Second => self
                .commit_pending(&ground.account, proofs, next, epoch, batch, attempt)
                .await
                .map(Outcome::Owed),
            Owed::SetUp => self
                .commit_pending(&ground.account, proofs, next, epoch, batch, attempt)
                .await
                .map(Outcome::SetUp),
        }
    }

    fn mint(&self, account: &Account, proofs: Vec<Proof>, epoch: i64, seen: &Visitor) -> Session {
        let (now, lengths) = (self.now(), &self.config().lengths);
        let (idle, longest) = if account.admin {
            (lengths.admin_idle, lengths.admin_longest)
        } else {
            (lengths.idle, lengths.longest)
        };
        Session {
            id: SessionId::new(self.random()),
            account: account.id,
            epoch,
            proofs,
            name: String::new(),
            address: seen.address.to_string(),
            agent: seen.agent.clone(),
            made: now,
            seen: now,
            idle,
            expires: now.plus(longest),
            wrong: 0,
        }
    }

    async fn commit_session(
        &self,
        ground: Ground,
        session: Session,
        next: String,
        batch: Batch,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        let (now, reader, id) = (self.now(), self.reader(), ground.account.id);
        let fresh = token(self.random());
        let hash = sessions::hash(reader, &fresh);
        let known = known_browsers::find(reader, seen.known.as_ref(), id, now).await?;
        // A mark that came from elsewhere and is known to nobody is never taken over.
        let (mark, new_mark) = self.mark(known.is_some(), seen).await?;
        let until = now.plus(self.config().lengths.known);
        let event = self.signed_in_event(id, &session.proofs);
        let by_fallback = session
            .proofs
            .iter()
            .find(|p| p.strength == Some(domain::Strength::Fallback));
        let by_fallback = by_fallback.map(|proof| proof.kind.clone());
        let mut batch = batch
            .all([accounts::signed_in(id, session.epoch, now)])
            .all([sessions::insert(&hash, &session, ground.site.revision)?])
            .many(known_browsers::know(
                reader,
                BrowserId::new(self.random()),
                &mark,
                id,
                now,
                until,
            ))
            .many(settle(self, id, &session.proofs, known, seen))
            .add(audit::write::by_visitor(self, &event, seen))
            .receipt(sessions::receipt(&hash));
        if let Some(old) = &seen.session {
            batch = batch.any(sessions::end_by_hash(&sessions::hash(reader, old)));
        }
        batch.commit(self.store()).await?;
        Ok(NewSession {
            token: fresh,
            known: new_mark.then_some(mark),
            next,
            by_fallback,
        })
    }

    /// The browser's mark: the one that it carries where that is ours, else a new one.
    async fn mark(&self, known_here: bool, seen: &Visitor) -> Result<(Token, bool), Stop> {
        if let Some(carried) = &seen.known
            && (known_here || known_browsers::is_ours(self.reader(), carried, self.now()).await?)
        {
            // Set again, so that it lasts another 180 days.
            return Ok((carried.clone(), true));
        }
        Ok((token(self.random()), true))
    }

    fn signed_in_event(&self, account: AccountId, proofs: &[Proof]) -> Event {
        let kinds: Vec<&str> = proofs.iter().map(|proof| proof.kind.as_str()).collect();
        let event = Event::done("sign-in", account).detail(kinds.join(" + "));
        proofs
            .iter()
            .find(|proof| proof.is_second())
            .map_or_else(|| event.clone(), |p| event.clone().of_kind(&p.kind))
    }

    async fn commit_pending(
        &self,
        account: &Account,
        proofs: Vec<Proof>,
        next: String,
        epoch: i64,
        batch: Batch,
        attempt: Option<&Attempt>,
    ) -> Result<Token, Stop> {
        let fresh = token(self.random());
        let pending = Pending {
            id: PendingId::new(self.random()),
            hash: Vec::new(),
            account: account.id,
            epoch,
            proofs,
            next,
            made: self.now(),
            language: None,
        };
        let new = pending::insert(self, &fresh, &pending, self.now())?;
        let mut batch = batch
            .all([new.guard])
            .any(new.oldest_goes)
            .receipt(new.receipt);
        if let Some(attempt) = attempt {
            batch = batch.merge(attempt.give_back(self));
        }
        batch.commit(self.store()).await?;
        Ok(fresh)
    }

    /// A session goes on under a new token with one proof more (ASVS 7.2.4).
    async fn rise(
        &self,
        live: &LiveSession,
        proof: Proof,
        batch: Batch,
        also: Also,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let (now, reader) = (self.now(), self.reader());
        let fresh = token(self.random());
        let hash = sessions::hash(reader, &fresh);
        let mut proofs: Vec<Proof> = live.proofs().to_vec();
        proofs.retain(|old| !(old.kind == proof.kind && old.enrolment == proof.enrolment));
        proofs.push(proof.clone());
        let from = live.session.epoch;
        let to = from.saturating_add(also.ends_others.into());
        let known = known_browsers::find(reader, seen.known.as_ref(), live.account(), now).await?;
        let event = Event::done("step-up", live.account()).of_kind(&proof.kind);
        batch
            .many(also.statements)
            .all(also.guards)
            .all([sessions::rise(&live.hash, &hash, &proofs, now, from, to)?])
            .many(settle(self, live.account(), &[proof], known, seen))
            .add(audit::write::by_visitor(self, &event, seen))
            .receipt(sessions::receipt(&hash))
            .commit(self.store())
            .await?;
        Ok(Outcome::In(NewSession {
            token: fresh,
            known: None,
            next: String::new(),
            by_fallback: None,
        }))
    }
}
