//! `countersign doctor`.

use clap::Args;

use super::Form;

/// What is looked at.
#[derive(Args, Clone, Copy, Debug)]
pub struct Doctor {
    /// Have SQLite read its whole file as well, to find damage; takes minutes on a large one
    #[arg(long)]
    pub thorough: bool,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
