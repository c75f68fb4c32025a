//! What accounts are called, by id: for lists of events.

use std::collections::BTreeMap;

use domain::Stop;
use domain::ids::AccountId;
use store::AMONG;

use crate::Actor;
use crate::account::table;
use crate::house::Door;
use crate::rights::Verb;

impl Door {
    /// What accounts are called. Those that were deleted have no name any more, and are left out.
    /// Costs one look-up for every 32 ids.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn account_names(
        &self,
        actor: &Actor,
        ids: &[AccountId],
    ) -> Result<BTreeMap<AccountId, String>, Stop> {
        self.may_read(actor, Verb::AccountNames)?;
        let mut names = BTreeMap::new();
        for some in ids.chunks(AMONG) {
            names.extend(table::names(self.reader(), some).await?);
        }
        Ok(names)
    }
}
