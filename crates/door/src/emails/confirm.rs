//! Confirming an e-mail address by the code that was sent there: then it is the account's. It signs in unless it
//! signs in to another account already; then it is there for messages alone.

use domain::email::{self, Email};
use domain::event::{Action, Added, Event};
use domain::ids::EmailId;
use domain::{Refusal, Secret, Stop, readable};
use store::Batch;

use crate::account::emails;
use crate::account::emails::unconfirmed::{self, Unconfirmed};
use crate::consequence::By;
use crate::house::{Door, Upkeep};
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;
use crate::{Visitor, audit};

impl Door {
    /// Adds the address that waits for this code. Sent once more, it finds it added.
    ///
    /// # Errors
    /// [`Refusal::WrongEmailCode`], [`Refusal::NoSuch`], [`Refusal::TooMany`], [`Refusal::NotAllowed`].
    pub async fn confirm_email(
        &self,
        live: &LiveSession,
        id: EmailId,
        code: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::ConfirmEmail, seen).await?;
        self.may_change_emails()?;
        let (own, now) = (live.account(), self.now());
        let waiting = unconfirmed::of_account(self.reader(), own, now).await?;
        let Some(waits) = waiting.iter().find(|one| one.id == id) else {
            return self.is_added(live, id).await;
        };
        let typed = readable::read(code, email::CODE).ok_or(Refusal::WrongEmailCode)?;
        let spent = Batch::from(unconfirmed::spend(id, own, now));
        self.commit(Upkeep::Attempt, spent).await?;
        let mut added = self
            .take_in(permit.clone(), waits, &typed, live, seen)
            .await;
        if matches!(added, Err(Stop::Refused(Refusal::ChangedMeanwhile))) {
            // Somebody else has confirmed the same address for theirs, or this code was typed twice.
            added = self.take_in(permit, waits, &typed, live, seen).await;
        }
        match added {
            Err(Stop::Refused(Refusal::ChangedMeanwhile | Refusal::NoSuch)) => {
                self.is_added(live, id).await
            }
            Err(Stop::Refused(Refusal::WrongEmailCode)) => {
                if self.is_added(live, id).await.is_ok() {
                    return Ok(());
                }
                let event = Event::refused(Action::EmailCode, Some(own)).detail(&*waits.address);
                self.record(audit::write::by_visitor(self, &event, seen))
                    .await;
                Err(Refusal::WrongEmailCode.into())
            }
            other => other,
        }
    }

    /// Takes an address in, and consumes its code.
    async fn take_in(
        &self,
        permit: Permit<'_>,
        waits: &Unconfirmed,
        typed: &Secret<String>,
        live: &LiveSession,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let (reader, own) = (self.reader(), live.account());
        let email = Email::read(&waits.address)?;
        let all = emails::of_account(reader, own).await?;
        let place = emails::free_place(&all).ok_or(Refusal::TooMany(email::MOST))?;
        let new = emails::New {
            id: waits.id,
            account: own,
            place,
            email: &email,
            signs_in: emails::owner(reader, &email.key()).await?.is_none(),
            now: self.now(),
            by: Some(waits.made_by),
        };
        let event = Event::done(Action::EmailAdded, own)
            .by(live.id())
            .adding(Added::Email(new.id))
            .detail(email.as_str());
        let change = Batch::new()
            .all([
                emails::insert(&new, Refusal::ChangedMeanwhile),
                unconfirmed::consume(reader, waits.id, own, typed, new.now),
            ])
            .merge(
                self.added(&email, own, &event, (By::Permit(&permit), Some(seen)))
                    .await?,
            );
        self.commit(permit.recording(self, &event), change).await
    }

    /// Whether an address is the account's by now: whoever sends the same form twice reads the same twice.
    async fn is_added(&self, live: &LiveSession, id: EmailId) -> Result<(), Stop> {
        let all = emails::of_account(self.reader(), live.account()).await?;
        match all.iter().any(|one| one.id == id) {
            true => Ok(()),
            false => Err(Refusal::NoSuch.into()),
        }
    }
}
