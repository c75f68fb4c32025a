//! `countersign user …`: what an administrator does with accounts.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Form;

/// The commands for accounts.
#[derive(Subcommand, Debug)]
pub enum User {
    /// Add an account
    #[command(
        after_help = "Example:\n  countersign user add ada --admin --email ada@example.org\n  \
                      pass show ada | countersign user add ada --password-stdin"
    )]
    Add(Add),
    /// List all accounts
    #[command(after_help = "Example:\n  countersign user list --json")]
    List(Form),
    /// Show one account
    #[command(after_help = "Example:\n  countersign user show ada")]
    Show {
        /// The account
        name: String,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// Set a new password; all sessions and device passwords of the account end
    #[command(after_help = "Example:\n  countersign user set-password ada")]
    SetPassword {
        /// The account
        name: String,
        /// Where its password comes from.
        #[command(flatten)]
        password: Password,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// Rename an account. The old name stays reserved for a year
    #[command(after_help = "Example:\n  countersign user rename ada ada.lovelace")]
    Rename {
        /// The account
        name: String,
        /// Its new name
        new_name: String,
    },
    /// Let an account sign in again
    #[command(after_help = "Example:\n  countersign user enable ada")]
    Enable {
        /// The account
        name: String,
    },
    /// Block an account from signing in, and end its sessions
    #[command(after_help = "Example:\n  countersign user disable ada")]
    Disable {
        /// The account
        name: String,
    },
    /// Delete an account and all its data. A name that was used stays reserved for a year
    #[command(after_help = "Example:\n  countersign user delete ada --yes")]
    Delete {
        /// The account
        name: String,
        /// Delete without asking
        #[arg(long)]
        yes: bool,
    },
    /// Remove the waiting time after wrong tries
    #[command(after_help = "Example:\n  countersign user unlock ada")]
    Unlock {
        /// The account
        name: String,
    },
    /// Invite people: a link for a new account, printed or sent by mail. It works once, for 7 days
    #[command(after_help = "Example:\n  countersign user invite ada\n  \
                      countersign user invite ada --email ada@example.org --group staff --send\n  \
                      countersign user invite --file people.csv --dry-run")]
    Invite(Invite),
    /// Show an account's groups, or change them
    #[command(
        after_help = "Example:\n  countersign user groups ada --add staff --remove guests\n  \
                      countersign user groups ada --set staff it"
    )]
    Groups(Groups),
    /// Show an account's email addresses, or change them
    #[command(
        after_help = "Example:\n  countersign user emails ada --add ada@example.org --main ada@example.org\n  \
                      countersign user emails ada --remove ada@old.example"
    )]
    Emails(Emails),
    /// Show or remove an account's second steps
    #[command(after_help = "Example:\n  countersign user factors ada\n  \
                      countersign user factors ada --remove-all --reason \"lost phone, seen in person\"")]
    Factors(Factors),
}

/// A new account.
#[derive(Args, Debug)]
pub struct Add {
    /// Its name: letters, digits and . _ - @ + '
    pub name: String,
    /// Where its password comes from.
    #[command(flatten)]
    pub password: Password,
    /// Make it an administrator
    #[arg(long)]
    pub admin: bool,
    /// Display name
    #[arg(long, value_name = "TEXT")]
    pub display_name: Option<String>,
    /// Email address, treated as confirmed (repeatable)
    #[arg(long, value_name = "ADDRESS")]
    pub email: Vec<String>,
    /// Existing group (repeatable)
    #[arg(long, value_name = "GROUP")]
    pub group: Vec<String>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Whom to invite, and how.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("whom").args(["name", "file"]).required(true))]
pub struct Invite {
    /// The account's name
    pub name: Option<String>,
    /// Make it an administrator
    #[arg(long, requires = "name")]
    pub admin: bool,
    /// Display name
    #[arg(long, value_name = "TEXT", requires = "name")]
    pub display_name: Option<String>,
    /// Email address, treated as confirmed (repeatable)
    #[arg(long, value_name = "ADDRESS", requires = "name")]
    pub email: Vec<String>,
    /// Existing group (repeatable)
    #[arg(long, value_name = "GROUP", requires = "name")]
    pub group: Vec<String>,
    /// Invite everyone in this file instead: CSV whose first line names columns, of name, display_name, email,
    /// groups (parted by ;) and language
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Send the link by email instead of printing it
    #[arg(long)]
    pub send: bool,
    /// Say what would be done with the file, and do nothing
    #[arg(long, requires = "file")]
    pub dry_run: bool,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Where a password comes from: never from an argument, which others on the machine could see.
#[derive(Args, Clone, Copy, Debug)]
pub struct Password {
    /// Read the password from standard input, one line, instead of asking for it
    #[arg(long)]
    pub password_stdin: bool,
}

/// Groups of an account.
#[derive(Args, Debug)]
pub struct Groups {
    /// The account
    pub name: String,
    /// Add to this group (repeatable)
    #[arg(long, value_name = "GROUP")]
    pub add: Vec<String>,
    /// Remove from this group (repeatable)
    #[arg(long, value_name = "GROUP")]
    pub remove: Vec<String>,
    /// Replace all its groups with these; give none to remove all
    #[arg(long, value_name = "GROUP", num_args = 0.., conflicts_with_all = ["add", "remove"])]
    pub set: Option<Vec<String>>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// E-mail addresses of an account.
#[derive(Args, Debug)]
pub struct Emails {
    /// The account
    pub name: String,
    /// Remove this address (repeatable)
    #[arg(long, value_name = "ADDRESS")]
    pub remove: Vec<String>,
    /// Add this address, treated as confirmed (repeatable)
    #[arg(long, value_name = "ADDRESS")]
    pub add: Vec<String>,
    /// Make this one the main address, which protected programs are told
    #[arg(long, value_name = "ADDRESS")]
    pub main: Option<String>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Second factors of an account.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("change").args(["remove", "remove_all", "ripen"]))]
pub struct Factors {
    /// The account
    pub name: String,
    /// Remove the one with this id
    #[arg(long, value_name = "ID", requires = "reason")]
    pub remove: Option<String>,
    /// Remove all of them, and disconnect the account's device passwords
    #[arg(long, requires = "reason")]
    pub remove_all: bool,
    /// Have the one with this id count in full at once, once you have made sure whom you talk to
    #[arg(long, value_name = "ID", requires = "reason")]
    pub ripen: Option<String>,
    /// Reason, kept in the audit log
    #[arg(long, value_name = "TEXT", requires = "change")]
    pub reason: Option<String>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
