//! Accounts: their tables, and what may be done with them.

pub(crate) mod add;
pub(crate) mod administer;
pub(crate) mod emails;
pub(crate) mod find;
pub(crate) mod groups;
pub(crate) mod members;
pub(crate) mod membership;
mod names;
pub(crate) mod preferences;
pub(crate) mod reserved;
mod row;
pub(crate) mod table;
pub mod view;

pub use add::NewAccount;
pub use membership::GroupView;
