//! What is told of any database: that it answers, whether its schema is this program's, and what its
//! clock shows.

use std::time::Duration;

use domain::Span;
use store::Place;
use store::condition::{self, Condition, Engine, Fit};

use super::check::{Check, sentence};
use super::{postgres, sqlite};
use crate::data::Data;
use crate::wiring::{self, Nature, factors};

const DATABASE: &str = "database";
const SCHEMA: &str = "schema";
const CLOCK: &str = "clock";

/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How far two clocks may be apart before somebody should know, and before `/readyz` says so.
const NEAR: Span = Span::seconds(2);
const FAR: Span = Span::seconds(10);

/// Asks the database for its condition; else what is told instead.
pub(super) async fn inspect(
    place: &Place,
    data: &Data,
    nature: &Nature,
    thorough: bool,
) -> Result<Condition, Check> {
    if matches!(place, Place::Sqlite(_)) && !data.has_database() {
        return Err(Check::wrong(
            DATABASE,
            format!("There is no database in {} yet.", data.folder().display()),
            "Start \"countersign serve\", which makes it, or name the right folder with --data.",
        ));
    }
    let schemas = door::schemas(&factors());
    let looking = condition::inspect(place, &schemas, &*nature.clock, thorough);
    // Reading the whole of a large file takes as long as it takes.
    let looked = if thorough {
        looking.await
    } else {
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(looked) => looked,
            Err(_) => Err(domain::Fault::new("The database doesn't answer")),
        }
    };
    looked.map_err(|fault| {
        let remedy = match place {
            Place::Sqlite(_) => "Run this as the user that the server runs as.",
            Place::Postgres(_) => {
                "Start PostgreSQL, or put \"database\" (or database_file) right: host, user, password and name."
            }
        };
        Check::wrong(DATABASE, sentence(fault), remedy)
    })
}

/// Whether it can be opened for work, and as it is: opening one in another journal would change that.
pub(super) fn can_be_opened(condition: &Condition) -> bool {
    condition.fit == Fit::Fits
        && match &condition.engine {
            Engine::Sqlite(about) => about.synchronous.is_some(),
            Engine::Postgres(about) => !about.standby && !about.read_only,
        }
}

/// What its condition comes to.
pub(super) fn judge(condition: &Condition, place: &str, durability: &str) -> Vec<Check> {
    let (name, apart) = match &condition.engine {
        Engine::Sqlite(about) => (format!("SQLite {}", about.version), None),
        Engine::Postgres(about) => (format!("PostgreSQL {}", about.version), Some(about.apart)),
    };
    let mut all = vec![
        Check::ok(DATABASE, format!("{name} answers at {place}.")),
        schema(condition.fit),
        clock(apart),
    ];
    all.extend(match &condition.engine {
        Engine::Sqlite(about) => sqlite::judge(about),
        Engine::Postgres(about) => postgres::judge(about, durability),
    });
    all
}

fn schema(fit: Fit) -> Check {
    match fit {
        Fit::Fits => Check::ok(SCHEMA, "The schema is this program's."),
        Fit::Empty => Check::warning(
            SCHEMA,
            "The database is empty.",
            "Start \"countersign serve\" or run \"countersign database migrate\", which make the schema.",
        ),
        Fit::Older(missing) => Check::warning(
            SCHEMA,
            format!(
                "The database's schema is older than this program ({missing} {}).",
                if missing == 1 {
                    "migration is missing"
                } else {
                    "migrations are missing"
                }
            ),
            "The next start of \"countersign serve\" brings it up to date, or \"countersign database migrate\" beforehand.",
        ),
        Fit::Newer => {
            let (finding, remedy) = condition::NEWER
                .split_once("; ")
                .unwrap_or((condition::NEWER, "install the newer program."));
            let remedy = remedy.replacen("install", "Install", 1);
            Check::wrong(SCHEMA, sentence(finding), remedy)
        }
    }
}

fn clock(apart: Option<Span>) -> Check {
    let Some(apart) = apart else {
        return Check::ok(
            CLOCK,
            "The database is on the same machine, and has its clock.",
        );
    };
    let tenths = apart.as_micros() / 100_000;
    let finding = format!(
        "This machine's clock and the database's are {}.{} s apart.",
        tenths / 10,
        tenths % 10
    );
    let remedy = "Have both machines take their time from NTP (\"timedatectl set-ntp true\").";
    if apart > FAR {
        Check::wrong(CLOCK, finding, remedy)
    } else if apart > NEAR {
        Check::warning(CLOCK, finding, remedy)
    } else {
        Check::ok(CLOCK, finding)
    }
}

/// Where it is, as it may be shown.
pub(super) fn shown(place: &Place) -> String {
    match place {
        Place::Sqlite(path) => path.display().to_string(),
        Place::Postgres(options) => crate::cli::run::database::without_secret(options.url.expose()),
    }
}

/// The place that the settings name.
pub(super) fn place(settings: &domain::setting::Settings, data: &Data) -> Place {
    wiring::place(settings, data)
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn a_clock_is_off_beyond_two_seconds_and_wrong_beyond_ten() {
        let micros = Span::micros;
        for (apart, expected, says) in [
            (None, State::Ok, "same machine"),
            (Some(micros(0)), State::Ok, "0.0 s"),
            (Some(micros(2_000_000)), State::Ok, "2.0 s"),
            (Some(micros(2_000_001)), State::Warning, "2.0 s"),
            (Some(micros(10_000_000)), State::Warning, "10.0 s"),
            (Some(micros(10_000_001)), State::Wrong, "10.0 s"),
            (Some(Span::hours(1)), State::Wrong, "3600.0 s"),
        ] {
            let check = clock(apart);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
        }
    }

    #[test]
    fn an_older_schema_is_a_warning_and_a_newer_one_is_wrong() {
        for (fit, expected) in [
            (Fit::Fits, State::Ok),
            (Fit::Empty, State::Warning),
            (Fit::Older(1), State::Warning),
            (Fit::Newer, State::Wrong),
        ] {
            assert_eq!(schema(fit).state, expected, "{fit:?}");
        }
        let newer = schema(Fit::Newer);
        assert!(newer.finding.ends_with("would misread it."), "{newer:?}");
        assert_eq!(newer.remedy.unwrap(), "Install the newer program.");
    }
}
