//! Making what an admitted entry gets: a session, or a pending sign-in. Called by
//! [`admit`](super::admit) alone.

use domain::event::Event;
use domain::ids::{AccountId, BrowserId, PendingId, SessionId};
use domain::secret::{Token, token};
use domain::{Proof, Stop};

use super::admit::{Entering, NewSession};
use super::pending::{self, Pending};
use crate::account::table::{self as accounts, Account};
use crate::budget::settle::settle;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::session::table::{self as sessions, Session};
use crate::{Visitor, audit};

impl Door {
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
            consumed: batch,
            token: fresh,
            ..
        } = entering;
        let session = self.mint(&ground.account, proofs, epoch, seen);
        let (now, reader, id) = (self.now(), self.reader(), ground.account.id);
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

    pub(super) async fn commit_pending(
        &self,
        entering: Entering<'_>,
        epoch: i64,
    ) -> Result<Token, Stop> {
        let fresh = token(self.random());
        let pending = Pending {
            id: PendingId::new(self.random()),
            token: fresh.clone(),
            hash: Vec::new(),
            account: entering.ground.account.id,
            epoch,
            proofs: entering.proofs,
            next: entering.next,
            language: None,
        };
        let new = pending::insert(self, &pending, self.now())?;
        let mut batch = entering
            .consumed
            .all([new.guard])
            .any(new.oldest_goes)
            .receipt(new.receipt);
        if let Some(attempt) = entering.attempt {
            batch = batch.merge(attempt.give_back(self));
        }
        batch.commit(self.store()).await?;
        Ok(fresh)
    }
}
