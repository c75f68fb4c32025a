//! `countersign policy`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::access::Policy;

pub(super) async fn run(_command: Policy, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("policy"))
}
