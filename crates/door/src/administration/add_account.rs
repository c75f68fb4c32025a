//! Adding an account.

use domain::account::{DisplayName, GroupName, Name};
use domain::email::{self, Email};
use domain::event::{Action, Event};
use domain::ids::{AccountId, EmailId, GroupId};
use domain::{Language, Refusal, Secret, Stop};
use store::Batch;

use crate::Actor;
use crate::account::table;
use crate::account::{emails, groups, members, reserved};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::password::kept;
use crate::rights::{Permit, Verb};

/// What a new account is made of.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    pub name: String,
    /// What it is called in pages; the name where empty.
    pub display_name: String,
    /// Its password; none for somebody who is invited.
    pub password: Option<Secret<String>>,
    pub admin: bool,
    /// Addresses, confirmed by the administrator.
    pub emails: Vec<String>,
    /// Groups, which have to exist.
    pub groups: Vec<String>,
    /// In which language its owner reads, where that is known.
    pub language: Option<Language>,
}

impl NewAccount {
    /// Somebody who chooses a password of their own, of whom nothing more is known than the name.
    pub fn invited(name: &str, admin: bool) -> Self {
        Self {
            name: name.to_owned(),
            admin,
            ..Self::default()
        }
    }
}

pub(super) fn addresses(typed: &[String]) -> Result<Vec<Email>, Refusal> {
    if typed.len() > usize::from(email::MOST) {
        return Err(Refusal::TooMany(email::MOST));
    }
    typed.iter().map(|text| Email::read(text.trim())).collect()
}

impl Door {
    /// Adds an account.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; what a name, address or password is refused for;
    /// [`Refusal::UnknownGroup`].
    pub async fn add_account(&self, actor: &Actor, new: NewAccount) -> Result<AccountId, Stop> {
        let permit = self.may(actor, Verb::AddAccount)?;
        self.insert_account(permit, &new, |_| Ok(Batch::new()))
            .await
    }

    /// Makes the account, with what belongs to the same moment.
    pub(super) async fn insert_account(
        &self,
        permit: Permit<'_>,
        new: &NewAccount,
        also: impl FnOnce(AccountId) -> Result<Batch, Stop>,
    ) -> Result<AccountId, Stop> {
        let name = Name::read(new.name.trim())?;
        let display_name = if new.display_name.trim().is_empty() {
            name.as_str()
        } else {
            &new.display_name
        };
        let display_name = DisplayName::read(display_name)?;
        let addresses = addresses(&new.emails)?;
        let (id, now) = (AccountId::new(self.random()), self.now());
        let (mut sealed, mut short_password) = (None, false);
        if let Some(password) = &new.password {
            let mut words = vec![
                name.as_str(),
                display_name.as_str(),
                self.config().site.as_str(),
            ];
            words.extend(addresses.iter().map(Email::as_str));
            let least = self.least_for_new(&new.groups).await?;
            let password = self.acceptable(password.expose(), least, &words)?;
            short_password =
                password.expose().chars().count() < usize::from(self.config().password_least.alone);
            sealed = Some(kept::keep(self, Waiter::Known, id, &password).await?);
        }
        let event = Event::done(Action::AccountAdded, id).detail(name.as_str());
        let row = table::New {
            id,
            name: &name,
            display_name: &display_name,
            password: sealed,
            short_password,
            admin: new.admin,
            now,
        };
        let taken = reserved::take(&name.key(), id, now);
        let mut batch = Batch::new().all([table::insert(row), taken]);
        for (place, email) in (0..).zip(&addresses) {
            let new = emails::New {
                id: EmailId::new(self.random()),
                account: id,
                place,
                email,
                signs_in: true,
                now,
                by: None,
            };
            batch = batch.all([emails::insert(&new, Refusal::EmailTaken)]);
        }
        for group in &new.groups {
            batch = batch.any(members::join(self.group_of(group).await?.0, id));
        }
        batch = batch
            .all(
                new.language
                    .map(|language| table::set_language(id, language)),
            )
            .merge(also(id)?);
        self.commit(permit.recording(self, &event), batch).await?;
        Ok(id)
    }

    /// The group of a name: its id, and its name as it was first written.
    pub(crate) async fn group_of(&self, name: &str) -> Result<(GroupId, String), Stop> {
        let unknown = || Refusal::UnknownGroup(name.to_owned());
        let read = GroupName::read(name).map_err(|_| unknown())?;
        Ok(groups::find(self.reader(), &read)
            .await?
            .ok_or_else(unknown)?)
    }

    /// Least characters for an account that will be in these groups.
    async fn least_for_new(&self, groups: &[String]) -> Result<u16, Stop> {
        let site = crate::policy::site::Site::read(self.reader()).await?;
        let least = self.config().password_least;
        Ok(if site.required.binds(groups.iter().map(String::as_str)) {
            least.beside_factor
        } else {
            least.alone
        })
    }
}
