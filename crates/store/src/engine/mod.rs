//! The two engines behind one face.

pub(crate) mod postgres;
pub(crate) mod sqlite;
