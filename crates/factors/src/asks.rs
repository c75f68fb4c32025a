//! Kinds that have to ask before they can be answered: a code is sent, or another device is told.

use domain::{Secret, Timestamp};
use store::Guard;

use crate::{Context, Doing, Enrolment};

/// A message to an account's owner.
pub struct Letter {
    /// The key of its text; its subject's is the same with `-subject` at its end.
    pub key: &'static str,
    /// What stands in it, by name.
    pub with: Vec<(&'static str, Secret<String>)>,
    /// Until when it is worth anything.
    pub until: Timestamp,
}

/// What asking takes. It is committed in one batch, so that nothing is sent of which nothing is kept, and the other
/// way round.
pub struct Asking {
    /// What is kept of it, over the factor's own tables: each must change exactly one row.
    pub keep: Vec<Guard>,
    pub send: Vec<Letter>,
}

/// What a factor does besides that has to ask. It is called for a POST, never for a GET, and the door bounds how
/// often.
pub trait Asks: Send + Sync {
    /// Asks whoever has these enrolments, for [`Context::asker`]. What was asked before is void.
    fn ask<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Asking>;
}
