//! The audit log: append-only, one row an event, no secret. Recent activity is a view of it. What was
//! committed is chained, so that whoever changes it without the keys is found out.

pub(crate) mod chain;
mod clock_jumped;
pub(crate) mod counted;
mod hash;
mod noted;
mod retain;
mod seal;
pub(crate) mod sealed;
pub(crate) mod table;
mod unsealed;
mod verify;
mod walk;
pub(crate) mod write;

pub(crate) use noted::Notebook;
pub use noted::{Seal, Seals};
pub use unsealed::{LONGEST, Unsealed};
pub use verify::{Broken, Flaw, Verified};
