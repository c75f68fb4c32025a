//! From when on an enrolment counts in full that an administrator gives to somebody, and whether its owner would hear
//! of one that they didn't add.

use domain::Assurance;
use domain::Stop;
use domain::ids::{AccountId, EnrolmentId};
use domain::ripeness::Provenance;
use factors::{Goes, ripening};
use store::Statement;

use crate::account::emails;
use crate::house::Door;

impl Door {
    /// From when on an enrolment counts in full that an administrator gives to somebody.
    pub(crate) async fn ripens_by_hand(
        &self,
        account: AccountId,
        id: EnrolmentId,
        only: bool,
    ) -> Result<Statement, Stop> {
        let provenance = Provenance {
            gives: Assurance::PhishingResistant,
            under: None,
            only,
            vouched: true,
            had_none: false,
            reachable: self.is_reachable(account).await?,
        };
        let ripens = provenance.ripens(self.now(), self.config().lengths.ripens);
        Ok(ripening::ripens(account, id, ripens))
    }

    /// Whether a message reaches an account's owner: at an address that somebody at their session for a moment
    /// hasn't just added.
    pub(crate) async fn is_reachable(&self, account: AccountId) -> Result<bool, Stop> {
        if !self.reaches(Goes::ToAccount) {
            return Ok(false);
        }
        let all = emails::of_account(self.reader(), account).await?;
        Ok(all.iter().any(|email| email.is_settled(self.now())))
    }
}
