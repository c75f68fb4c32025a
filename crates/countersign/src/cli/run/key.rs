//! `countersign key`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::keeping::Key;

pub(super) async fn run(_command: Key, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("key"))
}
