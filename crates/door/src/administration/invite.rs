//! Inviting people: an account without a password, and a link by which its owner chooses one, to be handed over or
//! sent by mail. For an account that is there already it is a new link; the one before is void.

use domain::account::Name;
use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::secret::{Token, token, write_token};
use domain::{Refusal, Stop};
use store::Batch;

use super::NewAccount;
use super::add_account::addresses;
use crate::Actor;
use crate::account::table::Account;
use crate::account::{emails, invites, reserved};
use crate::house::Door;
use crate::outbox::Matter;
use crate::rights::{Permit, Verb};

impl Door {
    /// Invites somebody: the link, to be handed over.
    ///
    /// # Errors
    /// As [`Door::add_account`]; [`Refusal::NotAllowed`] where an account that is there would become an
    /// administrator's; [`Refusal::NameTaken`] where it would get addresses or groups.
    pub async fn invite(&self, actor: &Actor, new: &NewAccount) -> Result<Token, Stop> {
        let link = token(self.random());
        let (permit, there) = self.to_invite(actor, Verb::Invite, new).await?;
        let Some(account) = there else {
            let change = |id| Ok(self.invited(id, &link, actor));
            self.insert_account(permit, new, change).await?;
            return Ok(link);
        };
        let event = Event::done(Action::AccountInvited, account.id);
        let change = self.invited(account.id, &link, actor);
        self.commit(permit.recording(self, &event), change).await?;
        Ok(link)
    }

    /// The same by mail: the link goes to each address that signs in to the account, and to nobody else.
    ///
    /// # Errors
    /// As [`Door::invite`]; [`Refusal::NoMail`], [`Refusal::NoAddress`].
    pub async fn mail_invite(&self, actor: &Actor, new: &NewAccount) -> Result<(), Stop> {
        let link = token(self.random());
        let (permit, there) = self.to_invite(actor, Verb::MailInvite, new).await?;
        if !self.mails_links().await? {
            return Err(Refusal::NoMail.into());
        }
        let mailboxes = match &there {
            Some(account) => emails::that_open(self.reader(), account.id, self.now()).await?,
            None => Vec::new(),
        };
        let own = mailboxes.iter().map(|email| email.address.clone());
        let to: Vec<String> = match &there {
            Some(_) => own.collect(),
            None => new.emails.clone(),
        };
        if to.is_empty() {
            return Err(Refusal::NoAddress.into());
        }
        let name = there
            .as_ref()
            .map_or(new.name.trim(), |account| &account.name);
        let path = format!("/invite/{}", write_token(&link));
        let matter = Matter::link("outbox-invite", [("name", name.to_owned())], path);
        let until = self.now().plus(self.config().lengths.invite);
        let change = |id| {
            let there = mailboxes
                .iter()
                .map(|email| emails::assert_there(email.id, id));
            let mut change = self.invited(id, &link, actor).all(there);
            for address in &to {
                change = change.many(self.queue_at(id, address.trim(), &matter, until)?);
            }
            Ok(change)
        };
        let Some(account) = &there else {
            return self.insert_account(permit, new, change).await.map(drop);
        };
        let event = Event::done(Action::AccountInvited, account.id).detail(to.join(", "));
        let change = change(account.id)?;
        self.commit(permit.recording(self, &event), change).await
    }

    /// Whether somebody could be invited, as far as can be told without doing it.
    ///
    /// # Errors
    /// As [`Door::invite`].
    pub async fn could_invite(&self, actor: &Actor, new: &NewAccount) -> Result<(), Stop> {
        self.may_read(actor, Verb::CouldInvite)?;
        let (_, there) = self.to_invite(actor, Verb::Invite, new).await?;
        if there.is_some() {
            return Ok(());
        }
        let name = Name::read(new.name.trim())?;
        if reserved::is_taken(self.reader(), &name.key(), self.now()).await? {
            return Err(Refusal::NameTaken.into());
        }
        for email in addresses(&new.emails)? {
            if emails::owner(self.reader(), &email.key()).await?.is_some() {
                return Err(Refusal::EmailTaken.into());
            }
        }
        for group in &new.groups {
            self.group_of(group).await?;
        }
        Ok(())
    }

    /// The right to it, and the account of that name, if there is one that can be invited once more. Whether there
    /// is one is told only to whoever may invite.
    async fn to_invite<'a>(
        &self,
        actor: &'a Actor,
        verb: Verb,
        new: &NewAccount,
    ) -> Result<(Permit<'a>, Option<Account>), Stop> {
        let account = match self.account_named(&new.name).await {
            Ok(account) => account,
            Err(Stop::Refused(Refusal::NoSuch)) => return Ok((self.may(actor, verb)?, None)),
            Err(stop) => return Err(stop),
        };
        let permit = self.may_upon(actor, verb, &account)?;
        if new.admin && !account.admin {
            return Err(Refusal::NotAllowed.into());
        }
        let more = new.emails.is_empty() && new.groups.is_empty() && new.display_name.is_empty();
        if !more {
            return Err(Refusal::NameTaken.into());
        }
        Ok((permit, Some(account)))
    }

    fn invited(&self, account: AccountId, link: &Token, by: &Actor) -> Batch {
        let now = self.now();
        let until = now.plus(self.config().lengths.invite);
        let new = invites::insert(self.reader(), link, account, now, until, by.session());
        Batch::new().any(invites::void(account)).add(new)
    }
}
