//! What people do with their factors: see them, set them up, rename, suspend, remove.

pub(crate) mod at;
pub(crate) mod change;
pub(crate) mod commit;
pub(crate) mod components;
mod guess;
mod left;
pub(crate) mod offer;
pub(crate) mod offers;
pub(crate) mod overview;
pub(crate) mod pages;
pub(crate) mod remove;
mod resubmission;
pub(crate) mod ripen;
mod ripens;
mod stand;
pub(crate) mod suspend;
mod waiting;
