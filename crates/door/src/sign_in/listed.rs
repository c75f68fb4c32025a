//! Signing in without a password, by a name that was typed: the list of what is asked for. It costs the address,
//! and tells nothing of who exists and what they have.

use domain::account::Name;
use domain::budget::purse::Spend;
use domain::event::Action;
use domain::ids::AccountId;
use domain::{Refusal, Stop};
use factors::Named;
use look::words::Words;

use super::passwordless::Entrance;
use crate::Visitor;
use crate::account::table::{self as accounts, Account};
use crate::budget::buckets;
use crate::house::Door;

impl Door {
    /// The ways of signing in without a password, for somebody who has typed a name: asked for what stands
    /// there, and where nobody has that name or nothing stands there, for something made up, so that the page
    /// tells nothing. It costs the address.
    ///
    /// # Errors
    /// [`Refusal::Wait`] where the address has asked too often.
    pub async fn entrances_named(
        &self,
        name: &str,
        words: &Words,
        seen: &Visitor,
    ) -> Result<Vec<Entrance>, Stop> {
        self.spend_list(seen).await?;
        let account = self.account_listed(name).await?;
        let enabled = account.as_ref().filter(|account| account.enabled);
        let id = enabled.map_or(AccountId::from_bytes([0; 16]), |account| account.id);
        // Read whoever it is, as it takes its time.
        let all = factors::enrolment::of_account(self.reader(), id).await?;
        let meant = account.map_or_else(
            || [b"name:", buckets::unknown(name).as_bytes()].concat(),
            |account| [b"account:".as_slice(), account.id.bytes()].concat(),
        );
        self.entrances_as(Named::Name(&meant, &all), words).await
    }

    /// Whose list a typed name asks for. An address that is nobody's counts as the name before its `@`, so that
    /// for a name and an address made of it there is one list, whoever exists.
    async fn account_listed(&self, name: &str) -> Result<Option<Account>, Stop> {
        let meant = self.account_meant(name).await?;
        // Read whoever it is, as it takes its time.
        let called = match Name::read(&buckets::unknown(name)) {
            Ok(called) => accounts::by_name(self.reader(), &called.key()).await?,
            Err(_) => None,
        };
        Ok(meant.or(called))
    }

    /// Takes one list from an address's budget.
    async fn spend_list(&self, seen: &Visitor) -> Result<(), Stop> {
        if !seen.charged {
            return Ok(());
        }
        let purse = self.purse_of(Spend::Lists, seen.address);
        let Some(wait) = purse.take(self).await? else {
            return Ok(());
        };
        self.record_spent(Action::SignInList, seen).await;
        Err(Refusal::Wait(wait).into())
    }
}
