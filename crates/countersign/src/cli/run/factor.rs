//! `countersign factor`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::access::Factor;

pub(super) async fn run(_command: Factor, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("factor"))
}
