//! Finding an account by what somebody typed, by its very name, or by its id.

use domain::account::Name;
use domain::{Fault, Refusal, Stop};

use super::table::Account;
use super::{groups, table};
use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// The account that somebody who signs in means.
    pub(crate) async fn account_meant(&self, typed: &str) -> Result<Option<Account>, Fault> {
        self.sources().find(typed).await
    }

    /// The account of this very name.
    pub(crate) async fn account_named(&self, name: &str) -> Result<Account, Stop> {
        let name = Name::read(name.trim()).map_err(|_| Refusal::NoSuch)?;
        Ok(table::by_name(self.reader(), &name.key())
            .await?
            .ok_or(Refusal::NoSuch)?)
    }

    pub(crate) async fn account_of(&self, id: domain::ids::AccountId) -> Result<Account, Stop> {
        Ok(table::by_id(self.reader(), id)
            .await?
            .ok_or(Refusal::NoSuch)?)
    }

    /// Whether policy requires a second factor of this account.
    pub(crate) async fn is_required(
        &self,
        account: domain::ids::AccountId,
        site: &Site,
    ) -> Result<bool, Fault> {
        if site.required == domain::policy::Required::Nobody {
            return Ok(false);
        }
        let groups = groups::of_account(self.reader(), account).await?;
        Ok(site.required.binds(groups.iter().map(String::as_str)))
    }
}
