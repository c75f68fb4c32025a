//! `countersign doctor`: looks at a site as it stands, changes nothing, and says of each thing whether
//! it is as it should be, and else what puts it right.

mod ask;
mod audit;
mod check;
mod configuration;
mod database;
mod files;
mod folder;
mod forwarding;
mod key;
mod mail;
mod people;
mod postgres;
mod proxy;
mod reached;
mod sqlite;
mod standbys;
mod text_messages;

use std::io::Write;

use store::Place;

use super::At;
use super::desk::Desk;
use super::gate::{CHANGE, findings};
use crate::address::PublicUrl;
use crate::cli::tree::doctor::Doctor;
use crate::cli::{Stopped, print};
use crate::data::Data;
use crate::durability;
use crate::wiring::{Nature, Schema};
use check::{Check, State, sentence};

pub(super) async fn run(asked: Doctor, at: &mut At<'_>) -> Result<(), Stopped> {
    let all = examine(asked.thorough, at).await;
    tell(&all, asked.form.json, at.out)
}

/// What is told where the configuration can't be read, so that there is nothing else to look at.
///
/// # Errors
/// Always: something is wrong.
pub fn unread(asked: &Doctor, why: &str, out: &mut dyn Write) -> Result<(), Stopped> {
    tell(&[configuration::unread(why)], asked.form.json, out)
}

async fn examine(thorough: bool, at: &At<'_>) -> Vec<Check> {
    let (settings, nature) = (&at.loaded.settings, Nature::system());
    let data = Data::of(settings);
    let place = database::place(settings, &data);
    let mut all = configuration::read(at.loaded);
    all.extend(folder::inspect(&data, matches!(place, Place::Sqlite(_))));
    // Before SQLite puts files of its own beside the database.
    all.extend(files::inspect(&data));

    let looked = database::inspect(&place, &data, &nature, thorough).await;
    let key = key::inspect(data.key_file(), looked.as_ref().ok());
    let can_be_opened = key.fits && looked.as_ref().is_ok_and(database::can_be_opened);
    all.push(key.check());
    match &looked {
        Ok(condition) => {
            let (shown, durability) = (database::shown(&place), settings.text(durability::KEY));
            all.extend(database::judge(condition, &shown, durability));
        }
        Err(check) => all.push(check.clone()),
    }
    let desk = match can_be_opened {
        true => match Desk::open(at, Schema::Keep).await {
            Ok(desk) => Some(desk),
            Err(stopped) => {
                let why = stopped.line().unwrap_or_default();
                let remedy = "Start \"countersign serve\", which says the same with its log.";
                all.push(Check::wrong("opening", sentence(why), remedy));
                None
            }
        },
        false => None,
    };

    all.extend(public_url(at, desk.as_ref()).await);
    all.extend(gate(at, desk.as_ref()).await);
    all.push(match &desk {
        Some(desk) => people::inspect(desk, &data).await,
        None => Check::not_looked_at("administrators"),
    });
    all.push(match &desk {
        Some(desk) => audit::inspect(desk).await,
        None => Check::not_looked_at("audit-log"),
    });
    all.extend(mail::inspect(settings, &data, &nature).await);
    all.push(text_messages::inspect(settings, desk.as_ref()).await);
    all
}

async fn public_url(at: &At<'_>, desk: Option<&Desk>) -> Vec<Check> {
    let port = at.checked.listen.port();
    let url = match (&at.checked.public_url, port) {
        (Some(url), _) => url.clone(),
        (None, 0) => {
            return vec![Check::warning(
                "public-url",
                "Skipped, because \"listen\" uses any free port: the address isn't known before the start.",
                "Set public_url, or give \"listen\" a port.",
            )];
        }
        (None, port) => PublicUrl::local(port),
    };
    let own = desk.map(|desk| desk.door.assertion_keys());
    let metrics = at.checked.metrics_listen.as_ref();
    let before = forwarding::so_far(metrics).await;
    let (reached, mut all) = reached::inspect(&url, own.as_ref()).await;
    // Of what wasn't reached no proxy can have asked the server anything.
    let after = match reached {
        true => forwarding::so_far(metrics).await,
        false => None,
    };
    all.push(proxy::inspect(at.checked, &url, before, after));
    all
}

async fn gate(at: &At<'_>, desk: Option<&Desk>) -> Vec<Check> {
    const GATE: &str = "gate";
    let Some(desk) = desk else {
        return vec![Check::not_looked_at(GATE)];
    };
    let hosts = desk.door.config().gate_hosts.len();
    match findings(desk, at).await {
        Err(stopped) => {
            let why = stopped.line().unwrap_or_default();
            vec![Check::wrong(GATE, sentence(why), CHANGE)]
        }
        Ok(found) if found.is_empty() => vec![Check::ok(
            GATE,
            match hosts {
                0 => "No protected hosts are configured.".to_owned(),
                1 => "One protected host is configured correctly.".to_owned(),
                many => format!("{many} protected hosts are configured correctly."),
            },
        )],
        Ok(found) => found
            .into_iter()
            .map(|one| match one.note {
                true => Check::ok(GATE, one.sentence),
                false => Check::warning(GATE, one.sentence, one.remedy),
            })
            .collect(),
    }
}

fn tell(all: &[Check], json: bool, out: &mut dyn Write) -> Result<(), Stopped> {
    if json {
        print::json(out, &all)?;
    } else {
        let rows: Vec<_> = all
            .iter()
            .map(|one| {
                let remedy = one.remedy.as_ref().map(|remedy| format!(" {remedy}"));
                [
                    one.check.to_owned(),
                    one.state.word().to_owned(),
                    format!("{}{}", one.finding, remedy.unwrap_or_default()),
                ]
            })
            .collect();
        print::columns(out, ["CHECK", "STATE", "FOUND"], &rows)?;
    }
    match all.iter().filter(|one| one.state == State::Wrong).count() {
        0 => Ok(()),
        1 => Err(Stopped::Refused("One thing is wrong.".to_owned())),
        many => Err(Stopped::Refused(format!("{many} things are wrong."))),
    }
}
