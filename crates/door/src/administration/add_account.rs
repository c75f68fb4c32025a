//! Adding an account, and inviting its owner.

use domain::account::{DisplayName, GroupName, Name};
use domain::email::{self, Email};
use domain::event::{Action, Event};
use domain::ids::{AccountId, EmailId, GroupId};
use domain::secret::{Token, token};
use domain::{Refusal, Secret, Stop};
use store::Batch;

use crate::Actor;
use crate::account::invites;
use crate::account::table::{self, Account};
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
}

fn addresses(typed: &[String]) -> Result<Vec<Email>, Refusal> {
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
        self.insert_account(actor, permit, &new, None).await
    }

    /// Invites somebody: an account without a password, and a link by which its owner chooses one.
    /// For an account that exists, a new link; the one before is void.
    ///
    /// # Errors
    /// As [`Door::add_account`].
    pub async fn invite(&self, actor: &Actor, name: &str, admin: bool) -> Result<Token, Stop> {
        let link = token(self.random());
        match self.account_named(name).await {
            Ok(account) => {
                let permit = self.may_upon(actor, Verb::Invite, &account)?;
                if admin && !account.admin {
                    return Err(Refusal::NotAllowed.into());
                }
                let event = Event::done(Action::AccountInvited, account.id);
                let change = self.invite_batch(&account.id, &link, actor);
                self.commit(permit.recording(self, &event), change).await?;
            }
            Err(Stop::Refused(Refusal::NoSuch)) => {
                let new = NewAccount {
                    name: name.to_owned(),
                    admin,
                    ..NewAccount::default()
                };
                let permit = self.may(actor, Verb::Invite)?;
                self.insert_account(actor, permit, &new, Some(&link))
                    .await?;
            }
            Err(stop) => return Err(stop),
        }
        Ok(link)
    }

    fn invite_batch(&self, account: &AccountId, link: &Token, by: &Actor) -> Batch {
        let now = self.now();
        let until = now.plus(self.config().lengths.invite);
        Batch::new()
            .any(invites::void(*account))
            .add(invites::insert(
                self.reader(),
                link,
                *account,
                now,
                until,
                by.session(),
            ))
    }

    async fn insert_account(
        &self,
        actor: &Actor,
        permit: Permit<'_>,
        new: &NewAccount,
        link: Option<&Token>,
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
        if let Some(link) = link {
            batch = batch.merge(self.invite_batch(&id, link, actor));
        }
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

    /// Whether this is the last administrator who can act.
    pub(crate) async fn is_last_administrator(&self, account: &Account) -> Result<bool, Stop> {
        Ok(account.admin && account.enabled && table::administrators(self.reader()).await? <= 1)
    }
}
