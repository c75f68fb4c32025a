//! Whether somebody is the last administrator who can act.

use domain::{Ripeness, Stop};

use crate::account::table::{self, Account};
use crate::house::Door;

/// How many are looked at with one read.
const PAGE: i64 = 100;

impl Door {
    /// Whether this is the last administrator who can act.
    pub(crate) async fn is_last_administrator(&self, account: &Account) -> Result<bool, Stop> {
        if !account.admin || !account.enabled {
            return Ok(false);
        }
        let mut after = String::new();
        loop {
            let some = table::who_administers(self.reader(), &after, PAGE).await?;
            let Some(last) = some.last() else {
                return Ok(true);
            };
            after = last.name.to_lowercase();
            for other in some.iter().filter(|other| other.id != account.id) {
                if self.could_administer(other).await? {
                    return Ok(false);
                }
            }
        }
    }

    /// Whether an administrator could act today: not by what waits until it counts in full.
    async fn could_administer(&self, account: &Account) -> Result<bool, Stop> {
        let held = self.held(account.id).await?;
        let counts = |one| self.counts(&held.site, &held.all, one) != Ripeness::Unripe;
        Ok(!self.owes(&held) || self.answering(&held).any(counts))
    }
}
