//! `countersign group`, `factor`, `policy`, `session` and `bypass`: who may come in, and how.

use clap::{ArgGroup, Args, Subcommand};

use super::Form;

/// The commands for groups.
#[derive(Subcommand, Debug)]
pub enum Group {
    /// List all groups
    #[command(after_help = "Example:\n  countersign group list --json")]
    List(Form),
    /// Add a group
    #[command(after_help = "Example:\n  countersign group add staff")]
    Add {
        /// The group
        name: String,
    },
    /// Delete a group; its accounts stay
    #[command(after_help = "Example:\n  countersign group delete staff")]
    Delete {
        /// The group
        name: String,
    },
}

/// The commands for kinds of factors.
#[derive(Subcommand, Debug)]
pub enum Factor {
    /// List all kinds, and which are on
    #[command(after_help = "Example:\n  countersign factor list")]
    List(Form),
    /// Switch a kind on
    #[command(after_help = "Example:\n  countersign factor enable totp")]
    Enable {
        /// The kind, as "factor list" shows it
        kind: String,
    },
    /// Switch a kind off; what people have of it stays, and stays owed
    #[command(after_help = "Example:\n  countersign factor disable totp")]
    Disable {
        /// The kind, as "factor list" shows it
        kind: String,
    },
}

/// The commands for the policy.
#[derive(Subcommand, Debug)]
pub enum Policy {
    /// Show who must have a second factor
    #[command(after_help = "Example:\n  countersign policy show")]
    Show(Form),
    /// Say who must have a second factor; whoever has none is led to set it up at the next sign-in
    #[command(after_help = "Example:\n  countersign policy require --everyone\n  \
                            countersign policy require --group staff --group it")]
    Require(Require),
    /// Say whether weaker ways are offered to whoever has a security key or passkey; backup codes always are
    #[command(
        after_help = "Example:\n  countersign policy offer --strongest-only\n  \
                            countersign policy offer --all"
    )]
    Offer(Offer),
}

/// Which ways are offered.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("ways").required(true).args(["strongest_only", "all"]))]
pub struct Offer {
    /// A security key or passkey alone, wherever one is set up
    #[arg(long)]
    pub strongest_only: bool,
    /// Every way that is set up
    #[arg(long)]
    pub all: bool,
}

/// Who must have a second factor.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("who").required(true).args(["everyone", "group", "nobody"]))]
pub struct Require {
    /// Everybody must
    #[arg(long)]
    pub everyone: bool,
    /// The members of these groups must
    #[arg(long, value_name = "GROUP", num_args = 1..)]
    pub group: Vec<String>,
    /// Nobody must; who has one is asked for it all the same
    #[arg(long)]
    pub nobody: bool,
}

/// The commands for sessions.
#[derive(Subcommand, Debug)]
pub enum Session {
    /// List an account's sessions
    #[command(after_help = "Example:\n  countersign session list ada --json")]
    List {
        /// The account
        name: String,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// End one session, or all of an account
    #[command(after_help = "Example:\n  countersign session end ada --all")]
    End(End),
}

/// Which sessions end.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("which").required(true).args(["id", "all"]))]
pub struct End {
    /// The account
    pub name: String,
    /// The session, as "session list" shows it
    pub id: Option<String>,
    /// All of its sessions
    #[arg(long)]
    pub all: bool,
}

/// The commands for bypass codes.
#[derive(Subcommand, Debug)]
pub enum Bypass {
    /// Print a code that stands in for the account's factor once; its owner is told
    #[command(
        after_help = "Example:\n  countersign bypass add ada --reason \"lost phone, seen in person\" --hours 4"
    )]
    Add {
        /// The account
        name: String,
        /// Why; it goes into the audit log
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// For how long it works: 1 to 48 hours
        #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(i64).range(1..=48))]
        hours: i64,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
}
