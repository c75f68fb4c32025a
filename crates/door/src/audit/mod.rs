//! The audit log: append-only, one row an event, no secret. Recent activity is a view of it.

pub mod list;
pub(crate) mod table;
pub(crate) mod write;

pub use list::{EventView, Query};
