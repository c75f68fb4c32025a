//! The schema and the key of a database: made once, together, behind a lock; refused in one
//! sentence where they don't fit.

use std::path::Path;

use domain::{Fault, Random, Timestamp};
use rusqlite::Connection;

use crate::engine::wire::typed;
use crate::engine::{connect, reach};
use crate::keys::{KeyFile, Keys, PURPOSES};
use crate::open::{Options, Place};
use crate::schema::for_postgres;
use crate::value::Value;

/// What this program writes. A schema whose `minimum_program` is above it is refused.
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

/// A connection of its own, before the engine exists.
enum Line {
    Sqlite(Connection),
    Postgres(tokio_postgres::Client),
}

impl Line {
    async fn connect(place: &Place) -> Result<Self, Fault> {
        match place {
            Place::Sqlite(path) => Ok(Self::Sqlite(connect::connect(path, false)?)),
            Place::Postgres(options) => {
                let (client, connection) = reach::parse(options)?
                    .connect(reach::tls()?)
                    .await
                    .map_err(|e| Fault::because("The database can't be reached", &e))?;
                tokio::spawn(async move {
                    if let Err(e) = connection.await {
                        tracing::debug!("migration connection ended: {e}");
                    }
                });
                Ok(Self::Postgres(client))
            }
        }
    }

    async fn run(&self, text: &str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(c) => c
                .execute_batch(text)
                .map_err(|e| Fault::because("schema", &e)),
            Self::Postgres(c) => c
                .batch_execute(&for_postgres(text))
                .await
                .map_err(|e| Fault::because("schema", &e)),
        }
    }

    async fn write(&self, text: &str, values: &[Value]) -> Result<(), Fault> {
        match self {
            Self::Sqlite(c) => c
                .execute(&text.replace('$', "?"), rusqlite::params_from_iter(values))
                .map(drop)
                .map_err(|e| Fault::because("schema", &e)),
            // Without a named statement, for poolers that can't carry one.
            Self::Postgres(c) => c
                .execute_typed(text, &typed(values))
                .await
                .map(drop)
                .map_err(|e| Fault::because("schema", &e)),
        }
    }

    /// Rows of a number, a text and bytes, as all reads here are.
    async fn read(&self, text: &str) -> Result<Vec<(i64, String, Vec<u8>)>, Fault> {
        match self {
            Self::Sqlite(c) => {
                let rows = |c: &Connection| -> rusqlite::Result<Vec<_>> {
                    c.prepare(text)?
                        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                        .collect()
                };
                rows(c).map_err(|e| Fault::because("schema", &e))
            }
            Self::Postgres(c) => {
                let rows = c
                    .query_typed(text, &[])
                    .await
                    .map_err(|e| Fault::because("schema", &e))?;
                let take = |row: &tokio_postgres::Row| {
                    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
                };
                rows.iter()
                    .map(take)
                    .collect::<Result<_, tokio_postgres::Error>>()
                    .map_err(|e| Fault::because("schema", &e))
            }
        }
    }

    async fn has_schema(&self) -> Result<bool, Fault> {
        let text = match self {
            Self::Sqlite(_) => {
                "SELECT 1, name, x'' FROM sqlite_master WHERE type = 'table' AND name = 'keeping'"
            }
            Self::Postgres(_) => {
                "SELECT 1::bigint, 'keeping'::text, ''::bytea WHERE to_regclass('keeping') IS NOT NULL"
            }
        };
        Ok(!self.read(text).await?.is_empty())
    }

    /// Begins a transaction that no other node's migration runs beside.
    async fn lock(&self) -> Result<(), Fault> {
        let Self::Postgres(client) = self else {
            return self.run("BEGIN IMMEDIATE").await;
        };
        let make = "CREATE TABLE IF NOT EXISTS migration_lock (one BIGINT PRIMARY KEY);
                    INSERT INTO migration_lock VALUES (1) ON CONFLICT DO NOTHING;";
        // Two nodes may both find no table and one of them fails in PostgreSQL's own catalogue.
        for _ in 0..5 {
            if client.batch_execute(make).await.is_ok() {
                break;
            }
        }
        self.run("BEGIN; SELECT one FROM migration_lock WHERE one = 1 FOR UPDATE")
            .await
    }
}

const EMPTY: &str = "This database is empty; start \"countersign serve\" or run \"countersign database migrate\" first.";

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
            && !pending(&line, options).await?
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
    line.lock().await?;
    if file.is_none() {
        // The node that held the lock until now may have made it.
        file = KeyFile::read(&options.key_file)?;
    }
    match change(&line, options, file, random, now).await {
        Ok(file) => {
            line.run("COMMIT").await?;
            open_keys(&line, &file).await
        }
        Err(fault) => {
            drop(line.run("ROLLBACK").await);
            Err(fault)
        }
    }
}

/// Checks that the database's key is the one at hand; none where the database has no key yet.
async fn fitting<'a>(
    line: &Line,
    file: Option<&'a KeyFile>,
    path: &Path,
) -> Result<Option<&'a KeyFile>, Fault> {
    let rows = line
        .read("SELECT minimum_program, key_id, key_check FROM keeping WHERE one = 1")
        .await?;
    let Some((minimum, id, check)) = rows.into_iter().next() else {
        return Ok(None);
    };
    if minimum > PROGRAM {
        return Err(Fault::new(
            "This database was changed by a newer Countersign and this program would misread it; install the newer program.",
        ));
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

async fn pending(line: &Line, options: &Options<'_>) -> Result<bool, Fault> {
    let applied = applied(line).await?;
    Ok(options.schemas.iter().any(|schema| {
        let known = applied
            .iter()
            .filter(|(_, component, _)| component == schema.name)
            .count();
        known < schema.migrations.len()
    }))
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
