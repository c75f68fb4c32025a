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
    /// List all methods, and which are on
    #[command(after_help = "Example:\n  countersign factor list")]
    List(Form),
    /// Turn a method on
    #[command(after_help = "Example:\n  countersign factor enable totp")]
    Enable {
        /// The method, as "factor list" shows it
        kind: String,
    },
    /// Send a test message now, and say which gateway takes it
    #[command(after_help = "Example:\n  countersign factor test text-message --to +46701234567")]
    Test(TestFactor),
    /// Turn a method off. What people have set up is kept, and they still need it to sign in
    #[command(after_help = "Example:\n  countersign factor disable totp")]
    Disable {
        /// The method, as "factor list" shows it
        kind: String,
    },
}

/// What is tried, and to whom it is sent.
#[derive(Args, Debug)]
pub struct TestFactor {
    /// What to try
    #[arg(value_parser = ["text-message"])]
    pub kind: String,
    /// Number to send it to
    #[arg(long, value_name = "NUMBER")]
    pub to: String,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// The commands for the policy.
#[derive(Subcommand, Debug)]
pub enum Policy {
    /// Show who needs a second step
    #[command(after_help = "Example:\n  countersign policy show")]
    Show(Form),
    /// Set who needs a second step. Those without one set it up at their next sign-in
    #[command(after_help = "Example:\n  countersign policy require --everyone\n  \
                            countersign policy require --group staff --group it")]
    Require(Require),
    /// Choose whether people with a security key or passkey can also use weaker methods. Backup codes always
    /// work
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
    /// Only the security key or passkey, for those who have one
    #[arg(long)]
    pub strongest_only: bool,
    /// Every method they have set up
    #[arg(long)]
    pub all: bool,
}

/// Who needs a second step.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("who").required(true).args(["everyone", "group", "nobody"]))]
pub struct Require {
    /// Everyone
    #[arg(long)]
    pub everyone: bool,
    /// Members of these groups
    #[arg(long, value_name = "GROUP", num_args = 1..)]
    pub group: Vec<String>,
    /// Nobody. Those who have one still use it
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
    /// End one of an account's sessions, all of them, or everyone's
    #[command(after_help = "Example:\n  countersign session end ada --all\n  \
                            countersign session end --everyone")]
    End(End),
}

/// Which sessions end.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("which").required(true).args(["id", "all", "everyone"]))]
pub struct End {
    /// The account
    #[arg(required_unless_present = "everyone", conflicts_with = "everyone")]
    pub name: Option<String>,
    /// The session, as "session list" shows it
    pub id: Option<String>,
    /// All of its sessions
    #[arg(long)]
    pub all: bool,
    /// The sessions of all accounts, and sign-ins that aren't finished
    #[arg(long)]
    pub everyone: bool,
    /// With --everyone: don't ask
    #[arg(long, conflicts_with_all = ["id", "all"])]
    pub yes: bool,
}

/// The commands for bypass codes.
#[derive(Subcommand, Debug)]
pub enum Bypass {
    /// Print a help code that replaces the account's second step once. The account's owner is notified
    #[command(
        after_help = "Example:\n  countersign bypass add ada --reason \"lost phone, seen in person\" --hours 4"
    )]
    Add {
        /// The account
        name: String,
        /// Reason, kept in the audit log
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Valid for this many hours, 1 to 48
        #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(i64).range(1..=48))]
        hours: i64,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
}
