//! What each command does: one file for each group of commands, all of them the verbs of the door.

mod audit;
mod bypass;
mod database;
mod factor;
mod group;
mod key;
mod policy;
mod serve;
mod session;
mod user;

use std::io::Write;

use super::Stopped;
use super::tree::Command;
use crate::config::Loaded;

/// What a command is run with.
pub struct At<'a> {
    /// The configuration.
    pub loaded: &'a Loaded,
    /// Where data is printed.
    pub out: &'a mut dyn Write,
}

/// Runs one command.
///
/// # Errors
/// Why it wasn't done.
pub async fn run(command: Command, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Command::Serve(serve) => serve::run(serve, at).await,
        Command::User(user) => user::run(user, at).await,
        Command::Group(group) => group::run(group, at).await,
        Command::Factor(factor) => factor::run(factor, at).await,
        Command::Policy(policy) => policy::run(policy, at).await,
        Command::Session(session) => session::run(session, at).await,
        Command::Bypass(bypass) => bypass::run(bypass, at).await,
        Command::Audit(audit) => audit::run(audit, at).await,
        Command::Key(key) => key::run(key, at).await,
        Command::Database(database) => database::run(database, at).await,
        // Needs no configuration and was answered before it was read.
        Command::Completions { .. } => Ok(()),
    }
}

/// What a command says whose room isn't built yet.
fn not_yet(what: &str) -> Stopped {
    Stopped::Refused(format!(
        "\"countersign {what}\" can't be done by this version."
    ))
}
