//! Ending sessions: dead on the server at once, on every node.

use domain::Stop;
use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::ids::SessionId;
use store::Batch;

use crate::consequence::{By, Happens};
use crate::device_password::all::DevicePasswords;
use crate::house::Door;
use crate::house::Upkeep;
use crate::rights::Verb;
use crate::session::live::LiveSession;
use crate::session::table;
use crate::{Actor, Visitor, audit};

impl Door {
    /// Signs out.
    ///
    /// # Errors
    /// When the database doesn't answer: the session may still live.
    pub async fn sign_out(&self, live: &LiveSession, seen: &Visitor) -> Result<(), Stop> {
        let event = Event::done(Action::SignOut, live.account());
        let change = Batch::new()
            .any(table::end_by_hash(&live.hash))
            .many(audit::write::by_visitor(self, &event, seen));
        // It may have ended a moment ago.
        self.commit(Upkeep::GivenUp, change).await
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`](domain::Refusal::NoSuch), for anybody else's too.
    pub async fn end_session(
        &self,
        live: &LiveSession,
        id: SessionId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::EndSession, seen).await?;
        let event = Event::done(Action::SessionEnded, live.account());
        let change = Batch::new().all([table::end(id, live.account())]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Ends all of one's sessions but the one that asks, and one's device passwords where they are to go.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn end_other_sessions(
        &self,
        live: &LiveSession,
        passwords: DevicePasswords,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::EndOtherSessions, seen).await?;
        let what = Happening::OthersDisconnected;
        let happens = Happens::new(what, live.account(), By::Visitor(seen));
        let happens = happens.saying(passwords).but_for(live.id());
        let ends = self.ends(happens).await?;
        let event = Event::done(Action::SessionOthersEnded, live.account());
        self.commit(permit.recording(self, &event), ends.into())
            .await
    }

    /// Ends one of somebody's sessions, or all of them.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`](domain::Refusal::NoSuch), [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn end_user_sessions(
        &self,
        actor: &Actor,
        name: &str,
        which: Option<SessionId>,
    ) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::EndUserSessions, name)
            .await?;
        let event = Event::done(Action::SessionEndedByAdministrator, account.id);
        let change = match which {
            Some(id) => Batch::from(table::end(id, account.id)),
            None => {
                let what = Happening::AllDisconnected;
                let happens = Happens::new(what, account.id, By::Permit(&permit));
                self.ends(happens).await?.into()
            }
        };
        self.commit(permit.recording(self, &event), change).await
    }
}
