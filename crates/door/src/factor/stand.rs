//! What of a factor's pages is open to whoever stands there.

use domain::{Kind, Refusal, Stop, Strength};
use factors::{Enrolment, Needs};

use super::at::At;
use crate::account::table::Account;
use crate::freshness::Freshness;
use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// What is open to whoever stands there. Enrolling at sign-in exists only while the account has no factor
    /// at all (L05), and opens nothing else.
    pub(super) async fn may_stand(
        &self,
        at: At<'_>,
        (needs, kind): (Needs, &Kind),
        account: &Account,
        site: &Site,
        all: &[Enrolment],
    ) -> Result<Freshness, Stop> {
        match (at, needs) {
            (At::Settings(live), Needs::SetUp) => {
                let fresh = self.require(live, Freshness::Younger).await?;
                // What is no better isn't what a code by mail opens.
                match fresh == Freshness::Better && self.strength(kind) <= Some(Strength::Mailed) {
                    true => Err(Refusal::OnlyBetter.into()),
                    false => Ok(fresh),
                }
            }
            (At::Settings(live), Needs::Answer) => self.require(live, Freshness::Narrow).await,
            (At::Settings(live), Needs::StepUp) => self.require(live, Freshness::Full).await,
            (At::Settings(live), Needs::Codes) => self.require_for_codes(live).await,
            (At::SigningIn(_), Needs::StepUp | Needs::Codes | Needs::Answer) => {
                Err(Refusal::NotAllowed.into())
            }
            (At::SigningIn(pending), Needs::SetUp) => {
                let required = self.is_required(account.id, site).await?;
                let holds = self.holds(all, site, required);
                match domain::policy::owed(holds, &pending.proofs) {
                    domain::policy::Owed::SetUp => Ok(Freshness::None),
                    _ => Err(Refusal::AlreadyEnrolled.into()),
                }
            }
        }
    }
}
