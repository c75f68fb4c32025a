//! One connection outside of the engine, for what comes before it: looking at schema and key, and
//! changing them.

use domain::Fault;
use rusqlite::Connection;
use tokio_postgres::config::{Config, TargetSessionAttrs};
use tokio_postgres::error::SqlState;

use super::wire::typed;
use super::{connect as file, reach};
use crate::open::Place;
use crate::schema::for_postgres;
use crate::value::Value;

/// A connection of its own, before the engine exists.
pub(crate) enum Line {
    Sqlite(Connection),
    Postgres(tokio_postgres::Client),
}

/// A connection to PostgreSQL that ends with the client.
pub(crate) async fn connect(config: &Config) -> Result<tokio_postgres::Client, Fault> {
    let (client, connection) = config
        .connect(reach::tls()?)
        .await
        .map_err(|e| Fault::because("The database can't be reached", &e))?;
    tokio::spawn(async move {
        if let Err(e) = connection.await {
            tracing::debug!("a connection outside of the engine ended: {e}");
        }
    });
    Ok(client)
}

impl Line {
    pub(crate) async fn connect(place: &Place) -> Result<Self, Fault> {
        match place {
            Place::Sqlite(path) => Ok(Self::Sqlite(file::connect(path, false)?)),
            Place::Postgres(options) => connect(&reach::parse(options)?).await.map(Self::Postgres),
        }
    }

    /// One to look through: it changes nothing, the engine's own ways of keeping a file included, and
    /// finds a server that only reads as well.
    pub(crate) async fn to_look_through(place: &Place) -> Result<Self, Fault> {
        match place {
            Place::Sqlite(path) => file::connect_as_it_is(path).map(Self::Sqlite),
            Place::Postgres(options) => {
                let mut config = reach::parse(options)?;
                let first = match connect(&config).await {
                    Ok(client) => return Ok(Self::Postgres(client)),
                    Err(fault) => fault,
                };
                config.target_session_attrs(TargetSessionAttrs::Any);
                let client = connect(&config).await.map_err(|_| first)?;
                Ok(Self::Postgres(client))
            }
        }
    }

    /// A fault is [`Fault::is_away`] where somebody else's lock stood in the way.
    pub(crate) async fn run(&self, text: &str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(c) => c
                .execute_batch(text)
                .map_err(|e| Fault::because("schema", &e)),
            Self::Postgres(c) => c.batch_execute(&for_postgres(text)).await.map_err(|e| {
                let fault = Fault::because("schema", &e);
                let locked = [
                    SqlState::LOCK_NOT_AVAILABLE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                ];
                if e.code().is_some_and(|code| locked.contains(code)) {
                    fault.away()
                } else {
                    fault
                }
            }),
        }
    }

    pub(crate) async fn write(&self, text: &str, values: &[Value]) -> Result<(), Fault> {
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
    pub(crate) async fn read(&self, text: &str) -> Result<Vec<(i64, String, Vec<u8>)>, Fault> {
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

    pub(crate) async fn has_schema(&self) -> Result<bool, Fault> {
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
    pub(crate) async fn lock(&self) -> Result<(), Fault> {
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
        // Who waits for a table keeps everybody from it who comes later. Shorter than a batch waits.
        self.run(
            "BEGIN; SELECT one FROM migration_lock WHERE one = 1 FOR UPDATE;
             SET LOCAL lock_timeout = '2s'",
        )
        .await
    }
}
