//! Asking for a link. The page's part: it spends from the visitor's purse and writes down what was typed, whoever it
//! may be, and that is all it does.

use domain::budget::purse::Spend;
use domain::event::Action;
use domain::{Refusal, Stop};
use store::Batch;

use super::requests;
use crate::Visitor;
use crate::house::{Door, Upkeep};
use crate::outbox::proven;

impl Door {
    /// Whether people who forgot their password can choose a new one by themselves: by mail that was seen to arrive.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn mails_links(&self) -> Result<bool, Stop> {
        Ok(proven::reaches_people(self).await?)
    }

    /// Takes down that somebody of this name or address has forgotten their password. A visitor's address that has
    /// asked too often is told nothing else, and nothing is done.
    ///
    /// # Errors
    /// [`Refusal::NoMail`] where links aren't mailed; [`Refusal::Busy`]; a fault.
    pub async fn ask_for_reset(&self, typed: &str, seen: &Visitor) -> Result<(), Stop> {
        if !self.mails_links().await? {
            return Err(Refusal::NoMail.into());
        }
        let purse = self.purse_of(Spend::ResetsAsked, seen.address);
        let now = self.shared_now();
        if seen.charged && purse.found_empty(self).is_some() {
            self.record_spent(Action::AddressSpent, seen).await;
            return Ok(());
        }
        let paid = seen.charged.then(|| purse.spend(now));
        let change = Batch::new()
            .all(paid)
            .add(requests::insert(self, typed.trim(), seen)?);
        match self.commit(Upkeep::Asked, change).await {
            Err(Stop::Refused(Refusal::Wait(_))) => {
                purse.refused(self).await?;
                self.record_spent(Action::AddressSpent, seen).await;
                Ok(())
            }
            Err(stop) => Err(stop),
            Ok(()) => {
                self.something_to_send();
                Ok(())
            }
        }
    }
}
