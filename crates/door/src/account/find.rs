//! Finding an account by its very name, or by its id.

use domain::account::Name;
use domain::{Refusal, Stop};

use super::table;
use super::table::Account;
use crate::house::Door;

impl Door {
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
}
