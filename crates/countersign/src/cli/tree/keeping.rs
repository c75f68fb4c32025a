//! `countersign audit`, `key` and `database`: what is kept, and under which key.

use clap::{Args, Subcommand};
use door::audit::Seal;

use super::Form;

/// The commands for the audit log.
#[derive(Subcommand, Debug)]
pub enum Audit {
    /// List what has happened, the newest last
    #[command(after_help = "Example:\n  countersign audit list --account ada --limit 20 --json")]
    List(Events),
    /// Check that nothing of it was changed, removed, put in or put back by something else, and that it is
    /// sealed in time; code 1 if not
    #[command(after_help = "Example:\n  countersign audit verify --json")]
    Verify(Verify),
}

/// What the log is verified against.
#[derive(Args, Debug)]
pub struct Verify {
    /// A seal that was noted earlier, as this command prints it; may be given several times. Those that
    /// this node's server noted in the data folder are looked at anyway
    #[arg(long, value_name = "PLACE:SEAL")]
    pub noted: Vec<Seal>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Which events are listed.
#[derive(Args, Debug)]
pub struct Events {
    /// Only what concerns this account
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// At most that many, the newest
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    pub limit: i64,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// The commands for the master key.
#[derive(Subcommand, Debug)]
pub enum Key {
    /// Show the key's id and where its file is; never the key
    #[command(after_help = "Example:\n  countersign key show --json")]
    Show(Form),
}

/// The commands for the database.
#[derive(Subcommand, Debug)]
pub enum Database {
    /// Bring the schema up to this program, as "serve" does at its start
    #[command(after_help = "Example:\n  countersign database migrate")]
    Migrate,
    /// Show which database is used and how far its schema is
    #[command(after_help = "Example:\n  countersign database show --json")]
    Show(Form),
}
