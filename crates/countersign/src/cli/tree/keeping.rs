//! `countersign audit`, `outbox`, `key` and `database`: what is kept, and under which key.

use clap::{Args, Subcommand};
use door::audit::Seal;

use super::Form;

/// The commands for the audit log.
#[derive(Subcommand, Debug)]
pub enum Audit {
    /// List events, newest last
    #[command(after_help = "Example:\n  countersign audit list --account ada --limit 20 --json")]
    List(Events),
    /// Verify that nobody has changed, removed, inserted or restored entries, and that they are sealed in
    /// time. Exit code 1 if not
    #[command(after_help = "Example:\n  countersign audit verify --json")]
    Verify(Verify),
}

/// What the log is verified against.
#[derive(Args, Debug)]
pub struct Verify {
    /// A seal noted earlier, as this command prints it (repeatable). Those that this server noted in its data
    /// folder are always checked
    #[arg(long, value_name = "PLACE:SEAL")]
    pub noted: Vec<Seal>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Which events are listed.
#[derive(Args, Debug)]
pub struct Events {
    /// Only this account's events
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// Show the newest N
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    pub limit: i64,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// The commands for messages. What stands in them is shown by none.
#[derive(Subcommand, Debug)]
pub enum Outbox {
    /// List messages that haven't left, newest last
    #[command(after_help = "Example:\n  countersign outbox list --all --json")]
    List(Listed),
    /// Show one message: to whom, when, and why it hasn't left
    #[command(after_help = "Example:\n  countersign outbox show 01abc…")]
    Show {
        /// The message's id, as "outbox list" shows it
        id: String,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// Try to send a message now that waits
    #[command(after_help = "Example:\n  countersign outbox retry --all")]
    Retry(Which),
    /// Drop a message that hasn't left
    #[command(after_help = "Example:\n  countersign outbox drop 01abc…")]
    Drop {
        /// The message's id, as "outbox list" shows it
        id: String,
    },
}

/// Which messages are listed.
#[derive(Args, Debug)]
pub struct Listed {
    /// Those that have left, too
    #[arg(long)]
    pub all: bool,
    /// Show the newest N
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    pub limit: i64,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Which messages are tried.
#[derive(Args, Debug)]
pub struct Which {
    /// The message's id, as "outbox list" shows it
    #[arg(required_unless_present = "all")]
    pub id: Option<String>,
    /// All that wait
    #[arg(long, conflicts_with = "id")]
    pub all: bool,
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
    /// Update the schema to this version, as "serve" does when it starts
    #[command(after_help = "Example:\n  countersign database migrate")]
    Migrate,
    /// After restoring an older copy: end what it brings back to life. All sessions and unfinished sign-ins end,
    /// help codes and invites stop working, and codes of authenticator apps up to now are taken as used
    #[command(after_help = "Example:\n  countersign database new-epoch")]
    NewEpoch {
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Show the database and its schema version
    #[command(after_help = "Example:\n  countersign database show --json")]
    Show(Form),
}
