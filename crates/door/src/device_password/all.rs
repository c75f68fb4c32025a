//! What becomes of all of an account's device passwords when it ends its other sessions: they outlive
//! that, unless whoever asks says otherwise.

use domain::Fault;
use domain::event::{Action, Event};
use domain::ids::AccountId;
use store::Statement;

use super::table;
use crate::house::Door;
use crate::rights::Permit;
use crate::{Visitor, audit};

/// What becomes of device passwords when other sessions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DevicePasswords {
    /// They go on working.
    Stay,
    /// They are disconnected in the same moment.
    Go,
}

impl Door {
    /// What a batch that ends other sessions does to device passwords.
    pub(crate) async fn with_device_passwords(
        &self,
        which: DevicePasswords,
        account: AccountId,
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Fault> {
        if which == DevicePasswords::Stay {
            return Ok(Vec::new());
        }
        let mut all = vec![table::delete_all(account)];
        // Only what happened is told; one that is being made at this moment goes as well.
        if !table::of_account(self.reader(), account).await?.is_empty() {
            let event = Event::done(Action::DevicePasswordAllRemoved, account);
            all.extend(audit::write::by_visitor(self, &event, seen));
        }
        Ok(all)
    }

    /// What ends all of somebody's, by an administrator, and how many there are. The batch that it goes into has
    /// to state the account's revision again, so that none is made meanwhile.
    pub(crate) async fn without_device_passwords(
        &self,
        account: AccountId,
        permit: &Permit<'_>,
    ) -> Result<(usize, Vec<Statement>), Fault> {
        let count = table::of_account(self.reader(), account).await?.len();
        let mut all = vec![table::delete_all(account)];
        if count > 0 {
            let event =
                Event::done(Action::DevicePasswordAllRemoved, account).detail(count.to_string());
            all.extend(permit.event(self, &event));
        }
        Ok((count, all))
    }
}
