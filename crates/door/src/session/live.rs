//! The session of a request: looked at on every one of them, in one read.

use std::ops::Deref;
use std::sync::Arc;

use domain::ids::{AccountId, SessionId};
use domain::{Assurance, Fault, Kind, Language, Proof, Timestamp};
use store::{Guard, Hash};

use super::table::{self, Session};
use crate::Visitor;
use crate::account::table as accounts;
use crate::cache::Cache;
use crate::house::Door;
use crate::visitor::session_token::SessionToken;

/// A live session. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LiveSession {
    kept: Arc<SessionData>,
    /// What its browser holds: an answer by which it rises is given under it.
    pub(crate) token: SessionToken,
}

/// What is kept of a session, with what pages need of its account; never its token.
#[derive(Debug)]
pub struct SessionData {
    pub(crate) session: Session,
    pub(crate) hash: Hash,
    pub name: String,
    /// The account's display name.
    pub display_name: String,
    /// Whether it is an administrator's.
    pub admin: bool,
    /// The account's language, if one was chosen.
    pub language: Option<Language>,
    /// The account's time zone; empty for the site's.
    pub zone: String,
    pub theme: String,
}

impl Deref for LiveSession {
    type Target = SessionData;

    fn deref(&self) -> &SessionData {
        &self.kept
    }
}

impl SessionData {
    /// Its id in lists.
    pub const fn id(&self) -> SessionId {
        self.session.id
    }

    /// The account whose session it is.
    pub const fn account(&self) -> AccountId {
        self.session.account
    }

    /// The proofs that made it.
    pub fn proofs(&self) -> &[Proof] {
        &self.session.proofs
    }

    /// What its proofs amount to.
    pub fn assurance(&self) -> Assurance {
        Assurance::of(&self.session.proofs).unwrap_or(Assurance::Single)
    }

    /// The kind of code that was used in place of a factor, if the sign-in had one.
    pub fn by_fallback(&self) -> Option<Kind> {
        let fallback = |proof: &&Proof| proof.is_fallback();
        self.proofs()
            .iter()
            .find(fallback)
            .map(|proof| proof.kind.clone())
    }

    /// States again, in a batch that leans on this session, that it still lives: its account's epoch, what else it
    /// needs of its account, and its row.
    pub(crate) fn assert_live(&self, needs: Option<Guard>) -> Vec<Guard> {
        let (account, epoch) = (self.session.account, self.session.epoch);
        [accounts::assert_live(account, epoch)]
            .into_iter()
            .chain(needs)
            .chain([table::assert_live(&self.hash, epoch)])
            .collect()
    }

    /// When the sign-in was completed.
    pub const fn since(&self) -> Timestamp {
        self.session.made
    }
}

impl Door {
    /// The live session of a token; none where it is unknown, over, idle for too long, or its
    /// account was disabled or ended its sessions.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn session(
        &self,
        token: &SessionToken,
        seen: &Visitor,
    ) -> Result<Option<LiveSession>, Fault> {
        let now = self.now();
        let hash = token.hash(self.reader());
        let read = || self.read_session(hash.clone(), now);
        let Some(kept) = self
            .memory::<Cache<SessionData>>()
            .look_up(self.reader().change_marker(), &hash, read)
            .await?
        else {
            return Ok(None);
        };
        if !kept.session.is_alive(now) {
            return Ok(None);
        }
        let token = token.clone();
        let live = LiveSession { kept, token };
        self.note_seen(&live.session, seen).await;
        Ok(Some(live))
    }

    async fn read_session(&self, hash: Hash, now: Timestamp) -> Result<Option<SessionData>, Fault> {
        let Some(mut row) = table::live(self.reader(), &hash, now).await? else {
            return Ok(None);
        };
        Ok(Some(SessionData {
            hash,
            session: Session::read(&mut row)?,
            name: row.text()?,
            display_name: row.text()?,
            admin: row.flag()?,
            language: self.language(&row.text()?),
            zone: row.text()?,
            theme: row.text()?,
        }))
    }
}
