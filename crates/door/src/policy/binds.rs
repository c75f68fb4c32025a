//! Whom the site's policy binds, and whether they can do what it asks.

use domain::Fault;
use domain::policy::Required;

use super::site::Site;
use crate::account::groups;
use crate::house::Door;

impl Door {
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

    /// Whether whoever must have a factor could set one up at sign-in.
    pub(crate) fn can_be_set_up(&self, site: &Site) -> bool {
        site.required == Required::Nobody
            || self
                .registry()
                .iter()
                .any(|factor| self.begins_at_sign_in(site, factor))
    }
}
