//! `countersign gate`.

mod check;
mod explain;
mod garbled;
mod words;

use super::At;
use crate::cli::Stopped;
use crate::cli::tree::gate::Gate;

pub(super) use check::{CHANGE, findings};

pub(super) async fn run(command: Gate, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Gate::Explain(asked) => explain::run(asked, at).await,
        Gate::CheckConfig(form) => check::run(form.json, at).await,
    }
}
