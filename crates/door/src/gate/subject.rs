//! Who is there, with what a protected host may be told: read in a few keyed reads, and from memory while
//! the database vouches for it.

use std::sync::Arc;

use domain::account::GroupName;
use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Assurance, Fault, Proof, Timestamp};
use store::Stamp;

use super::host_tokens;
use super::told::Told;
use crate::Visitor;
use crate::house::Door;
use crate::session::table::{self as sessions, Session};

/// An account, as a protected host is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its id, which never changes.
    pub id: AccountId,
    /// Its name, in lower case.
    pub name: String,
    /// Its display name.
    pub display_name: String,
    /// Its first confirmed e-mail address.
    pub email: Option<String>,
    /// Its groups, in order.
    pub groups: Vec<GroupName>,
    /// The proofs of its session; empty for a client.
    pub proofs: Vec<Proof>,
    /// What they amount to.
    pub assurance: Assurance,
    /// When its session was made, or for a client, now.
    pub since: Timestamp,
}

impl Subject {
    /// The account of that id, signed in by these proofs since then.
    pub(crate) fn new(id: AccountId, told: Told, proofs: Vec<Proof>, since: Timestamp) -> Self {
        Self {
            id,
            name: told.name.to_ascii_lowercase(),
            display_name: told.display_name,
            email: told.email,
            groups: told.groups,
            assurance: Assurance::of(&proofs).unwrap_or(Assurance::Single),
            proofs,
            since,
        }
    }
}

/// A host's token as it was last read.
#[derive(Debug)]
pub(crate) struct Guest {
    host: String,
    session: Session,
    subject: Arc<Subject>,
}

impl Door {
    /// Who holds this token of a protected host; none where it is unknown, another host's, or its session
    /// is over. A request renews the session.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn guest(
        &self,
        token: &Token,
        host: &str,
        seen: &Visitor,
    ) -> Result<Option<Arc<Subject>>, Fault> {
        let now = self.now();
        let hash = host_tokens::hash(self.reader(), token);
        let read = || self.read_guest(&hash, now);
        let Some(guest) = self
            .guests()
            .look_up(self.gate_stamp(), &hash, read)
            .await?
        else {
            return Ok(None);
        };
        if guest.host != host || !guest.session.is_alive(now) {
            return Ok(None);
        }
        self.note_seen(&guest.session, seen).await;
        Ok(Some(Arc::clone(&guest.subject)))
    }

    async fn read_guest(&self, hash: &[u8], now: Timestamp) -> Result<Option<Guest>, Fault> {
        let Some(row) = host_tokens::live(self.reader(), hash, now).await? else {
            return Ok(None);
        };
        let session = Session::read(&row)?;
        let told = Told::read(&row, 11)?;
        let subject = Subject::new(session.account, told, session.proofs.clone(), session.made);
        Ok(Some(Guest {
            host: row.text(15)?.to_owned(),
            session,
            subject: Arc::new(subject),
        }))
    }

    /// How the database vouches for what the gate remembers: for each request, or where that is configured,
    /// for a second.
    pub(super) fn gate_stamp(&self) -> Option<Stamp> {
        if self.config().gate_cache {
            return self.reader().stamp_of_a_second(self.now());
        }
        self.reader().stamp()
    }

    /// Notes a request of a session, at most once a minute.
    pub(crate) async fn note_seen(&self, session: &Session, seen: &Visitor) {
        let now = self.now();
        if now.since(session.seen) <= domain::Span::minutes(1) {
            return;
        }
        let note = sessions::seen(session.id, now, &seen.address.to_string(), &seen.agent);
        // Not being able to note a request is no reason to refuse it.
        if let Err(e) = Box::pin(store::Batch::new().any(note).commit(self.store())).await {
            tracing::warn!(request = %seen.request, "last-seen not written: {e:?}");
        }
    }
}
