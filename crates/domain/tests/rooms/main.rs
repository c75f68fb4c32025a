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

use std::path::{Path, PathBuf};

/// The repository's own folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap().to_owned()
}
