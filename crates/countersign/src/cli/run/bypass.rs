//! `countersign bypass`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::access::Bypass;

pub(super) async fn run(_command: Bypass, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("bypass"))
}
