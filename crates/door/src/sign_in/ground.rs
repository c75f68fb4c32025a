//! What a decision at the door leans on: the account, the site's policy, and what exists on the account.

use domain::policy::{Holds, is_alone};
use domain::{Proof, Stop};

use super::entry::Also;
use crate::account::table::Account;
use crate::house::Door;
use crate::policy::site::Site;

/// Everything that a decision leans on, read before it.
pub(super) struct Ground {
    pub(super) account: Account,
    pub(super) site: Site,
    pub(super) holds: Holds,
}

impl Door {
    pub(super) async fn ground(
        &self,
        account: &Account,
        proofs: &[Proof],
        also: &Also,
    ) -> Result<Ground, Stop> {
        let site = Site::read(self.reader()).await?;
        let enrolments = factors::enrolment::of_account(self.reader(), account.id).await?;
        let required = self.is_required(account.id, &site).await?;
        let mut holds = self.holds(&enrolments, &site, required);
        holds.beyond_passwordless =
            is_alone(proofs) && self.is_beyond_passwordless(account.id).await?;
        holds.factor |= also.enrols;
        Ok(Ground {
            account: account.clone(),
            site,
            holds,
        })
    }
}
