//! How things are kept, not what: statements, batches, readers, two engines, migrations, keys and
//! sealing. This crate knows no table of the house but its own three.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

mod among;
mod batch;
pub mod check;
pub mod condition;
mod engine;
mod keys;
mod migrate;
mod open;
pub mod private;
mod row;
mod schema;
mod statement;
mod value;
mod writing;

pub use among::{AMONG, among};
pub use batch::Batch;
pub use engine::reach::PostgresOptions;
pub use keys::{Hash, KeyFile, Keys, Lookup, Sealing, Seeds};
pub use open::{ChangeMarker, Options, Place, Reader, Store};
pub use row::Row;
pub use schema::{Schema, Table};
pub use statement::{Guard, Shape, Sql, Statement};
pub use value::Value;
