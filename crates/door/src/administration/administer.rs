//! What administrators do with accounts. Whatever could leave the site without an administrator
//! turns the site's revision, so that two of them can't remove each other at the same moment.

use domain::account::Name;
use domain::consequence::Happening;
use domain::event::{Action, Added, Event};
use domain::{Kind, Refusal, Secret, Stop};
use factors::{Owner, suspects};
use store::{AMONG, Batch};

use super::view::AccountView;
use crate::Actor;
use crate::account::reserved;
use crate::account::table::{self, Account};
use crate::budget::{ladders, streaks};
use crate::consequence::{By, Happens};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::password::kept;
use crate::policy::site::Site;
use crate::rights::{Permit, Verb};

/// How many accounts a page has at most: what belongs to them is read by one statement each.
fn page() -> i64 {
    i64::try_from(AMONG).unwrap_or(1)
}

impl Door {
    /// A page of accounts in order of name, after a name: 32 at most, by as many statements as for one.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn accounts(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<Vec<AccountView>, Stop> {
        self.may_read(actor, Verb::Accounts)?;
        let most = most.clamp(1, page());
        let found = table::list(self.reader(), &after.to_lowercase(), most).await?;
        self.account_views(found).await
    }

    /// A page of the administrators who can act, in order of name, after a name: enabled, and past their invite.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn administrators(
        &self,
        actor: &Actor,
        after: &str,
    ) -> Result<Vec<AccountView>, Stop> {
        self.may_read(actor, Verb::Administrators)?;
        let found = table::who_administers(self.reader(), &after.to_lowercase(), page()).await?;
        self.account_views(found).await
    }

    /// One account.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn account(&self, actor: &Actor, name: &str) -> Result<AccountView, Stop> {
        let (_, account) = self.may_upon_named(actor, Verb::Account, name).await?;
        let view = self.account_views(vec![account]).await?.pop();
        Ok(view.ok_or(Refusal::NoSuch)?)
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
        let (permit, account) = self
            .may_upon_named(actor, Verb::SetUserPassword, name)
            .await?;
        let least = self.least_for(&account).await?;
        let (password, short) = self
            .acceptable_for(&account, password.expose(), least)
            .await?;
        let sealed = kept::keep(self, Waiter::Known, account.id, &password).await?;
        let event =
            Event::done(Action::PasswordSetByAdministrator, account.id).of_kind(&Kind::PASSWORD);
        let happens = Happens::new(Happening::PasswordSet, account.id, By::Permit(&permit));
        let ends = self.ends(happens).await?;
        let count = ends.device_passwords;
        let ends = ends.of_password(&account, sealed, short, self.now());
        let change = Batch::from(ends)
            // A reset opens the password's ladder again, and nothing else.
            .many(ladders::clear_password(account.id))
            .any(streaks::clear(account.id, Kind::PASSWORD.as_str()));
        self.commit(permit.recording(self, &event), change).await?;
        Ok(count)
    }

    /// Gives an account another name; the old one isn't given out for a year.
    ///
    /// # Errors
    /// [`Refusal::InvalidName`], [`Refusal::NameTaken`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn rename_account(&self, actor: &Actor, name: &str, new: &str) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::RenameAccount, name)
            .await?;
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
        self.commit(permit.recording(self, &event), batch).await
    }

    /// Disables an account: every session ends at the next request, on every node.
    ///
    /// # Errors
    /// [`Refusal::LastAdministrator`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn disable_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::DisableAccount, name)
            .await?;
        if !account.enabled {
            return Ok(());
        }
        let event = Event::done(Action::AccountDisabled, account.id);
        let happens = Happens::new(Happening::Disabled, account.id, By::Permit(&permit));
        let disabled = self.ends(happens).await?.of_disabled(account.id).into();
        self.lose_administrator(permit, &account, disabled, &event)
            .await
    }

    /// Enables an account again.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn enable_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::EnableAccount, name)
            .await?;
        if account.enabled {
            return Ok(());
        }
        let event = Event::done(Action::AccountEnabled, account.id);
        let change = Batch::from(table::enable(account.id));
        self.commit(permit.recording(self, &event), change).await
    }

    /// Deletes an account with everything that is its own. Its name isn't given out for a year, but for that of
    /// somebody who was invited and never came.
    ///
    /// # Errors
    /// [`Refusal::LastAdministrator`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn delete_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::DeleteAccount, name)
            .await?;
        let event = Event::done(Action::AccountDeleted, account.id).detail(&account.name);
        if account.is_to_come() {
            let deleted = Batch::from(table::delete_to_come(account.id))
                .many(ladders::clear_all(account.id))
                .any(reserved::free_all(account.id));
            match self
                .lose_administrator(permit.clone(), &account, deleted, &event)
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
        self.lose_administrator(permit, &account, deleted, &event)
            .await
    }

    async fn lose_administrator(
        &self,
        permit: Permit<'_>,
        account: &Account,
        change: Batch,
        event: &Event,
    ) -> Result<(), Stop> {
        let site = Site::read(self.reader()).await?;
        if self.is_last_administrator(account).await? {
            return Err(Refusal::LastAdministrator.into());
        }
        let change = change.all(account.admin.then(|| site.bump_revision()));
        self.commit(permit.recording(self, event), change).await
    }

    /// Clears every wait, streak and stranger's ladder of an account.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn unlock_account(&self, actor: &Actor, name: &str) -> Result<(), Stop> {
        let (permit, account) = self
            .may_upon_named(actor, Verb::UnlockAccount, name)
            .await?;
        let event = Event::done(Action::AccountUnlocked, account.id);
        let change = Batch::new()
            .many(ladders::clear_all(account.id))
            .any(streaks::clear_all(account.id));
        self.commit(permit.recording(self, &event), change).await
    }

    /// Gives a code to somebody who is locked out: it is shown once, works once within so many hours, and its owner
    /// is told.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::OutOfRange`], [`Refusal::NotAllowed`], [`Refusal::NoSuch`].
    pub async fn give_code(
        &self,
        actor: &Actor,
        name: &str,
        hours: i64,
        reason: &str,
    ) -> Result<Secret<String>, Stop> {
        let (mut permit, account) = self.may_upon_named(actor, Verb::GiveCode, name).await?;
        let reason = permit.because(reason)?;
        let words = self.words(self.config().language, "");
        let owner = Owner {
            id: account.id,
            name: account.name.clone(),
        };
        let mut roles = self.registry().iter().map(|factor| factor.about().role);
        let given = roles.find_map(|role| role.given()).ok_or(Refusal::NoSuch)?;
        let at = self.context(&words, factors::Asker::Nobody);
        let issued = given.issue(&at, &owner, hours).await?;
        let event = Event::done(Action::CodeGiven, account.id)
            .adding(Added::Enrolment(issued.of))
            .detail(reason);
        let by = actor.session();
        let made_by = by.map(|by| suspects::made_by(account.id, issued.of, by));
        let change = Batch::new()
            .all([account.bump_revision(), issued.guard])
            .any(issued.statement)
            .many(made_by);
        self.commit(permit.recording(self, &event), change).await?;
        Ok(issued.code)
    }
}
