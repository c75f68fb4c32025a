//! `countersign import`: what people have from elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Form;

/// What can be imported.
#[derive(Subcommand, Debug)]
pub enum Import {
    /// Import tokens and authenticator apps. They work straight away
    #[command(after_help = TOKENS)]
    Tokens(List),
    /// U2F tokens that were registered under an appId, each as a security key that is on at once
    #[command(after_help = U2F)]
    U2f(Keys),
}

const U2F: &str = "\
Example:
  countersign import u2f keys.csv --app-id https://cloud.example.org --dry-run

The first line names the columns, separated by comma, semicolon or tab:
  account (user, username, user_id), key_handle, public_key, counter, name, app_id

Key handles and public keys are base64 of either alphabet; a public key is the point of 65 bytes
that a U2F token gives. The appId is the https address under which it was registered there; browsers
let the token answer here where that address is of the same domain. Existing entries are
skipped. Exit code 1 if a row was rejected; the other rows are still imported.";

/// A list of U2F tokens.
#[derive(Args, Debug)]
pub struct Keys {
    /// The list.
    #[command(flatten)]
    pub list: List,
    /// appId for rows without one
    #[arg(long, value_name = "URL")]
    pub app_id: Option<String>,
}

const TOKENS: &str = "\
Example:
  countersign import tokens tokens.csv --dry-run
  countersign import tokens export.txt --account ada

The file format is detected:
  links   a line each: otpauth://totp/Example:ada?secret=…  or  otpauth://hotp/…
  export  of Google Authenticator: the text of each QR code, otpauth-migration://offline?data=…
  CSV     a line each, separated by comma, semicolon or tab. The first line may name the columns:
          serial (or name), secret (seed), type (TOTP or HOTP), digits (otplen), counter,
          period (interval, timestep), algorithm (hash), account (user, username).
          Without it they are: serial, secret, type, digits, counter or period, account.

A token goes to --account, else to the account of its column or link, by name or email address.
Secrets are base32 or hexadecimal, at least 128 bits. Lines that begin with # are left out.
What is in use already is not added again, so the same file may be imported twice.
Exit code 1 if a row wasn't taken; the others are.";

/// A list.
#[derive(Args, Debug)]
pub struct List {
    /// The list, at most 4 MiB; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Give all of them to this account, whatever the list says
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// Show what would happen, without changing anything
    #[arg(long)]
    pub dry_run: bool,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}
