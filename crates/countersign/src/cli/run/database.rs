//! `countersign database`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::keeping::Database;

pub(super) async fn run(_command: Database, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("database"))
}
