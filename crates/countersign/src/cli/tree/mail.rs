//! `countersign mail`.

use clap::{Args, Subcommand};

use super::Form;

/// The commands for mail.
#[derive(Subcommand, Debug)]
pub enum Mail {
    /// Send a test message now, and say how far it gets
    #[command(after_help = "Example:\n  countersign mail test --to ada@example.org")]
    Test(Test),
}

/// To whom a test message goes.
#[derive(Args, Debug)]
pub struct Test {
    /// Address to send it to
    #[arg(long, value_name = "ADDRESS")]
    pub to: String,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
