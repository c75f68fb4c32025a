//! The store on both engines: what is committed together, what is refused, and what a lost
//! connection, a full disk or a second node makes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    non_snake_case,
    reason = "tests; their names begin with the numbers of rules"
)]

mod batches;
mod change_marker;
mod check;
mod full_disk;
mod keys;
mod lost;
mod nodes;
mod opening;
mod own_server;
mod pooled;
mod races;
mod tables;
mod upgrade;
mod values;
mod wire;
