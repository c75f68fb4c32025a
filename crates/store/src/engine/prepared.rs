//! Whether a prepared statement is still there in the next transaction. What stands between may hand each
//! transaction to another connection: pgbouncer before 1.21, or with `max_prepared_statements = 0`, then asks
//! for a statement where it was never prepared, or where another node's has the same name.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use domain::Fault;
use tokio_postgres::config::Config;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Statement};

use super::line::connect;

/// How long an answer may be kept waiting by a transaction beside it: on a connection of one's own it isn't.
const BESIDE: Duration = Duration::from_secs(2);

/// How often it is tried: others who use the same pooler may be given that place meanwhile. On a connection of
/// one's own nobody ever is.
const ROUNDS: u8 = 6;

/// What is told where they aren't.
pub(crate) const NOT_CARRIED: &str = "What stands between Countersign and PostgreSQL can't carry prepared statements from one transaction to the next (pgbouncer before 1.21, or with max_prepared_statements = 0), so that none are used; to say that it is meant so, set postgres.prepared = false.";

/// Whether that error says that a statement isn't there, or that another one of its name is.
pub(crate) fn says_lost(error: &tokio_postgres::Error) -> bool {
    let lost = [
        SqlState::INVALID_SQL_STATEMENT_NAME,
        SqlState::DUPLICATE_PSTATEMENT,
    ];
    error.code().is_some_and(|code| lost.contains(code))
}

/// Tries it: one connection prepares, another one begins a transaction where the statement is, and the first one
/// asks again.
///
/// # Errors
/// When the database can't be reached.
pub(crate) async fn are_carried(config: &Config) -> Result<bool, Fault> {
    let (asks, stands) = (connect(config).await?, connect(config).await?);
    match tried(&asks, &stands).await {
        Ok(carried) => Ok(carried),
        Err(error) if says_lost(&error) => Ok(false),
        Err(error) => Err(Fault::because("The database doesn't answer", &error)),
    }
}

async fn tried(asks: &Client, stands: &Client) -> Result<bool, tokio_postgres::Error> {
    // What another process once tried has the same name, and must not pass for this.
    let mark = format!("{}:", RandomState::new().hash_one(0));
    let statement = asks
        .prepare(&format!("SELECT '{mark}' || pg_backend_pid()"))
        .await?;
    for _ in 0..ROUNDS {
        let Some(was) = answer(asks, &statement, &mark).await? else {
            return Ok(false);
        };
        stands.batch_execute("BEGIN").await?;
        let place = stands
            .query_typed("SELECT pg_backend_pid()::text", &[])
            .await?;
        let asked = tokio::time::timeout(BESIDE, answer(asks, &statement, &mark)).await;
        stands.batch_execute("COMMIT").await?;
        // Who isn't answered meanwhile shares one connection with all nodes, whose statements have the same names.
        let Ok(Some(_)) = asked.unwrap_or(Ok(None)) else {
            return Ok(false);
        };
        // It was kept from where it had been, and the statement came along.
        if place.first().and_then(|row| row.try_get(0).ok()) == Some(was) {
            return Ok(true);
        }
    }
    Ok(true)
}

/// Where the statement was run; none where that is another one of its name, or none.
async fn answer(
    asks: &Client,
    statement: &Statement,
    mark: &str,
) -> Result<Option<String>, tokio_postgres::Error> {
    match asks.query_one(statement, &[]).await {
        Ok(row) => {
            let said: Option<String> = row.try_get(0).ok();
            Ok(said.and_then(|said| said.strip_prefix(mark).map(str::to_owned)))
        }
        Err(error) if error.is_closed() => Err(error),
        Err(_) => Ok(None),
    }
}
