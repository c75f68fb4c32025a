//! Device passwords: each opens the gate and bridges for one client that can't do two factors, and nothing
//! else. Kept only as a keyed hash.

pub(crate) mod all;
pub(crate) mod change;
pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod table;
