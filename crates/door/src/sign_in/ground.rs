//! What a decision at the door leans on: the account, the site's policy, and what exists on the account.

use domain::policy::{Holds, is_alone};
use domain::ripeness::Waits;
use domain::{Proof, Stop};
use factors::{Enrolment, ripening};
use store::Statement;

use super::entry::Also;
use crate::account::table::Account;
use crate::house::Door;
use crate::policy::site::Site;

/// Everything that a decision leans on, read before it.
pub(super) struct Ground {
    pub(super) account: Account,
    pub(super) site: Site,
    pub(super) holds: Holds,
    /// What a sign-in by these proofs ends the wait of.
    pub(super) seen: Vec<Statement>,
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
        let seen = self.seen_by(proofs, &enrolments);
        Ok(Ground {
            account: account.clone(),
            site,
            holds,
            seen,
        })
    }

    /// Ends the wait of what waited for a sign-in by an older one, where that was given.
    fn seen_by(&self, proofs: &[Proof], all: &[Enrolment]) -> Vec<Statement> {
        if all.iter().all(|one| one.ripens.waits != Waits::Older) {
            return Vec::new();
        }
        let ripe = proofs.iter().filter(|proof| proof.counted.is_ripe());
        let factors = ripe.filter(|proof| !proof.is_fallback());
        factors
            .filter_map(|proof| all.iter().find(|one| Some(one.id) == proof.enrolment))
            .map(|older| ripening::seen(older, self.now()))
            .collect()
    }
}
