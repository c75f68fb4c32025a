//! What becomes of all of an account's device passwords when something happens to it: they outlive that, unless the
//! table of consequences or whoever asks says otherwise.

use domain::Fault;
use domain::event::{Action, Event};
use domain::ids::AccountId;
use store::Statement;

use super::table;
use crate::house::Door;

/// What whoever ends sessions says of device passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DevicePasswords {
    /// They go on working.
    Stay,
    /// They are disconnected in the same moment.
    Go,
}

/// All of an account's device passwords, disconnected.
pub(crate) struct AllGone {
    pub(crate) statement: Statement,
    /// How many there are.
    pub(crate) count: usize,
    /// What tells of it: only what happened is told. One that is being made at this moment goes as well.
    pub(crate) event: Option<Event>,
}

impl Door {
    /// What disconnects all device passwords of an account.
    pub(crate) async fn all_device_passwords_gone(
        &self,
        account: AccountId,
    ) -> Result<AllGone, Fault> {
        let count = table::of_account(self.reader(), account).await?.len();
        let event = Event::done(Action::DevicePasswordAllRemoved, account);
        Ok(AllGone {
            statement: table::delete_all(account),
            count,
            event: (count > 0).then_some(event),
        })
    }
}
