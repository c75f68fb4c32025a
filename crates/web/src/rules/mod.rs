//! What must never be forgotten, each rule a file and each a pure function of what came in. Only
//! `respond.rs` calls them; a page can't leave one out.

pub(crate) mod body;
pub(crate) mod cookies;
pub(crate) mod forwarded;
pub(crate) mod headers;
pub(crate) mod host;
pub(crate) mod origin;
pub(crate) mod renewing;
