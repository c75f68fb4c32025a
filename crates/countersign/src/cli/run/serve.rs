//! `countersign serve`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::Serve;

pub(super) async fn run(_command: Serve, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("serve"))
}
