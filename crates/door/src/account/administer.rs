//! What administrators do with accounts. Whatever could leave the site without an administrator
//! turns the site's revision, so that two of them can't remove each other at the same moment.

use domain::account::Name;
use domain::event::{Action, Event};
use domain::{Kind, Refusal, Secret, Stop};
use factors::{Owner, suspects};
use store::Batch;

use super::table::{self, Account};
use super::{reserved, view};
use crate::budget::{ladders, streaks};
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::link::invites;
use crate::password::kept;
use crate::password::pool::Waiter;
use crate::policy::site::Site;
use crate::{Actor, audit};

impl Door {
    async fn subject(&self, actor: &Actor, name: &str) -> Result<Account, Stop> {
        if !actor.is_administrator() {
            return Err(Refusal::NotAllowed.into());
        }
        let account = self.account_named(name).await?;
        if !actor.may_help(account.admin) {
            return Err(Refusal::NotAllowed.into());
        }
        Ok(account)
    }

    /// Accounts in order of name, after a name.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn accounts(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<Vec<view::AccountView>, Stop> {
        if !actor.is_administrator() {
            return Err(Refusal::NotAllowed.into());
        }
        let mut out = Vec::new();
        for account in
            table::list(self.reader(), &after.to_lowercase(), most.clamp(1, 10_000)).await?
        {
            out.push(self.account_view(account).await?);
        }
        Ok(out)
    }

    /// The administrators who can act: enabled, and past their invite.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn administrators(&self, actor: &Actor) -> Result<Vec<view::AccountView>, Stop> {
        if !actor.is_administrator() {
            return Err(Refusal::NotAllowed.into());
        }
        let mut out = Vec::new();
        for account in table::who_administers(self.reader()).await? {
            out.push(self.account_view(account).await?);
        }
        Ok(out)
    }

    /// One account.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn account(&self, actor: &Actor, name: &str) -> Result<view::AccountView, Stop> {
        let account = self.account_named(name).await?;
        if !actor.may_act_on(account.id) {
            return Err(Refusal::NotAllowed.into());
        }
        self.account_view(account).await
    }

    /// Sets somebody's password: sessions, pending sign-ins and device passwords end, of which it says how many
    /// there were; the second factor is still asked (L06).
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`], and what a password is refused for.
    pub async fn set_user_password(
        &self,
        actor: &Actor,
        name: &str,
        password: &Secret<String>,
    ) -> Result<usize, Stop> {
        let account = self.subject(actor, name).await?;
        let least = self.least_for(&account).await?;
        let (password, short) = self
            .acceptable_for(&account, password.expose(), least)
            .await?;
        let sealed = kept::keep(self, Waiter::Known, account.id, &password).await?;
        let event =
            Event::done(Action::PasswordSetByAdministrator, account.id).of_kind(&Kind::PASSWORD);
        let (count, gone) = self.without_device_passwords(account.id, actor).await?;
        Batch::new()
            .all([table::set_password(&account, sealed, short, self.now())])
            .any(known_browsers::forget_all(account.id))
            .any(invites::void(account.id))
            // A reset opens the password's ladder again, and nothing else.
            .many(ladders::clear_password(account.id))
            .any(streaks::clear(account.id, Kind::PASSWORD.as_str()))
            .many(gone)
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await?;
        Ok(count)
    }

    /// Gives an account another name; the old one isn't given out for a year.
    ///
    /// # Errors
    /// [`Refusal::InvalidName`], [`Refusal::NameTaken`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn rename_account(&self, actor: &Actor, name: &str, new: &str) -> Result<(), Stop> {
        let account = self.subject(actor, name).await?;
        let new = Name::read(new.trim())?;
        let old = Name::read(&account.name)?;
        if let Some(other) = table::by_name(self.reader(), &new.key()).await?
            && other.id != account.id
        {
            return Err(Refusal::NameTaken.into());
        }
        let event = Event::done(Action::AccountRenamed, account.id)
            .detail(format!("{} → {new}", account.name));
        let now = self.now();
        let mut batch = Batch::new().all([table::set_name(&account, &new)]);
        if old.key() != new.key() {
            let given_up = Batch::new().any(reserved::give_up(&old.key(), account.id, now));
            let taken = Batch::from(reserved::take(&new.key(), account.id, now));
            // Two who swap names would wait for each other.
            batch = if old.key() < new.key() {
                batch.merge(given_up).merge(taken)
            } else {
                batch.merge(taken).merge(given_up)
            };
        }
        batch
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await
    }

    /// Disables an account: every session ends at the next request, on every node.
    ///
    /// # Errors
    /// [`Refusal::LastAdministrator`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn disable_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let account = self.subject(actor, name).await?;
        if !account.enabled {
            return Ok(());
        }
        let event = Event::done(Action::AccountDisabled, account.id);
        let disabled = Batch::from(table::disable(account.id));
        self.lose_administrator(&account, disabled, &event, actor)
            .await
    }

    /// Enables an account again.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn enable_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let account = self.subject(actor, name).await?;
        if account.enabled {
            return Ok(());
        }
        let event = Event::done(Action::AccountEnabled, account.id);
        Batch::new()
            .all([table::enable(account.id)])
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await
    }

    /// Deletes an account with everything that is its own. Its name isn't given out for a year, but for that of
    /// somebody who was invited and never came.
    ///
    /// # Errors
    /// [`Refusal::LastAdministrator`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn delete_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let account = self.subject(actor, name).await?;
        let event = Event::done(Action::AccountDeleted, account.id).detail(&account.name);
        if account.is_to_come() {
            let deleted = Batch::from(table::delete_to_come(account.id))
                .many(ladders::clear_all(account.id))
                .any(reserved::free_all(account.id));
            match self
                .lose_administrator(&account, deleted, &event, actor)
                .await
            {
                // They have come at this very moment.
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
                other => return other,
            }
        }
        let deleted = Batch::from(table::delete(account.id))
            .many(ladders::clear_all(account.id))
            .any(reserved::give_up_all(account.id, self.now()));
        self.lose_administrator(&account, deleted, &event, actor)
            .await
    }

    async fn lose_administrator(
        &self,
        account: &Account,
        change: Batch,
        event: &Event,
        actor: &Actor,
    ) -> Result<(), Stop> {
        let site = Site::read(self.reader()).await?;
        if self.is_last_administrator(account).await? {
            return Err(Refusal::LastAdministrator.into());
        }
        let mut batch = change.add(audit::write::by_actor(self, event, actor, None));
        if account.admin {
            batch = batch.all([site.turn()]);
        }
        batch.commit(self.store()).await
    }

    /// Clears every wait, streak and stranger's ladder of an account.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn unlock_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let account = self.subject(actor, name).await?;
        let event = Event::done(Action::AccountUnlocked, account.id);
        Batch::new()
            .many(ladders::clear_all(account.id))
            .any(streaks::clear_all(account.id))
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await
    }

    /// Makes a bypass code for somebody who is locked out; shown once, told to its owner.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::OutOfRange`], [`Refusal::NotAllowed`], [`Refusal::NoSuch`].
    pub async fn add_bypass_code(
        &self,
        actor: &Actor,
        name: &str,
        hours: i64,
        reason: &str,
    ) -> Result<Secret<String>, Stop> {
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        let account = self.subject(actor, name).await?;
        let words = self.words(self.config().language, "");
        let owner = Owner {
            id: account.id,
            name: account.name.clone(),
        };
        let issued = factors::issue_bypass_code(
            &self.context(&words, factors::Asker::Nobody),
            &owner,
            hours,
        )
        .await?;
        let event = Event::done(Action::BypassCodeMade, account.id).detail(reason.trim());
        let by = actor.session();
        let made_by = by.map(|by| suspects::made_by(account.id, issued.of, by));
        Batch::new()
            .all(actor.still_with(account.id, account.turn(false)))
            .all([issued.guard])
            .any(issued.statement)
            .many(made_by)
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await?;
        Ok(issued.code)
    }
}
