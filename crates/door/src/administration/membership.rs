//! Groups, and who is in them.

use domain::account::GroupName;
use domain::event::{Action, Event};
use domain::ids::GroupId;
use domain::policy::Required;
use domain::{Refusal, Stop};
use serde::Serialize;
use store::Batch;

use crate::Actor;
use crate::account::{groups, members, table};
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

/// A group of accounts as it is listed.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    pub name: String,
    /// How many are in it.
    pub members: i64,
}

impl Door {
    /// Every group.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn groups(&self, actor: &Actor) -> Result<Vec<GroupView>, Stop> {
        self.may_read(actor, Verb::Groups)?;
        let groups = groups::list(self.reader()).await?;
        Ok(groups
            .into_iter()
            .map(|(name, members)| GroupView { name, members })
            .collect())
    }

    /// Adds a group.
    ///
    /// # Errors
    /// [`Refusal::InvalidLabel`], [`Refusal::GroupTaken`], [`Refusal::NotAllowed`].
    pub async fn add_group(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::AddGroup)?;
        let name = GroupName::read(name)?;
        let event = Event::site(Action::GroupAdded).detail(name.as_str());
        let insert = groups::insert(GroupId::new(self.random()), &name, self.now());
        self.commit(permit.recording(self, &event), Batch::from(insert))
            .await
    }

    /// Deletes a group. One that policy names stays, so that nobody is let off by accident.
    ///
    /// # Errors
    /// [`Refusal::UnknownGroup`], [`Refusal::NotAllowed`], [`Refusal::GroupInPolicy`].
    pub async fn delete_group(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::DeleteGroup)?;
        let name = GroupName::read(name).map_err(|_| Refusal::UnknownGroup(name.to_owned()))?;
        let site = Site::read(self.reader()).await?;
        let stored = groups::find(self.reader(), &name).await?;
        if let (Required::Groups(named), Some((_, stored))) = (&site.required, &stored)
            && named.contains(stored)
        {
            return Err(Refusal::GroupInPolicy.into());
        }
        let event = Event::site(Action::GroupDeleted).detail(name.as_str());
        let change = Batch::new().all([site.bump_revision(), groups::delete(&name)]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Sets the groups that somebody is in.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::UnknownGroup`], [`Refusal::NotAllowed`].
    pub async fn set_groups(
        &self,
        actor: &Actor,
        name: &str,
        names: &[String],
    ) -> Result<(), Stop> {
        let (permit, account) = self.may_upon_named(actor, Verb::SetGroups, name).await?;
        let mut batch = Batch::new().any(members::leave_all(account.id));
        for group in names {
            batch = batch.any(members::join(self.group_of(group).await?.0, account.id));
        }
        let event = Event::done(Action::AccountGroups, account.id).detail(names.join(", "));
        let change = batch.all(account.enabled.then(|| account.bump_revision()));
        self.commit(permit.recording(self, &event), change).await
    }

    /// Takes somebody out of groups and puts them into others, whatever else they are in: of two
    /// such changes at once, both happen.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::UnknownGroup`], [`Refusal::NotAllowed`].
    pub async fn change_groups(
        &self,
        actor: &Actor,
        name: &str,
        remove: &[String],
        add: &[String],
    ) -> Result<(), Stop> {
        let (permit, account) = self.may_upon_named(actor, Verb::ChangeGroups, name).await?;
        let mut batch = Batch::new().all([table::touch(account.id)]);
        for group in remove {
            batch = batch.any(members::leave(self.group_of(group).await?.0, account.id));
        }
        for group in add {
            batch = batch.any(members::join(self.group_of(group).await?.0, account.id));
        }
        let removed = remove.iter().map(|group| format!("-{group}"));
        let added = add.iter().map(|group| format!("+{group}"));
        let detail: Vec<_> = removed.chain(added).collect();
        let event = Event::done(Action::AccountGroups, account.id).detail(detail.join(", "));
        self.commit(permit.recording(self, &event), batch).await
    }
}
