//! The code that is sent to an address which is to be added: how often one is sent, and who is told. Whose the
//! address is otherwise is told to whoever reads there, and to nobody else.

use domain::budget::purse::Spend;
use domain::email::{self, Email};
use domain::event::{Action, Event};
use domain::ids::{AccountId, EmailId};
use domain::{Refusal, Secret, Span, Stop, readable};
use store::{Batch, Statement};

use crate::account::emails;
use crate::account::emails::unconfirmed::{self, Unconfirmed};
use crate::budget::addresses::Purse;
use crate::house::Door;
use crate::outbox::{Matter, table as outbox};
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;
use crate::{Visitor, audit};

impl Door {
    /// Sends a code to an address, which is added once that is typed. Within a minute of the last one to it none is
    /// sent, so that a form sent twice sends one.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::InvalidEmail`], [`Refusal::EmailHere`], [`Refusal::TooMany`],
    /// [`Refusal::NotAllowed`], [`Refusal::NoMail`], [`Refusal::MessagesSpent`], [`Refusal::ChangedMeanwhile`].
    pub async fn add_email(
        &self,
        live: &LiveSession,
        address: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::AddEmail, seen).await?;
        self.may_add_emails()?;
        let email = Email::read(address.trim())?;
        let (own, now) = (live.account(), self.now());
        // Before what is counted: its revision is stated again.
        let account = self.account_of(own).await?;
        let all = emails::of_account(self.reader(), own).await?;
        if all.iter().any(|one| one.is(&email)) {
            return Err(Refusal::EmailHere.into());
        }
        let waiting = unconfirmed::of_account(self.reader(), own, now).await?;
        if let Some(there) = waiting.iter().find(|one| one.is(&email)) {
            let again = self.renew_code(permit, own, there, seen).await;
            return again.or_else(|stop| match stop {
                Stop::Refused(Refusal::AskedJustNow(_)) => Ok(()),
                stop => Err(stop),
            });
        }
        if all.len().saturating_add(waiting.len()) >= usize::from(email::MOST) {
            return Err(Refusal::TooMany(email::MOST).into());
        }
        let code = readable::make(self.random(), email::CODE);
        let new = unconfirmed::New {
            id: EmailId::new(self.random()),
            account: own,
            email: &email,
            code: &code,
            now,
            by: live.id(),
        };
        let waits = unconfirmed::insert(self.reader(), &new);
        let change = Batch::new()
            // Of two at once one is told, so that none makes one too many.
            .all([account.bump_revision(), waits])
            .many(self.code_to(&account.name, own, &email, &code)?);
        self.commit_code(permit, own, (&email, change), seen).await
    }

    /// Sends another code to an address that waits for one; the one before is void.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`], [`Refusal::AskedJustNow`], and what [`Door::add_email`] is refused for.
    pub async fn send_email_code(
        &self,
        live: &LiveSession,
        id: EmailId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::SendEmailCode, seen).await?;
        let waiting = unconfirmed::of_account(self.reader(), live.account(), self.now()).await?;
        let there = waiting.iter().find(|one| one.id == id);
        let there = there.ok_or(Refusal::NoSuch)?;
        self.may_add_emails()?;
        self.renew_code(permit, live.account(), there, seen).await
    }

    async fn renew_code(
        &self,
        permit: Permit<'_>,
        own: AccountId,
        of: &Unconfirmed,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let now = self.now();
        let rest = of.asked.plus(email::CODE_AGAIN).since(now);
        if rest > Span::ZERO {
            return Err(Refusal::AskedJustNow(rest.min(email::CODE_AGAIN)).into());
        }
        let email = Email::read(&of.address)?;
        let account = self.account_of(own).await?;
        let code = readable::make(self.random(), email::CODE);
        let change = Batch::new()
            .all([unconfirmed::renew(self.reader(), own, of, &code, now)])
            .many(self.code_to(&account.name, own, &email, &code)?);
        self.commit_code(permit, own, (&email, change), seen).await
    }

    /// The message with the code.
    fn code_to(
        &self,
        name: &str,
        own: AccountId,
        email: &Email,
        code: &Secret<String>,
    ) -> Result<Vec<Statement>, Stop> {
        let matter = Matter::text(
            "outbox-email-code",
            [
                ("code", readable::grouped(code, 4)),
                ("name", name.to_owned()),
            ],
        );
        let now = self.now();
        let until = now.plus(unconfirmed::LASTS);
        // A code that is void by now leaves no more.
        let mut rows = vec![outbox::void(own, email.as_str(), now)];
        rows.extend(self.queue_at(own, email.as_str(), &matter, until)?);
        Ok(rows)
    }

    /// Commits what sends a code, if the account and the address may be sent one more today; whoever signs in by
    /// that address is told.
    async fn commit_code(
        &self,
        permit: Permit<'_>,
        own: AccountId,
        (email, change): (&Email, Batch),
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let (reader, now) = (self.reader(), self.shared_now());
        let purses = self.code_from(own, email).await?;
        let owner = emails::owner(reader, &email.key()).await?;
        let other = owner.filter(|other| *other != own);
        let told = other.map(|other| Event::done(Action::EmailTried, other).detail(email.as_str()));
        let change = change
            .all(purses.iter().map(|purse| purse.spend(now)))
            .many(told.iter().flat_map(|event| self.told_elsewhere(event)));
        let event = Event::done(Action::EmailAsked, own).detail(email.as_str());
        match self.commit(permit.recording(self, &event), change).await {
            Err(Stop::Refused(Refusal::Wait(_))) => {
                let (mut wait, mut met) = (Span::seconds(1), "");
                for (purse, whose) in purses.iter().zip(["account", "target", "target"]) {
                    if let Some(more) = purse.wait(reader, now).await? {
                        (wait, met) = (wait.max(more), whose);
                    }
                }
                let event = Event::refused(Action::MessagesSpent, Some(own)).detail(met);
                self.record([audit::write::folded(self, &event, seen, met)])
                    .await;
                Err(Refusal::MessagesSpent(wait).into())
            }
            other => other,
        }
    }

    /// What a code is paid from. Whose the address is isn't known before, so nobody's mailbox is filled by whoever types
    /// it; and some are kept for accounts that haven't asked for it today, so that no account alone keeps its owner from
    /// adding it.
    async fn code_from(&self, own: AccountId, email: &Email) -> Result<Vec<Purse>, Stop> {
        let key = email.key();
        let first = self.purse(
            Spend::EmailCodesFirst,
            &[own.bytes(), key.as_bytes()].concat(),
        );
        let mut purses = vec![self.purse(Spend::EmailCodes, own.bytes())];
        match first.wait(self.reader(), self.shared_now()).await? {
            None => purses.extend([first, self.purse(Spend::EmailCodesKept, key.as_bytes())]),
            Some(_) => purses.push(self.purse(Spend::EmailCodesTo, key.as_bytes())),
        }
        Ok(purses)
    }

    /// An event of another account, whose owner is told, but not by whom.
    fn told_elsewhere(&self, event: &Event) -> Vec<Statement> {
        let mut written = vec![audit::write::by_program(self, event)];
        written.extend(self.notices(event, None));
        written
    }
}
