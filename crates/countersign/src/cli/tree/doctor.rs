//! `countersign doctor`.

use clap::Args;

use super::Form;

/// What is looked at.
#[derive(Args, Clone, Copy, Debug)]
pub struct Doctor {
    /// Also read the whole SQLite file to find damage. Takes minutes on a large one
    #[arg(long)]
    pub thorough: bool,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
