//! `countersign group`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::access::Group;

pub(super) async fn run(_command: Group, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("group"))
}
