//! `countersign mail`.

mod attempt;
mod letters;
pub(super) mod provider;
mod published;
mod question;
pub(super) mod remedy;
mod setup;
mod step;
mod test;
pub(super) mod written;

use post::Address;

use super::At;
use crate::cli::Stopped;
use crate::cli::tree::mail::Mail;

pub(super) async fn run(command: Mail, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Mail::Test(asked) => test::run(&asked, at).await,
        Mail::Setup(asked) => setup::run(&asked, at).await,
    }
}

/// An address as it was written on the command line.
fn address(text: &str, flag: &str) -> Result<Address, Stopped> {
    Address::read(text).ok_or_else(|| {
        let shown = text.escape_debug();
        let why = format!("{flag} must be one email address, as ada@example.org, not \"{shown}\".");
        Stopped::Usage(why)
    })
}
