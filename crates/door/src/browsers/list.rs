//! The list of one's sessions, or somebody's for whoever may help them.

use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::SessionId;
use domain::{Stop, Timestamp};
use serde::Serialize;
use store::Batch;

use crate::house::Door;
use crate::rights::Verb;
use crate::session::live::LiveSession;
use crate::session::table::{self, Session};
use crate::{Actor, Visitor};

/// One session, as it is listed.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    pub id: String,
    /// What its owner calls it; empty where it has no name.
    pub name: String,
    /// From where it was last used.
    pub address: String,
    pub agent: String,
    /// When the sign-in was completed: microseconds since 1970.
    #[serde(rename = "made_micros")]
    pub made: i64,
    /// When it was last used: microseconds since 1970.
    #[serde(rename = "seen_micros")]
    pub seen: i64,
    /// When it ends at the latest: microseconds since 1970.
    #[serde(rename = "expires_micros")]
    pub expires: i64,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl SessionView {
    fn of(session: Session, this: Option<SessionId>) -> Self {
        Self {
            this: this == Some(session.id),
            id: session.id.to_string(),
            name: session.name,
            address: session.address,
            agent: session.agent,
            made: session.made.micros(),
            seen: session.seen.micros(),
            expires: session.expires.micros(),
        }
    }

    /// When the sign-in was completed.
    pub const fn made_at(&self) -> Timestamp {
        Timestamp::from_micros(self.made)
    }

    /// When it was last used.
    pub const fn seen_at(&self) -> Timestamp {
        Timestamp::from_micros(self.seen)
    }
}

impl Door {
    /// One's own live sessions, newest use first.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn own_sessions(&self, live: &LiveSession) -> Result<Vec<SessionView>, Stop> {
        let now = self.now();
        let all = table::of_account(self.reader(), live.account(), now).await?;
        let alive = all.into_iter().filter(|session| session.is_alive(now));
        Ok(alive
            .map(|session| SessionView::of(session, Some(live.id())))
            .collect())
    }

    /// Somebody's live sessions.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`](domain::Refusal::NoSuch), [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn user_sessions(&self, actor: &Actor, name: &str) -> Result<Vec<SessionView>, Stop> {
        let (_, account) = self.may_upon_named(actor, Verb::UserSessions, name).await?;
        let now = self.now();
        let all = table::of_account(self.reader(), account.id, now).await?;
        let alive = all.into_iter().filter(|session| session.is_alive(now));
        Ok(alive
            .map(|session| SessionView::of(session, None))
            .collect())
    }

    /// Gives a session of one's own a name.
    ///
    /// # Errors
    /// [`Refusal::InvalidLabel`](domain::Refusal::InvalidLabel), [`Refusal::NoSuch`](domain::Refusal::NoSuch).
    pub async fn rename_session(
        &self,
        live: &LiveSession,
        id: SessionId,
        name: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::RenameSession, seen).await?;
        let name = Label::read(name)?;
        let event = Event::done(Action::SessionRenamed, live.account()).detail(name.as_str());
        let change = Batch::new().all([table::rename(id, live.account(), name.as_str())]);
        self.commit(permit.recording(self, &event), change).await
    }
}
