//! The command line as a tree of plain types: what may be asked for, and an example of each. What a
//! command does stands in [`super::run`], under the same name.

pub mod access;
pub mod device_password;
pub mod doctor;
pub mod gate;
pub mod import;
pub mod keeping;
pub mod mail;
pub mod user;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::Flag;

/// Two-factor authentication for your own server.
#[derive(Parser)]
#[command(
    name = "countersign",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Example:\n  countersign serve\n  countersign user add ada --admin\n\n\
                  Without any argument it serves.\n\n\
                  Exit codes: 0 success, 1 refused (with a one-line reason), 2 usage error."
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command, before it or after it.
#[derive(Args)]
#[command(next_help_heading = "Global options")]
pub struct Options {
    /// Folder with the database and key file [variable: COUNTERSIGN_DATA]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<String>,
    /// PostgreSQL database, e.g. postgres://host/name. Keep a password out of it: use the setting
    /// database_file [variable: COUNTERSIGN_DATABASE]
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Configuration file (default: countersign.toml, if present) [variable: COUNTERSIGN_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Whether data is printed for people or for programs.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Run the server
    #[command(
        after_help = "Example:\n  countersign serve --listen localhost:8232 --public-url https://id.example.org"
    )]
    Serve(Serve),
    /// Manage accounts
    #[command(
        subcommand,
        after_help = "Example:\n  countersign user add ada --admin\n  countersign user factors ada"
    )]
    User(user::User),
    /// Manage groups of accounts
    #[command(subcommand, after_help = "Example:\n  countersign group add staff")]
    Group(access::Group),
    /// Turn sign-in methods on or off
    #[command(subcommand, after_help = "Example:\n  countersign factor list")]
    Factor(access::Factor),
    /// Set who needs a second step
    #[command(
        subcommand,
        after_help = "Example:\n  countersign policy require --group staff"
    )]
    Policy(access::Policy),
    /// List and end sign-ins (sessions)
    #[command(subcommand, after_help = "Example:\n  countersign session list ada")]
    Session(access::Session),
    /// Manage passwords for apps that can't ask for a second step
    #[command(
        subcommand,
        after_help = "Example:\n  countersign device-password list ada"
    )]
    DevicePassword(device_password::DevicePassword),
    /// Create help codes: they let someone in once without their second step
    #[command(
        subcommand,
        after_help = "Example:\n  countersign bypass add ada --reason \"lost phone, seen in person\""
    )]
    Bypass(access::Bypass),
    /// Import tokens and keys from another system
    #[command(
        subcommand,
        after_help = "Example:\n  countersign import tokens tokens.csv --dry-run"
    )]
    Import(import::Import),
    /// Check and explain who gets through to your apps
    #[command(
        subcommand,
        after_help = "Example:\n  countersign gate explain https://files.example.org/ --account ada\n  \
                      countersign gate check-config"
    )]
    Gate(gate::Gate),
    /// Read and verify the audit log
    #[command(
        subcommand,
        after_help = "Example:\n  countersign audit list --account ada --json"
    )]
    Audit(keeping::Audit),
    /// Show the master key's id
    #[command(subcommand, after_help = "Example:\n  countersign key show")]
    Key(keeping::Key),
    /// Show or update the database
    #[command(subcommand, after_help = "Example:\n  countersign database migrate")]
    Database(keeping::Database),
    /// Set up and try the mail server
    #[command(
        subcommand,
        after_help = "Example:\n  countersign mail setup\n  countersign mail test --to ada@example.org"
    )]
    Mail(mail::Mail),
    /// List what the server does by itself: when each job last ran, with which result, and when it runs next
    #[command(after_help = "Example:\n  countersign jobs\n  countersign jobs --json")]
    Jobs(Form),
    /// List, retry and drop messages that wait to be sent
    #[command(
        subcommand,
        after_help = "Example:\n  countersign outbox list\n  countersign outbox retry --all"
    )]
    Outbox(keeping::Outbox),
    /// Check that everything works and say how to fix what doesn't. Changes nothing. Exit code 1 if something
    /// is wrong
    #[command(
        after_help = "Example:\n  countersign doctor\n  countersign doctor --thorough --json"
    )]
    Doctor(doctor::Doctor),
    /// Print shell completions
    #[command(
        after_help = "Example:\n  countersign completions bash > /etc/bash_completion.d/countersign"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How the server is run.
#[derive(Args, Clone, Debug, Default)]
pub struct Serve {
    /// Address to listen on; port 0 picks a free one [variable: COUNTERSIGN_LISTEN]
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// Address that people open in their browser [variable: COUNTERSIGN_PUBLIC_URL]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Log level: error, warn, info, debug or trace [variable: COUNTERSIGN_LOG_LEVEL]
    #[arg(long, value_name = "LEVEL")]
    pub log_level: Option<String>,
}

impl Cli {
    /// The flags that are settings, for [`crate::config::load`].
    pub fn flags(&self) -> Vec<Flag> {
        let everywhere = [
            ("--data", "data", &self.options.data),
            ("--database", "database", &self.options.database),
        ];
        let serve = match &self.command {
            Command::Serve(serve) => vec![
                ("--listen", "listen", &serve.listen),
                ("--public-url", "public_url", &serve.public_url),
                ("--log-level", "log_level", &serve.log_level),
            ],
            _ => Vec::new(),
        };
        everywhere
            .into_iter()
            .chain(serve)
            .filter_map(|(flag, key, value)| {
                Some(Flag {
                    flag,
                    key,
                    value: value.clone()?,
                })
            })
            .collect()
    }
}
