//! Letting a session rise by one proof more. Called by [`admit`](super::admit) alone.

use domain::event::{Action, Event};
use domain::ids::{AccountId, BrowserId};
use domain::secret::{Token, token};
use domain::{Proof, Stop};
use store::{Batch, Statement};

use super::entry::{Also, Rise};
use super::progress::{NewSession, Progress};
use super::resubmission::Said;
use crate::budget::settle::settle;
use crate::house::Admission;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::session::live::LiveSession;
use crate::session::table as sessions;
use crate::suspicion::late::in_time;
use crate::{Visitor, audit};

/// A session that is to rise.
pub(super) struct Rising<'a> {
    pub(super) live: &'a LiveSession,
    pub(super) proof: Proof,
    pub(super) rise: Rise,
    pub(super) said: Said<'a>,
    /// What the proof consumes.
    pub(super) consumed: Batch,
}

impl Door {
    /// A session goes on under a new token with one proof more (ASVS 7.2.4).
    pub(super) async fn rise(
        &self,
        rising: Rising<'_>,
        also: Also,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        let Rising {
            live,
            proof,
            rise,
            said,
            consumed,
        } = rising;
        let (now, reader, account) = (self.now(), self.reader(), live.account());
        let fresh = live.token.risen(said.token(reader));
        let hash = fresh.hash(reader);
        let mut proofs: Vec<Proof> = live.proofs().to_vec();
        proofs.retain(|old| !(old.kind == proof.kind && old.enrolment == proof.enrolment));
        proofs.push(proof.clone());
        let from = live.session.epoch;
        let to = from.saturating_add(also.others.epochs());
        let known = known_browsers::find(reader, seen.known.as_ref(), account, now).await?;
        // What confirms an enrolment or changes the password has an event of its own, which says it.
        let event = said.is_step_up().then(|| {
            let event = Event::done(Action::StepUp, account).of_kind(&proof.kind);
            audit::write::by_visitor(self, &event, seen)
        });
        let mut batch = consumed
            .many(said.words_of_rise(self, &fresh))
            .many(also.statements)
            .all(also.guards);
        let mark = also.renews_mark.then(|| token(self.random()));
        if let Some(mark) = &mark {
            batch = batch.many(self.known_by(mark, account));
        }
        let batch = batch
            .all([sessions::rise(sessions::Risen {
                old: &live.hash,
                new: &hash,
                proofs: &proofs,
                now,
                from,
                to,
                wrong: match rise {
                    Rise::Whole => sessions::WrongAnswers::Forgotten,
                    Rise::Half => sessions::WrongAnswers::Kept,
                },
            })?])
            .many(in_time(std::slice::from_ref(&proof), known))
            .many(match rise {
                Rise::Whole => settle(self, account, &[proof], known, seen),
                Rise::Half => Vec::new(),
            })
            .many(event.into_iter().flatten())
            .receipt(sessions::receipt(&hash));
        self.commit(Admission::of_sign_in(), batch).await?;
        Ok(Progress::In(NewSession {
            token: fresh,
            known: mark,
            lasts: live.session.lasts(now),
            next: String::new(),
            by_fallback: None,
        }))
    }

    /// This browser is known to the account by this mark, whatever it was known by before.
    fn known_by(&self, mark: &Token, account: AccountId) -> [Statement; 2] {
        let (now, browser) = (self.now(), BrowserId::new(self.random()));
        let until = now.plus(self.config().lengths.known);
        known_browsers::know(self.reader(), browser, mark, account, now, until)
    }
}
