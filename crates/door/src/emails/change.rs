//! Which address is the main one, removing one, and what has to happen together with that, whoever does it.

use domain::consequence::Happening;
use domain::email::Email;
use domain::event::{Action, Event};
use domain::ids::{AccountId, EmailId};
use domain::{Refusal, Stop};
use store::Batch;

use crate::Visitor;
use crate::account::emails::{self, EmailRow, former, unconfirmed};
use crate::account::table as accounts;
use crate::consequence::{By, Happens};
use crate::house::Door;
use crate::outbox::table as outbox;
use crate::rights::Verb;
use crate::session::live::LiveSession;

impl Door {
    /// Makes an address the main one: what other programs are told, and what is shown first.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn choose_email(
        &self,
        live: &LiveSession,
        id: EmailId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::ChooseEmail, seen).await?;
        self.may_change_emails()?;
        let own = live.account();
        let all = emails::of_account(self.reader(), own).await?;
        let chosen = all.iter().find(|one| one.id == id).ok_or(Refusal::NoSuch)?;
        let event = Event::done(Action::EmailMain, own)
            .by(live.id())
            .detail(&*chosen.address);
        let change = self.chosen(chosen, own, &event, Some(seen)).await?;
        self.commit(permit.recording(self, &event), change).await
    }

    /// Removes an address of one's own, or one that waits for its code.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::NoSuch`], [`Refusal::NotAllowed`].
    pub async fn remove_email(
        &self,
        live: &LiveSession,
        id: EmailId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::RemoveEmail, seen).await?;
        self.may_change_emails()?;
        let (own, now) = (live.account(), self.now());
        let all = emails::of_account(self.reader(), own).await?;
        if let Some(removed) = all.iter().find(|one| one.id == id) {
            let event = Event::done(Action::EmailRemoved, own)
                .by(live.id())
                .detail(&*removed.address);
            let change = self
                .removed(removed, own, &event, (By::Permit(&permit), Some(seen)))
                .await?;
            return self.commit(permit.recording(self, &event), change).await;
        }
        let waiting = unconfirmed::of_account(self.reader(), own, now).await?;
        let given_up = waiting.iter().find(|one| one.id == id);
        let given_up = given_up.ok_or(Refusal::NoSuch)?;
        let event = Event::done(Action::EmailWithdrawn, own).detail(&*given_up.address);
        let change = Batch::new()
            .all([unconfirmed::delete(id, own)])
            .any(outbox::void(own, &given_up.address, now));
        self.commit(permit.recording(self, &event), change).await
    }

    /// What makes an address the main one.
    pub(super) async fn chosen(
        &self,
        chosen: &EmailRow,
        of: AccountId,
        event: &Event,
        seen: Option<&Visitor>,
    ) -> Result<Batch, Stop> {
        let former = former::of_account(self.reader(), of, self.now()).await?;
        Ok(Batch::new()
            .all([emails::choose(chosen.id, of)])
            .many(self.told_at(event, seen, &former)?))
    }

    /// What removes an address. Whoever reads there is told, of this and for a week of whatever else is done to
    /// addresses, or a thief would begin by removing it.
    pub(super) async fn removed(
        &self,
        removed: &EmailRow,
        of: AccountId,
        event: &Event,
        (by, seen): (By<'_>, Option<&Visitor>),
    ) -> Result<Batch, Stop> {
        let now = self.now();
        let mut former = former::of_account(self.reader(), of, now).await?;
        former.push(removed.address.clone());
        // A link that went there opens nothing more.
        let ends = self
            .ends(Happens::new(Happening::AddressRemoved, of, by))
            .await?;
        Ok(Batch::from(ends)
            // Whoever answers a request for a link at this moment comes before or after it.
            .all([accounts::touch(of), emails::delete(removed.id, of)])
            .any(former::put(of, removed, now))
            .any(outbox::void(of, &removed.address, now))
            .many(self.told_at(event, seen, &former)?))
    }

    /// What else belongs to the change that makes an address an account's.
    pub(super) async fn added(
        &self,
        added: &Email,
        to: AccountId,
        event: &Event,
        (by, seen): (By<'_>, Option<&Visitor>),
    ) -> Result<Batch, Stop> {
        let ends = self
            .ends(Happens::new(Happening::AddressAdded, to, by))
            .await?;
        let former = former::of_account(self.reader(), to, self.now()).await?;
        let (again, former): (Vec<_>, Vec<_>) =
            former.into_iter().partition(|address| added.is(address));
        Ok(Batch::from(ends)
            .any(unconfirmed::take(to, added))
            .many(again.iter().map(|address| former::take(to, address)))
            .many(self.told_at(event, seen, &former)?))
    }
}
