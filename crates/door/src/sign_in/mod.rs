//! Signing in: from nothing to a session. A pending sign-in is another thing than a session: own
//! table, own cookie, own type; it can be answered, cancelled, or expire.

pub(crate) mod admit;
pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod challenge;
pub(crate) mod entry;
mod ground;
pub(crate) mod judge;
mod listed;
mod mint;
pub(crate) mod onward;
pub(crate) mod password;
pub(crate) mod passwordless;
pub(crate) mod pending;
pub(crate) mod progress;
pub(crate) mod resubmission;
mod rise;
mod three_wrong;
