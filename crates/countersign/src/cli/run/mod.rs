//! What each command does: one file for each group of commands, all of them the verbs of the door.

mod account;
mod audit;
mod bypass;
mod database;
mod desk;
mod device_password;
pub mod doctor;
mod factor;
mod gate;
mod group;
mod import;
mod invite;
mod jobs;
mod key;
mod listed;
mod mail;
mod outbox;
mod policy;
mod serve;
mod session;
mod text_message;
mod unix_user;
mod user;

use std::io::Write;

use super::Stopped;
use super::tree::Command;
use crate::config::{Checked, Loaded};

/// What a command is run with.
pub struct At<'a> {
    pub loaded: &'a Loaded,
    /// What in it had to be read once more.
    pub checked: &'a Checked,
    /// Where data is printed.
    pub out: &'a mut dyn Write,
}

impl At<'_> {
    fn say(&mut self, line: &str) -> Result<(), Stopped> {
        Ok(writeln!(self.out, "{line}")?)
    }
}

/// Runs one command.
///
/// # Errors
/// Why it wasn't done.
pub async fn run(command: Command, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Command::Serve(_) => serve::run(at).await,
        Command::User(user) => user::run(user, at).await,
        Command::Group(group) => group::run(group, at).await,
        Command::Factor(factor) => factor::run(factor, at).await,
        Command::Policy(policy) => policy::run(policy, at).await,
        Command::Session(session) => session::run(session, at).await,
        Command::DevicePassword(one) => device_password::run(one, at).await,
        Command::Bypass(bypass) => bypass::run(bypass, at).await,
        Command::Import(import) => import::run(import, at).await,
        Command::Gate(gate) => gate::run(gate, at).await,
        Command::Audit(audit) => audit::run(audit, at).await,
        Command::Key(key) => key::run(key, at),
        Command::Database(database) => database::run(database, at).await,
        Command::Mail(mail) => mail::run(mail, at).await,
        Command::Jobs(form) => jobs::run(form, at).await,
        Command::Outbox(command) => outbox::run(command, at).await,
        Command::Doctor(asked) => doctor::run(asked, at).await,
        // Needs no configuration and was answered before it was read.
        Command::Completions { .. } => Ok(()),
    }
}

fn yes(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}
