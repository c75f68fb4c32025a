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

use post::{Address, Server};

pub(super) use self::test::language;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::accepted;
use crate::cli::Stopped;
use crate::cli::tree::mail::Mail;
use crate::data::Data;
use crate::wiring::{Nature, Schema};

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

/// Notes that a server has taken a message: in the data folder, and in the database where there is one already. Else
/// a server that starts takes it over.
async fn note_accepted(nature: &Nature, server: &Server, at: &At<'_>) -> Result<(), Stopped> {
    let data = Data::of(&at.loaded.settings);
    accepted::note(&data, nature.clock.now(), server)?;
    let Ok(desk) = Desk::open(at, Schema::Keep).await else {
        return Ok(());
    };
    let name = format!("{server:?}");
    let noted = desk.door.mail_accepted(&ACTOR, &name).await;
    noted.map_err(|stop| desk.no(stop))
}
