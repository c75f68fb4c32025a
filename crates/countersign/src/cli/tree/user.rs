//! `countersign user …`: what an administrator does with accounts.

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
    /// Give an account another name; the old one isn't given out again for a year
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
    /// Keep an account from signing in, and end its sessions
    #[command(after_help = "Example:\n  countersign user disable ada")]
    Disable {
        /// The account
        name: String,
    },
    /// Delete an account with all that it has
    #[command(after_help = "Example:\n  countersign user delete ada --yes")]
    Delete {
        /// The account
        name: String,
        /// Don't ask, as without a terminal
        #[arg(long)]
        yes: bool,
    },
    /// Clear the waits that wrong answers have left
    #[command(after_help = "Example:\n  countersign user unlock ada")]
    Unlock {
        /// The account
        name: String,
    },
    /// Print a link with which somebody makes this account and chooses its password; it works once
    #[command(after_help = "Example:\n  countersign user invite ada")]
    Invite {
        /// The account's name
        name: String,
        /// Make it an administrator
        #[arg(long)]
        admin: bool,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// Show an account's groups, or change them
    #[command(
        after_help = "Example:\n  countersign user groups ada --add staff --remove guests\n  \
                      countersign user groups ada --set staff it"
    )]
    Groups(Groups),
    /// Show an account's second factors, or remove them
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
    /// The name that people see
    #[arg(long, value_name = "TEXT")]
    pub display_name: Option<String>,
    /// An e-mail address, which counts as confirmed; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    pub email: Vec<String>,
    /// A group that exists; may be given several times
    #[arg(long, value_name = "GROUP")]
    pub group: Vec<String>,
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
    /// Put it into this group; may be given several times
    #[arg(long, value_name = "GROUP")]
    pub add: Vec<String>,
    /// Take it out of this group; may be given several times
    #[arg(long, value_name = "GROUP")]
    pub remove: Vec<String>,
    /// Let these be all its groups; none if none is given
    #[arg(long, value_name = "GROUP", num_args = 0.., conflicts_with_all = ["add", "remove"])]
    pub set: Option<Vec<String>>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

/// Second factors of an account.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("removal").args(["remove", "remove_all"]))]
pub struct Factors {
    /// The account
    pub name: String,
    /// Remove the one with this id
    #[arg(long, value_name = "ID", requires = "reason")]
    pub remove: Option<String>,
    /// Remove all of them, and disconnect the account's device passwords
    #[arg(long, requires = "reason")]
    pub remove_all: bool,
    /// Why they are removed; it goes into the audit log
    #[arg(long, value_name = "TEXT", requires = "removal")]
    pub reason: Option<String>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
