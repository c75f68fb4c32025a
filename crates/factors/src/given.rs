//! Codes that an administrator gives to somebody who is locked out.

use domain::Secret;
use domain::ids::EnrolmentId;
use store::{Guard, Statement};

use crate::{Context, Doing, Owner};

/// A new code, and what keeps it.
pub struct Issued {
    /// The enrolment that holds it.
    pub of: EnrolmentId,
    /// The code, to be shown once.
    pub code: Secret<String>,
    /// What must be committed for it to work.
    pub guard: Guard,
    pub statement: Statement,
}

/// What a factor does besides whose codes an administrator gives.
pub trait Given: Send + Sync {
    /// Makes a code that works once within `hours` (1 to 48).
    ///
    /// # Errors
    /// [`domain::Refusal::OutOfRange`]; [`domain::Refusal::Busy`].
    fn issue<'a>(&'a self, at: &'a Context<'a>, owner: &'a Owner, hours: i64) -> Doing<'a, Issued>;
}
