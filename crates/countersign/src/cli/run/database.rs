//! `countersign database`.

use serde::Serialize;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::sure::sure;
use crate::cli::tree::keeping::Database;
use crate::cli::{Stopped, print};
use crate::data::Data;
use crate::wiring::{Schema, factors};

/// What is shown of a database.
#[derive(Serialize)]
struct Shown {
    engine: &'static str,
    place: String,
    /// The id of the master key that it belongs to.
    key: String,
    /// How many migrations each component has had.
    schema: Vec<Component>,
}

#[derive(Serialize)]
struct Component {
    component: &'static str,
    migrations: usize,
}

pub(super) async fn run(command: Database, at: &mut At<'_>) -> Result<(), Stopped> {
    match command {
        Database::Migrate => {
            Desk::open(at, Schema::Migrate).await?;
            at.say("The database's schema is this program's.")
        }
        Database::NewEpoch { yes } => new_epoch(yes, at).await,
        Database::Show(form) => show(form.json, at).await,
    }
}

async fn new_epoch(yes: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    if !yes {
        let question = "Sign out everyone, and void help codes and invites?";
        sure(question, "do it", "Nothing was changed.")?;
    }
    let epoch = desk.door.begin_new_epoch(&ACTOR).await;
    let epoch = epoch.map_err(|stop| desk.no(stop))?;
    let ended = epoch.ended;
    at.say(&format!(
        "Sessions ended: {}. Unfinished sign-ins ended: {}. Help codes voided: {}. Invites voided: {}. Devices \
         whose codes up to now are taken as used: {}.",
        ended.sessions, ended.pending, epoch.help, epoch.links, epoch.devices
    ))
}

async fn show(json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    // Whatever doesn't fit is said in opening.
    let desk = Desk::open(at, Schema::Keep).await?;
    let (engine, place) = match at.loaded.settings.text("database") {
        "" => {
            let data = Data::of(&at.loaded.settings);
            ("sqlite", data.database().display().to_string())
        }
        url => ("postgresql", without_secret(url)),
    };
    let schema = door::schemas(&factors())
        .iter()
        .filter(|schema| !schema.migrations.is_empty())
        .map(|schema| Component {
            component: schema.name,
            migrations: schema.migrations.len(),
        })
        .collect();
    let shown = Shown {
        engine,
        place,
        key: desk.door.key_id().to_owned(),
        schema,
    };
    if json {
        return print::json(at.out, &shown);
    }
    let components: Vec<_> = shown
        .schema
        .iter()
        .map(|one| format!("{} {}", one.component, one.migrations))
        .collect();
    let facts = [
        ("Engine", shown.engine.to_owned()),
        ("Place", shown.place),
        ("Key", shown.key),
        (
            "Schema",
            format!("this program's ({})", components.join(", ")),
        ),
    ];
    print::facts(at.out, &facts)
}

/// Hosts and name of a database; user, password and options are left out.
pub(super) fn without_secret(url: &str) -> String {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    format!("postgres://{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_database_holds_no_secret() {
        for (url, shown) in [
            ("postgres://h/d", "postgres://h/d"),
            ("postgresql://u:p@h:1,i:2/d?x=y", "postgres://h:1,i:2/d"),
            ("postgres://u:p/w?@h/d", "postgres://h/d"),
            ("postgres:///d?host=/run/pg&password=p", "postgres:///d"),
        ] {
            assert_eq!(without_secret(url), shown);
        }
        // A password behind the last "@" of all is the one that can't be told from a host; none of
        // the others is shown.
        assert!(!without_secret("postgres://h/d?password=a@b").contains('a'));
    }
}
