//! `countersign device-password`: passwords for programs that can't do two factors.

use clap::{Args, Subcommand};

use super::Form;

/// The commands for device passwords.
#[derive(Subcommand, Debug)]
pub enum DevicePassword {
    /// Create a device password and print it once. The account's owner is notified
    #[command(
        after_help = "Example:\n  countersign device-password add ada --name Scanner --unused-days 90\n  \
                      countersign device-password add ada --name Mirror --host files.example.org --read-only"
    )]
    Add(Add),
    /// List an account's device passwords: names, limits and last use, never the password
    #[command(after_help = "Example:\n  countersign device-password list ada --json")]
    List {
        /// The account
        name: String,
        /// For people or programs.
        #[command(flatten)]
        form: Form,
    },
    /// Disconnect one: it stops working at once
    #[command(
        after_help = "Example:\n  countersign device-password delete 0190a1b2c3d4e5f60718293a4b5c6d7e"
    )]
    Delete {
        /// The device password, as "device-password list" shows it
        id: String,
    },
}

/// A device password to be made.
#[derive(Args, Debug)]
pub struct Add {
    /// The account
    #[arg(value_name = "NAME")]
    pub account: String,
    /// Name shown in lists: which app, and where
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// Last day it works (until midnight UTC)
    #[arg(long, value_name = "DATE", conflicts_with = "unused_days")]
    pub ends: Option<String>,
    /// Stop working after this many days without use
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=3_650))]
    pub unused_days: Option<i64>,
    /// Only from this network (repeatable)
    #[arg(long, value_name = "CIDR")]
    pub network: Vec<String>,
    /// Only to this host (repeatable)
    #[arg(long, value_name = "HOST")]
    pub host: Vec<String>,
    /// Allow reading only
    #[arg(long)]
    pub read_only: bool,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
