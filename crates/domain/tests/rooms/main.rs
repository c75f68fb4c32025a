//! The shape of the tree, held against the tree: which crate may name which, on which floor each room of `door` stands,
//! and that `docs/architecture.svg` draws both.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod crates;
mod drawn;
mod floors;
mod graph;
#[path = "../tree/mod.rs"]
mod tree;
