//! Which factors exist, and who must have what.

mod binds;
mod open;
pub(crate) mod site;
