//! `countersign session`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::access::Session;

pub(super) async fn run(_command: Session, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("session"))
}
