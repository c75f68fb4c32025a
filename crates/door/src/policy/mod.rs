//! Which factors exist, and who must have what.

mod binds;
pub(crate) mod site;
