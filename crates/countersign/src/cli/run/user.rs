//! `countersign user`.

use super::{At, not_yet};
use crate::cli::Stopped;
use crate::cli::tree::user::User;

pub(super) async fn run(_command: User, _at: &mut At<'_>) -> Result<(), Stopped> {
    Err(not_yet("user"))
}
