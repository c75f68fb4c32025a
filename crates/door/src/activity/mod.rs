//! Reading the audit log: what happened to somebody or at the site, and whether anybody has changed it.

mod list;
mod verify;

pub use list::{EventView, Query};

pub use crate::audit::table::Cursor;
