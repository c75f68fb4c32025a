//! What a decision at the door leans on: the account, the site's policy, and what exists on the account.

use domain::policy::{Holds, is_alone};
use domain::{Proof, Stop};
use factors::Enrolment;

use super::admit::Also;
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

    /// What exists on an account. A kind that this program doesn't know counts as a factor: closed.
    pub(crate) fn holds(&self, enrolments: &[Enrolment], site: &Site, required: bool) -> Holds {
        let now = self.now();
        let is_fallback = |e: &&Enrolment| {
            self.registry()
                .get(&e.kind)
                .is_some_and(|f| f.about().role.is_fallback())
        };
        Holds {
            factor: self.factors_among(enrolments) > 0,
            fallback: enrolments.iter().filter(|e| e.exists()).any(|e| {
                is_fallback(&e) && e.codes_left > 0 && e.answers(now) && site.is_on(&e.kind)
            }),
            required,
            beyond_passwordless: false,
        }
    }

    /// How many of these are a second factor that exists; codes that help out are none.
    pub(crate) fn factors_among(&self, enrolments: &[Enrolment]) -> usize {
        let fallback = |kind| {
            self.registry()
                .get(kind)
                .is_some_and(|f| f.about().role.is_fallback())
        };
        enrolments
            .iter()
            .filter(|e| e.exists() && !fallback(&e.kind))
            .count()
    }
}
