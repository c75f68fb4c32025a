//! `countersign mail`.

use clap::{Args, Subcommand};

use super::Form;

/// The commands for mail.
#[derive(Subcommand, Debug)]
pub enum Mail {
    /// Send a test message now, and say how far it gets
    #[command(after_help = "Example:\n  countersign mail test --to ada@example.org")]
    Test(Test),
    /// Set up mail: ask for the server and password, try them, send four letters to type back, show the DNS
    /// records to add, and write the settings into the configuration file
    #[command(
        after_help = "Example:\n  countersign mail setup\n  countersign mail setup --provider fastmail --user ada@example.org"
    )]
    Setup(Box<Setup>),
}

/// What is answered beforehand; the rest is asked at a terminal.
#[derive(Args, Debug)]
pub struct Setup {
    /// Where your mail is: a known provider, or "other"
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Name of the mail server
    #[arg(long, value_name = "HOST")]
    pub server: Option<String>,
    /// Port of the mail server
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
    /// How it is encrypted: tls, starttls, or none for a server on this machine
    #[arg(long, value_name = "HOW", value_parser = ["tls", "starttls", "none"])]
    pub tls: Option<String>,
    /// User to sign in as; empty for none
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// File to write the password into (default: mail-password in the data folder)
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<std::path::PathBuf>,
    /// Program that prints a token in place of a password, with what it is called with
    #[arg(long, value_name = "PROGRAM", conflicts_with_all = ["password_stdin", "password_file"])]
    pub token_command: Option<String>,
    /// Selector to sign messages by, where the mail server doesn't sign them (DKIM)
    #[arg(long, value_name = "NAME", requires = "dkim_key")]
    pub dkim_selector: Option<String>,
    /// File with the key to sign messages with
    #[arg(long, value_name = "FILE", requires = "dkim_selector")]
    pub dkim_key: Option<String>,
    /// Address that messages are from, e.g. "Example <id@example.org>"
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// Address to send the four letters to (default: the address that messages are from)
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// Don't wait for the letters
    #[arg(long)]
    pub unconfirmed: bool,
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
