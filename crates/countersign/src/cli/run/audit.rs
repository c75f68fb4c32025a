//! `countersign audit`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::keeping::Audit;

pub(super) async fn run(_command: Audit, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("audit"))
}
