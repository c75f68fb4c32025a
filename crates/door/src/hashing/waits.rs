//! Who waits in the line before the threads that hash.

use domain::ids::AccountId;

use super::line::Turn;

/// Whether who waits goes before strangers, and may use the half of the line that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiter {
    /// A browser that isn't known.
    Stranger,
    /// A known browser, or somebody who has passed the first proof.
    Known,
}

/// Who waits for a hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    pub(crate) waiter: Waiter,
    /// For which account, where that is known.
    pub(crate) account: Option<AccountId>,
}

impl Waits {
    /// Whoever waits for this account's sake.
    pub(crate) const fn of(waiter: Waiter, account: AccountId) -> Self {
        Self {
            waiter,
            account: Some(account),
        }
    }

    /// Somebody whose account isn't known, or doesn't matter.
    pub(crate) const fn somebody(waiter: Waiter) -> Self {
        Self {
            waiter,
            account: None,
        }
    }

    /// In which queue of the line.
    pub(super) const fn turn(self) -> Turn {
        match self.waiter {
            Waiter::Stranger => Turn::Strangers,
            Waiter::Known => Turn::Known(self.account),
        }
    }
}
