//! Endpoints for machines.

pub(crate) mod assets;
pub(crate) mod health;
pub(crate) mod report;
pub(crate) mod well_known;
