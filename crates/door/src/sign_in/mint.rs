//! Making what an admitted entry gets: a session, or a pending sign-in. Called by
//! [`admit`](super::admit) alone.

use domain::event::{Action, Event};
use domain::ids::{AccountId, BrowserId, PendingId, SessionId};
use domain::secret::{self, Token};
use domain::{Proof, Stop};
use store::Statement;

use super::admit::Entering;
use super::pending::{self, Begins, Pending};
use super::progress::NewSession;
use crate::account::table::{self as accounts, Account};
use crate::budget::settle::settle;
use crate::house::Admission;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::session::table::{self as sessions, Session};
use crate::suspicion::late::in_time;
use crate::visitor::session_token::{SessionToken, secret_hash};
use crate::{Visitor, audit};

impl Door {
    fn mint(
        &self,
        id: SessionId,
        account: &Account,
        proofs: Vec<Proof>,
        epoch: i64,
        stay: bool,
        seen: &Visitor,
    ) -> Session {
        let now = self.now();
        let lasting = self.lasting(stay);
        Session {
            id,
            account: account.id,
            epoch,
            proofs,
            name: String::new(),
            address: seen.address.to_string(),
            agent: seen.agent.clone(),
            made: now,
            seen: now,
            idle: lasting.idle,
            expires: now.plus(lasting.longest),
            stay: lasting.stay,
        }
    }

    pub(super) async fn commit_session(
        &self,
        entering: Entering<'_>,
        epoch: i64,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        let Entering {
            ground,
            proofs,
            next,
            stay,
            consumed: batch,
            session,
            token,
            ..
        } = entering;
        let session = self.mint(session, &ground.account, proofs, epoch, stay, seen);
        let (now, reader, id) = (self.now(), self.reader(), ground.account.id);
        let fresh = SessionToken::first(reader, token);
        let hash = fresh.hash(reader);
        let kept = secret_hash(reader, session.id, fresh.secret());
        let known = known_browsers::find(reader, seen.known.as_ref(), id, now).await?;
        let mark = secret::token(self.random());
        let event = self
            .signed_in_event(id, &session.proofs, known.is_some())
            .by(session.id);
        let by_fallback = session.proofs.iter().find(|p| p.is_fallback());
        let by_fallback = by_fallback.map(|proof| proof.kind.clone());
        let mut batch = batch
            .all([accounts::signed_in(id, session.epoch, now)])
            .all([sessions::insert(
                sessions::Hashes {
                    token: &hash,
                    secret: &kept,
                },
                &session,
                ground.site.revision,
            )?])
            .any(sessions::idlest_gives_way(id, session.id))
            .many(self.marked(&mark, id, seen))
            .many(ground.seen)
            .many(settle(self, id, &session.proofs, known, seen))
            .many(in_time(&session.proofs, known))
            .many(audit::write::by_visitor(self, &event, seen))
            .receipt(sessions::receipt(&hash));
        if let Some(old) = &seen.session {
            batch = batch.any(sessions::end_by_hash(&old.hash(reader)));
        }
        self.commit(Admission::of_sign_in(), batch).await?;
        Ok(NewSession {
            token: fresh,
            known: Some(mark),
            lasts: session.lasts(now),
            next,
            by_fallback,
        })
    }

    /// The browser is known by this mark from now on. It is new each time, so that one that was copied is worth
    /// nothing afterwards.
    fn marked(&self, mark: &Token, account: AccountId, seen: &Visitor) -> Vec<Statement> {
        let (reader, now) = (self.reader(), self.now());
        let carried = seen
            .known
            .as_ref()
            .map(|old| known_browsers::renew(reader, old, mark));
        let until = now.plus(self.config().lengths.known);
        let browser = BrowserId::new(self.random());
        let known = known_browsers::know(reader, browser, mark, account, now, until);
        carried.into_iter().chain(known).collect()
    }

    /// A browser that this account doesn't know yet is told as such, and so is what helped out in place of the
    /// factor: if it wasn't the owner, that is how they learn of it (N-18).
    fn signed_in_event(&self, account: AccountId, proofs: &[Proof], known: bool) -> Event {
        let kinds: Vec<&str> = proofs.iter().map(|proof| proof.kind.as_str()).collect();
        let action = match (known, proofs.iter().any(Proof::is_fallback)) {
            (false, _) => Action::SignInNewBrowser,
            (true, true) => Action::SignInWithoutFactor,
            (true, false) => Action::SignIn,
        };
        let event = Event::done(action, account).detail(kinds.join(" + "));
        proofs
            .iter()
            .find(|proof| proof.is_second())
            .map_or_else(|| event.clone(), |p| event.clone().of_kind(&p.kind))
    }

    pub(super) async fn commit_pending(
        &self,
        entering: Entering<'_>,
        epoch: i64,
        seen: &Visitor,
    ) -> Result<Token, Stop> {
        let account = entering.ground.account.id;
        let fresh = secret::token(self.random());
        let pending = Pending {
            id: PendingId::new(self.random()),
            token: fresh.clone(),
            hash: Vec::new(),
            account,
            epoch,
            proofs: entering.proofs,
            session: entering.session,
            next: entering.next,
            stay: entering.stay,
            language: None,
        };
        let stranger = entering.attempt.filter(|attempt| attempt.known.is_none());
        let begins = stranger.map_or(Begins::Known, |_| Begins::Stranger);
        let new = pending::insert(self, &pending, begins, self.now())?;
        // Those of strangers who come at once are counted one after the other.
        let one_by_one = stranger.map(|_| accounts::assert_live(account, epoch));
        // Only the first of several proofs was right as yet: worth telling, should it go no further.
        let event = Event::done(Action::SignInBegun, account);
        let mut batch = entering
            .consumed
            .add(audit::write::folded(self, &event, seen, "begun"))
            .all(one_by_one)
            .all([new.guard])
            .any(new.oldest_goes)
            .receipt(new.receipt);
        if let Some(attempt) = entering.attempt {
            batch = batch.merge(attempt.give_back());
        }
        self.commit(Admission::of_sign_in(), batch).await?;
        Ok(fresh)
    }
}
