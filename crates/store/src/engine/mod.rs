//! The two engines behind one face.

pub(crate) mod connect;
mod judge;
pub(crate) mod line;
pub(crate) mod postgres;
pub(crate) mod prepared;
pub(crate) mod reach;
pub(crate) mod sqlite;
pub(crate) mod wal;
pub(crate) mod wire;
