//! Endpoints for machines.

pub(crate) mod assets;
pub(crate) mod health;
pub(crate) mod well_known;
