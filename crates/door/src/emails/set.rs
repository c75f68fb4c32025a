//! E-mail addresses that an administrator sets: they count as confirmed.

use domain::email::{self, Email};
use domain::event::{Action, Added, Event};
use domain::ids::EmailId;
use domain::{Refusal, Stop};
use store::Batch;

use crate::Actor;
use crate::account::emails;
use crate::consequence::By;
use crate::house::Door;
use crate::rights::Verb;

/// What is done to somebody's e-mail addresses.
#[derive(Clone, Copy, Debug)]
pub enum EmailChange<'a> {
    /// One more, which signs in.
    Add(&'a str),
    Remove(&'a str),
    /// The main one from now on.
    Main(&'a str),
}

impl<'a> EmailChange<'a> {
    /// Which address it is about, as it was given.
    pub const fn address(&self) -> &'a str {
        let (Self::Add(text) | Self::Remove(text) | Self::Main(text)) = self;
        text
    }
}

impl Door {
    /// Changes somebody's e-mail addresses.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuch`]; [`Refusal::InvalidEmail`], [`Refusal::TooMany`],
    /// [`Refusal::EmailTaken`].
    pub async fn change_emails(
        &self,
        actor: &Actor,
        name: &str,
        change: EmailChange<'_>,
    ) -> Result<(), Stop> {
        let (permit, account) = self.may_upon_named(actor, Verb::ChangeEmails, name).await?;
        let all = emails::of_account(self.reader(), account.id).await?;
        let email = Email::read(change.address().trim())?;
        let there = all.iter().find(|one| one.is(&email));
        let event = |action| Event::done(action, account.id).detail(email.as_str());
        let (event, batch) = match change {
            EmailChange::Add(_) if there.is_some() => return Err(Refusal::EmailHere.into()),
            EmailChange::Add(_) => {
                let place = emails::free_place(&all).ok_or(Refusal::TooMany(email::MOST))?;
                let new = emails::New {
                    id: EmailId::new(self.random()),
                    account: account.id,
                    place,
                    email: &email,
                    signs_in: true,
                    now: self.now(),
                    by: None,
                };
                let added = emails::insert(&new, Refusal::EmailTaken);
                let event = event(Action::EmailAdded).adding(Added::Email(new.id));
                let change = Batch::from(added).merge(
                    self.added(&email, account.id, &event, (By::Permit(&permit), None))
                        .await?,
                );
                (event, change)
            }
            EmailChange::Remove(_) => {
                let event = event(Action::EmailRemoved);
                let removed = there.ok_or(Refusal::NoSuch)?;
                let change = self
                    .removed(removed, account.id, &event, (By::Permit(&permit), None))
                    .await?;
                (event, change)
            }
            EmailChange::Main(_) => {
                let event = event(Action::EmailMain);
                let chosen = there.ok_or(Refusal::NoSuch)?;
                let change = self.chosen(chosen, account.id, &event, None).await?;
                (event, change)
            }
        };
        self.commit(permit.recording(self, &event), batch).await
    }
}
