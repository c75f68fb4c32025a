//! Making a device password: shown once, kept as a hash.

use domain::account::Label;
use domain::device_password::{LENGTH, Limits};
use domain::event::{Action, Event};
use domain::gate::{GateHost, HostPattern, Reach};
use domain::ids::DevicePasswordId;
use domain::{Assurance, Form, Refusal, Secret, Stop, readable};
use store::Batch;

use super::table;
use crate::account::groups;
use crate::account::table::Account;
use crate::house::Door;
use crate::rights::Verb;
use crate::session::live::LiveSession;
use crate::{Actor, Visitor, form_number};

/// The most device passwords an account has.
const MOST: u16 = 200;

/// A device password that was just made.
#[derive(Debug)]
pub struct Made {
    /// Its id in lists.
    pub id: DevicePasswordId,
    pub name: String,
    /// The secret in groups of five, to be shown this once.
    pub secret: Secret<String>,
    /// Whether it opens each of the protected hosts, in their order.
    pub reach: Vec<(HostPattern, Reach)>,
}

impl Door {
    /// Makes one of one's own: fields `name`, `number` and those of [`Limits::read`].
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`], [`Refusal::InvalidLabel`],
    /// [`Refusal::InvalidLimit`], [`Refusal::TooMany`], [`Refusal::FormUsed`],
    /// [`Refusal::ChangedMeanwhile`].
    pub async fn make_device_password(
        &self,
        live: &LiveSession,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Made, Stop> {
        let permit = self.own(live, Verb::MakeDevicePassword, seen).await?;
        let name = Label::read(form.get("name"))?;
        let limits = Limits::read(form, self.now())?;
        let account = self.account_of(live.account()).await?;
        let making = table::Making {
            limits: &limits,
            made_with: live.assurance(),
            made_by: Some(live.id()),
        };
        let (made, batch) = self.new_device_password(&account, &name, making).await?;
        let event = Event::done(Action::DevicePasswordAdded, account.id).detail(name.as_str());
        let change = batch.all([form_number::consume(self, form, self.now())]);
        self.commit(permit.recording(self, &event), change).await?;
        Ok(made)
    }

    /// Makes one for somebody. Only the command line may: whoever else knows it could act as its owner.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuch`], [`Refusal::InvalidLabel`], [`Refusal::TooMany`].
    pub async fn add_device_password(
        &self,
        actor: &Actor,
        owner: &str,
        name: &str,
        limits: &Limits,
    ) -> Result<Made, Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::AddDevicePassword, owner)
            .await?;
        let name = Label::read(name)?;
        let making = table::Making {
            limits,
            made_with: Assurance::TwoFactor,
            made_by: None,
        };
        let (made, batch) = self.new_device_password(&account, &name, making).await?;
        let event = Event::done(Action::DevicePasswordAddedByAdministrator, account.id)
            .detail(name.as_str());
        self.commit(permit.recording(self, &event), batch).await?;
        Ok(made)
    }

    async fn new_device_password(
        &self,
        account: &Account,
        name: &Label,
        making: table::Making<'_>,
    ) -> Result<(Made, Batch), Stop> {
        let all = table::of_account(self.reader(), account.id).await?;
        if all.len() >= usize::from(MOST) {
            return Err(Refusal::TooMany(MOST).into());
        }
        let reach = self.reach_of(account, making).await?;
        let id = DevicePasswordId::new(self.random());
        let secret = readable::make(self.random(), LENGTH);
        let hash = table::hash_of(self.reader(), &secret);
        // Turned, so that the number counted above still holds, and a change of rights meanwhile shows.
        let batch = Batch::new()
            .all([account.bump_revision()])
            .add(table::insert(
                id,
                account.id,
                &hash,
                name.as_str(),
                making,
                self.now(),
            ));
        let made = Made {
            id,
            name: name.as_str().to_owned(),
            secret: Secret::new(readable::grouped(&secret, 5)),
            reach,
        };
        Ok((made, batch))
    }

    async fn reach_of(
        &self,
        account: &Account,
        making: table::Making<'_>,
    ) -> Result<Vec<(HostPattern, Reach)>, Stop> {
        let groups = groups::names_of_account(self.reader(), account.id).await?;
        let scope = making.limits.scope();
        let hosts = self.config().gate_hosts.iter();
        let reach = |host: &GateHost| Reach::of(host, &groups, making.made_with, &scope);
        Ok(hosts.map(|host| (host.host.clone(), reach(host))).collect())
    }
}
