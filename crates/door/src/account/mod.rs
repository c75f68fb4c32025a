//! Accounts: their tables, and how one is found.

pub(crate) mod bare;
pub(crate) mod by_link;
pub(crate) mod emails;
pub(crate) mod find;
pub(crate) mod groups;
pub(crate) mod invites;
pub(crate) mod members;
pub(crate) mod reserved;
pub(crate) mod reset_links;
mod row;
pub(crate) mod table;
pub(crate) mod told;
pub(crate) mod view;
