//! Renaming, limiting and disconnecting device passwords.

use domain::account::Label;
use domain::device_password::Limits;
use domain::event::{Action, Event};
use domain::ids::DevicePasswordId;
use domain::{Form, Refusal, Stop};
use store::Batch;

use super::table::{self, DevicePassword};
use crate::house::Door;
use crate::rights::Verb;
use crate::session::live::LiveSession;
use crate::{Actor, Visitor};

impl Door {
    async fn own_device_password(
        &self,
        live: &LiveSession,
        id: DevicePasswordId,
    ) -> Result<DevicePassword, Stop> {
        Ok(table::by_id(self.reader(), id)
            .await?
            .filter(|found| found.account == live.account())
            .ok_or(Refusal::NoSuch)?)
    }

    /// Gives one of one's own another name.
    ///
    /// # Errors
    /// [`Refusal::InvalidLabel`], [`Refusal::NoSuch`].
    pub async fn rename_device_password(
        &self,
        live: &LiveSession,
        id: DevicePasswordId,
        name: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::RenameDevicePassword, seen).await?;
        let name = Label::read(name)?;
        let event =
            Event::done(Action::DevicePasswordRenamed, live.account()).detail(name.as_str());
        let change = Batch::new().all([table::rename(id, live.account(), name.as_str())]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Gives one of one's own other limits, by the fields of [`Limits::read`]. Wider ones open more, so it
    /// is sensitive.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`], [`Refusal::NoSuch`], [`Refusal::InvalidLimit`].
    pub async fn limit_device_password(
        &self,
        live: &LiveSession,
        id: DevicePasswordId,
        form: &Form,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::LimitDevicePassword, seen).await?;
        let found = self.own_device_password(live, id).await?;
        let limits = Limits::read(form, self.now())?;
        let event = Event::done(Action::DevicePasswordLimited, live.account()).detail(&found.name);
        let change = Batch::new().all([table::limit(id, live.account(), &limits, self.now())]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Disconnects one of one's own: dead at the next request, on every node.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], for anybody else's too.
    pub async fn disconnect_device_password(
        &self,
        live: &LiveSession,
        id: DevicePasswordId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::DisconnectDevicePassword, seen).await?;
        let found = self.own_device_password(live, id).await?;
        let event = Event::done(Action::DevicePasswordRemoved, live.account()).detail(&found.name);
        let change = Batch::new().all([table::delete(id, live.account())]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Disconnects somebody's, by its id alone.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn delete_device_password(
        &self,
        actor: &Actor,
        id: DevicePasswordId,
    ) -> Result<(), Stop> {
        // Before anything is told of whether there is one.
        self.may_read(actor, Verb::DeleteDevicePassword)?;
        let found = table::by_id(self.reader(), id)
            .await?
            .ok_or(Refusal::NoSuch)?;
        let owner = self.account_of(found.account).await?;
        let permit = self.may_upon(actor, Verb::DeleteDevicePassword, &owner)?;
        let event = Event::done(Action::DevicePasswordRemovedByAdministrator, found.account)
            .detail(&found.name);
        let change = Batch::from(table::delete(id, found.account));
        self.commit(permit.recording(self, &event), change).await
    }
}
