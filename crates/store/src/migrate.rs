//! The schema and the key of a database: made once, together, behind a lock; refused in one
//! sentence where they don't fit.

use std::path::Path;
use std::time::Duration;

use domain::{Fault, Random, Timestamp};

use crate::engine::line::Line;
use crate::keys::{KeyFile, Keys, PURPOSES};
use crate::open::{Options, Place};
use crate::schema::Schema;

/// What this program writes. A schema whose `minimum_program` is above it is refused: at the start, and
/// by a program that runs already at its next commit.
pub(crate) const PROGRAM: i64 = 1;

const OWN_TABLES: &str = "
CREATE TABLE IF NOT EXISTS keeping (
    one INTEGER PRIMARY KEY, key_id TEXT NOT NULL, key_check BLOB NOT NULL,
    minimum_program INTEGER NOT NULL, made INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS purpose_keys (
    purpose TEXT NOT NULL, number INTEGER NOT NULL, wrapped BLOB NOT NULL, made INTEGER NOT NULL,
    PRIMARY KEY (purpose, number)) STRICT;
CREATE TABLE IF NOT EXISTS migrations (
    component TEXT NOT NULL, number INTEGER NOT NULL, applied INTEGER NOT NULL,
    PRIMARY KEY (component, number)) STRICT;";

/// How often a change that others' locks stand in the way of is tried, and how long they have the
/// tables for themselves in between.
const TRIES: usize = 30;
const PAUSE: Duration = Duration::from_secs(1);

const HELD: &str = "The database's schema couldn't be changed, since a table of it is held for long, perhaps by a backup; nothing was changed, start this again when that is over.";
const EMPTY: &str = "This database is empty; start \"countersign serve\" or run \"countersign database migrate\" first.";

/// What is said of a database that this program doesn't understand.
pub(crate) const NEWER: &str = "This database was changed by a newer Countersign and this program would misread it; install the newer program.";

/// Brings the schema up to date where that is wanted, and opens the keys.
pub(crate) async fn prepare(
    options: &Options<'_>,
    random: &dyn Random,
    now: Timestamp,
) -> Result<Keys, Fault> {
    // A key file that others may read is refused before anything is written.
    let mut file = KeyFile::read(&options.key_file)?;
    if let Place::Sqlite(path) = &options.place
        && !options.may_migrate
        && !path.exists()
    {
        // Connecting would make the file.
        return Err(Fault::new(EMPTY));
    }
    let line = Line::connect(&options.place).await?;
    if line.has_schema().await? {
        if file.is_none() {
            // Another node may have made both since.
            file = KeyFile::read(&options.key_file)?;
        }
        let file = fitting(&line, file.as_ref(), &options.key_file).await?;
        if let Some(file) = file
            && missing(&line, options.schemas).await? == 0
        {
            return open_keys(&line, file).await;
        }
    } else if !options.may_migrate {
        return Err(Fault::new(EMPTY));
    }
    if !options.may_migrate {
        return Err(Fault::new(
            "The database's schema is older than this program; run \"countersign database migrate\" first.",
        ));
    }
    for _ in 0..TRIES {
        match migrate(&line, options, random, now).await {
            Ok(file) => return open_keys(&line, &file).await,
            Err(fault) if fault.is_away() => {
                drop(line.run("ROLLBACK").await);
                tracing::warn!("the schema can't be changed yet, and is tried again: {fault}");
                tokio::time::sleep(PAUSE).await;
            }
            Err(fault) => {
                drop(line.run("ROLLBACK").await);
                return Err(fault);
            }
        }
    }
    Err(Fault::new(HELD))
}

/// Changes the schema in one transaction, which is left open where it fails.
async fn migrate(
    line: &Line,
    options: &Options<'_>,
    random: &dyn Random,
    now: Timestamp,
) -> Result<KeyFile, Fault> {
    line.lock().await?;
    // The node that held the lock until now may have made it.
    let file = KeyFile::read(&options.key_file)?;
    let file = change(line, options, file, random, now).await?;
    line.run("COMMIT").await?;
    Ok(file)
}

/// The oldest program that the database is for, its key's id and a check value of that key.
pub(crate) async fn keeping(line: &Line) -> Result<Option<(i64, String, Vec<u8>)>, Fault> {
    let rows = line
        .read("SELECT minimum_program, key_id, key_check FROM keeping WHERE one = 1")
        .await?;
    Ok(rows.into_iter().next())
}

/// Checks that the database's key is the one at hand; none where the database has no key yet.
async fn fitting<'a>(
    line: &Line,
    file: Option<&'a KeyFile>,
    path: &Path,
) -> Result<Option<&'a KeyFile>, Fault> {
    let Some((minimum, id, check)) = keeping(line).await? else {
        return Ok(None);
    };
    if minimum > PROGRAM {
        return Err(Fault::new(NEWER));
    }
    let shown = path.display();
    let Some(file) = file else {
        return Err(Fault::new(format!(
            "This database belongs to key {id}, and there is no key file at {shown}; put that key file there or name it with \"key_file\"."
        )));
    };
    let (ours, theirs) = (file.id(), file.unwrap_key("check", &check).is_ok());
    if ours != id || !theirs {
        return Err(Fault::new(format!(
            "This database belongs to key {id}, but {shown} holds key {ours}; name the right file with \"key_file\"."
        )));
    }
    Ok(Some(file))
}

async fn applied(line: &Line) -> Result<Vec<(i64, String, Vec<u8>)>, Fault> {
    let empty = match line {
        Line::Sqlite(_) => "x''",
        Line::Postgres(_) => "''::bytea",
    };
    line.read(&format!(
        "SELECT number, component, {empty} FROM migrations"
    ))
    .await
}

/// How many migrations the database hasn't had.
pub(crate) async fn missing(line: &Line, schemas: &[&Schema]) -> Result<usize, Fault> {
    let applied = applied(line).await?;
    let missing = |schema: &&Schema| {
        let known = applied
            .iter()
            .filter(|(_, component, _)| component == schema.name)
            .count();
        schema.migrations.len().saturating_sub(known)
    };
    Ok(schemas.iter().map(missing).fold(0, usize::saturating_add))
}

async fn change(
    line: &Line,
    options: &Options<'_>,
    file: Option<KeyFile>,
    random: &dyn Random,
    now: Timestamp,
) -> Result<KeyFile, Fault> {
    line.run(OWN_TABLES).await?;
    let known = fitting(line, file.as_ref(), &options.key_file)
        .await?
        .is_some();
    let file = match file {
        Some(file) => file,
        None => KeyFile::make(&options.key_file, random)?,
    };
    if !known {
        let values = crate::values![file.id(), file.wrap_new("check", random)?, PROGRAM, now];
        line.write("INSERT INTO keeping VALUES (1, $1, $2, $3, $4)", &values)
            .await?;
        for purpose in PURPOSES {
            let values = crate::values![purpose, file.wrap_new(purpose, random)?, now];
            line.write("INSERT INTO purpose_keys VALUES ($1, 1, $2, $3)", &values)
                .await?;
        }
    }
    let applied = applied(line).await?;
    for schema in options.schemas {
        for (place, migration) in schema.migrations.iter().enumerate() {
            let number = i64::try_from(place).map_or(i64::MAX, |n| n.saturating_add(1));
            if applied
                .iter()
                .any(|(n, component, _)| *n == number && component == schema.name)
            {
                continue;
            }
            line.run(migration).await?;
            let values = crate::values![schema.name, number, now];
            line.write("INSERT INTO migrations VALUES ($1, $2, $3)", &values)
                .await?;
        }
    }
    Ok(file)
}

async fn open_keys(line: &Line, file: &KeyFile) -> Result<Keys, Fault> {
    let rows = line
        .read("SELECT number, purpose, wrapped FROM purpose_keys")
        .await?;
    let wrapped: Vec<_> = rows
        .into_iter()
        .map(|(_, purpose, wrapped)| (purpose, wrapped))
        .collect();
    Keys::unwrap_all(file, &wrapped)
}
