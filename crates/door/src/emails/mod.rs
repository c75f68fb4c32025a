//! E-mail addresses of accounts: added once a code was typed that is sent there, or by an administrator; which is
//! the main one, and removing them.

mod change;
mod code;
mod confirm;
mod set;

pub use set::EmailChange;

use domain::Refusal;

use crate::house::Door;

impl Door {
    /// Refuses where people don't change their own addresses.
    pub(crate) fn may_change_emails(&self) -> Result<(), Refusal> {
        match self.config().own_emails {
            true => Ok(()),
            false => Err(Refusal::NotAllowed),
        }
    }

    /// The same of adding one, which takes a message.
    pub(crate) fn may_add_emails(&self) -> Result<(), Refusal> {
        self.may_change_emails()?;
        match self.is_mute() {
            true => Err(Refusal::NoMail),
            false => Ok(()),
        }
    }
}
