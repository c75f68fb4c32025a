//! Ending sessions: dead on the server at once, on every node.

use domain::event::{Action, Event};
use domain::ids::SessionId;
use domain::{Refusal, Stop};
use store::Batch;

use super::live::LiveSession;
use super::table;
use crate::account::table as accounts;
use crate::device_password::all::DevicePasswords;
use crate::house::Door;
use crate::{Actor, Visitor, audit};

impl Door {
    /// Signs out.
    ///
    /// # Errors
    /// When the database doesn't answer: the session may still live.
    pub async fn sign_out(&self, live: &LiveSession, seen: &Visitor) -> Result<(), Stop> {
        let event = Event::done(Action::SignOut, live.account());
        Batch::new()
            .any(table::end_by_hash(&live.hash))
            .add(audit::write::by_visitor(self, &event, seen))
            .commit(self.store())
            .await
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], for anybody else's too.
    pub async fn end_session(
        &self,
        live: &LiveSession,
        id: SessionId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let event = Event::done(Action::SessionEnded, live.account());
        Batch::new()
            .all(live.still())
            .all([table::end(id, live.account())])
            .add(audit::write::by_visitor(self, &event, seen))
            .commit(self.store())
            .await
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
        let passwords = self
            .with_device_passwords(passwords, live.account(), seen)
            .await?;
        let event = Event::done(Action::SessionOthersEnded, live.account());
        Batch::new()
            .all(live.still())
            .any(table::end_others(live.account(), live.id()))
            .many(passwords)
            .add(audit::write::free(self, &event, seen))
            .commit(self.store())
            .await
    }

    /// Ends one of somebody's sessions, or all of them.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn end_user_sessions(
        &self,
        actor: &Actor,
        name: &str,
        which: Option<SessionId>,
    ) -> Result<(), Stop> {
        let account = self.account_named(name).await?;
        if !actor.is_administrator() || !actor.may_help(account.admin) {
            return Err(Refusal::NotAllowed.into());
        }
        let event = Event::done(Action::SessionEndedByAdministrator, account.id);
        let guard = match which {
            Some(id) => table::end(id, account.id),
            None => accounts::end_sessions(account.id),
        };
        Batch::new()
            .all([guard])
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await
    }
}
