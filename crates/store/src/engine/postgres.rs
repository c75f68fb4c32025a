//! PostgreSQL: a pool, statements prepared once a connection, and a batch in one round trip.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
};
use domain::{Fault, Refusal, Stop};
use tokio_postgres::error::{Severity, SqlState};

use crate::batch::{Batch, Count, Done, fault_in};
use crate::engine::reach::{PostgresOptions, parse, tls};
use crate::engine::wire::{refs, send_prepared, send_typed, take, text, typed};
use crate::migrate::NEWER;
use crate::{Row, Statement};

/// How long an answer may take: longer than the server itself gives a statement, so that only one
/// that has fallen silent is given up.
const LONGEST: Duration = Duration::from_secs(12);

/// The pauses before a receipt is looked for: the server ends a COMMIT that it has begun, though its connection
/// went meanwhile.
const LOOKS: [Duration; 6] = [
    Duration::ZERO,
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(600),
    Duration::from_millis(700),
];

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    pool: Pool,
    prepared: bool,
}

impl Postgres {
    pub(crate) fn open(options: &PostgresOptions) -> Result<Self, Fault> {
        let manager = Manager::from_config(
            parse(options)?,
            tls()?,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(options.pool.max(1))
            .wait_timeout(Some(Duration::from_secs(5)))
            .create_timeout(Some(Duration::from_secs(10)))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|e| Fault::because("database pool", &e))?;
        Ok(Self {
            pool,
            prepared: options.prepared,
        })
    }

    async fn connection(&self) -> Result<Object, Fault> {
        self.pool.get().await.map_err(|e| no_connection(&e))
    }

    pub(crate) async fn rows(&self, statement: &Statement) -> Result<Vec<Row>, Fault> {
        match self.read(statement).await {
            // Reading again does no harm: the pool may have held a connection that died unseen.
            Err(e) if e.is_closed() => self.read(statement).await,
            other => other,
        }
        .map_err(|e| e.into_fault(statement))
    }

    async fn read(&self, statement: &Statement) -> Result<Vec<Row>, ReadError> {
        let client = self.connection().await.map_err(ReadError::Pool)?;
        let asking = async {
            if !self.prepared {
                return client
                    .query_typed(statement.sql.text, &typed(&statement.values))
                    .await;
            }
            let prepared = client.prepare_cached(statement.sql.text).await?;
            client.query(&prepared, &refs(&statement.values)).await
        };
        let Ok(rows) = tokio::time::timeout(LONGEST, asking).await else {
            // Nobody knows what this connection still owes.
            drop(Object::take(client));
            return Err(ReadError::Pool(
                Fault::new("the database doesn't answer").away(),
            ));
        };
        rows.map_err(ReadError::Server)?
            .iter()
            .map(|row| take(row).map_err(ReadError::Pool))
            .collect()
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Done {
        for most in [16, 64] {
            match self.attempt(&batch).await {
                Attempt::Again(_) => tokio::time::sleep(pause(most)).await,
                Attempt::Unknown(fault) => return self.look_for_receipt(&batch, fault).await,
                Attempt::Answer(done) => return done,
            }
        }
        match self.attempt(&batch).await {
            Attempt::Again(stop) => Err(stop),
            Attempt::Unknown(fault) => self.look_for_receipt(&batch, fault).await,
            Attempt::Answer(done) => done,
        }
    }

    /// The connection went while the batch was under way: never sent again, looked for until two seconds are over.
    async fn look_for_receipt(&self, batch: &Batch, fault: Fault) -> Done {
        let unknown = Fault::unknown(format!("nobody knows whether it was committed: {fault}"));
        let unknown = if fault.is_away() {
            unknown.away()
        } else {
            unknown
        };
        let Some(receipt) = &batch.receipt else {
            return Err(unknown.into());
        };
        for pause in LOOKS {
            tokio::time::sleep(pause).await;
            if self.rows(receipt).await.is_ok_and(|rows| !rows.is_empty()) {
                return Ok(());
            }
        }
        Err(unknown.into())
    }

    async fn attempt(&self, batch: &Batch) -> Attempt {
        let client = match self.pool.get().await {
            Ok(client) => client,
            // Every connection is in use: more is asked than is done.
            Err(PoolError::Timeout(TimeoutType::Wait)) => {
                return Attempt::Answer(Err(Refusal::Busy.into()));
            }
            Err(e) => return Attempt::Answer(Err(no_connection(&e).into())),
        };
        let mut prepared = Vec::with_capacity(batch.steps.len());
        if self.prepared {
            for step in &batch.steps {
                let preparing = tokio::time::timeout(LONGEST, client.prepare_cached(text(step)));
                let Ok(prepares) = preparing.await else {
                    drop(Object::take(client));
                    return Attempt::Answer(Err(Fault::new("the database doesn't answer")
                        .away()
                        .into()));
                };
                match prepares {
                    // Left to the library, this statement alone would not be sent.
                    Ok(statement) if statement.params().len() != step.statement.values.len() => {
                        let counts = Fault::new("as many values as parameters are needed");
                        return Attempt::Answer(Err(fault_in(step, &counts)));
                    }
                    Ok(statement) => prepared.push(statement),
                    // The pool held a connection that had died; nothing that changes anything
                    // has been sent.
                    Err(e) if e.is_closed() || e.code().is_none() || went(&e) => {
                        return Attempt::Again(said_in(step, &e));
                    }
                    Err(e) => return Attempt::Answer(Err(said_in(step, &e))),
                }
            }
        }
        let sending = async {
            if self.prepared {
                send_prepared(&client, batch, &prepared).await
            } else {
                send_typed(&client, batch).await
            }
        };
        let attempt = match tokio::time::timeout(LONGEST, sending).await {
            Ok(sent) => judge(batch, sent),
            Err(_) => Attempt::Unknown(Fault::new("the database doesn't answer").away()),
        };
        if matches!(attempt, Attempt::Unknown(_)) {
            drop(Object::take(client));
        }
        attempt
    }
}

fn no_connection(cause: &PoolError) -> Fault {
    Fault::because("no connection to the database", cause).away()
}

/// Up to that many milliseconds, at least half of them: two who met shall not meet again.
fn pause(most: u64) -> Duration {
    let half = most.checked_div(2).unwrap_or(0);
    let chance = RandomState::new().hash_one(most).checked_rem(half.max(1));
    Duration::from_millis(half.saturating_add(chance.unwrap_or(0)))
}

enum ReadError {
    Pool(Fault),
    Server(tokio_postgres::Error),
}

impl ReadError {
    fn is_closed(&self) -> bool {
        matches!(self, Self::Server(e) if e.is_closed() || e.as_db_error().is_none() || went(e))
    }

    fn into_fault(self, statement: &Statement) -> Fault {
        match self {
            Self::Pool(fault) => fault,
            Self::Server(e) => said(
                &format!("read {}.{}", statement.sql.table, statement.sql.name),
                &e,
            ),
        }
    }
}

enum Attempt {
    Answer(Done),
    /// Certainly not committed, and worth another try.
    Again(Stop),
    /// The connection was lost after the first byte.
    Unknown(Fault),
}

/// A COMMIT that rolled back is answered without an error, so success is every statement's, and
/// the first error counts.
fn judge(batch: &Batch, answers: Vec<Result<(), tokio_postgres::Error>>) -> Attempt {
    for (place, answer) in answers.into_iter().enumerate() {
        let Err(error) = answer else { continue };
        let step = place
            .checked_sub(1)
            .and_then(|place| batch.steps.get(place));
        let Some(code) = error.code() else {
            return Attempt::Unknown(said("connection lost", &error));
        };
        if went(&error) {
            return Attempt::Unknown(said("connection ended", &error));
        }
        let again = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
            &SqlState::LOCK_NOT_AVAILABLE,
            // PostgreSQL 15 says so now and then of many who lock one row at once ("new multixact has more
            // than one updating member"): an error like any other, after which nothing was committed.
            &SqlState::INTERNAL_ERROR,
        ];
        return match step {
            Some(step) if *code == SqlState::DIVISION_BY_ZERO => match &step.count {
                Count::One(refusal) => Attempt::Answer(Err(refusal.clone().into())),
                Count::Any => Attempt::Answer(Err(said_in(step, &error))),
            },
            // Somebody else took what may exist once: the guard came too late.
            Some(step) if *code == SqlState::UNIQUE_VIOLATION => match &step.count {
                Count::One(refusal) => Attempt::Answer(Err(refusal.clone().into())),
                Count::Any => Attempt::Answer(Err(said_in(step, &error))),
            },
            Some(step) if again.contains(&code) => Attempt::Again(said_in(step, &error)),
            Some(step) => Attempt::Answer(Err(said_in(step, &error))),
            // The one division in BEGIN.
            None if *code == SqlState::DIVISION_BY_ZERO => {
                Attempt::Answer(Err(Fault::new(NEWER).into()))
            }
            None if again.contains(&code) => Attempt::Again(said("transaction", &error).into()),
            // BEGIN refused: nothing happened. COMMIT refused: rolled back (a deferred check).
            None => Attempt::Answer(Err(said("transaction", &error).into())),
        };
    }
    Attempt::Answer(Ok(()))
}

/// Whether the server ended the connection: shut down, crashed, killed, or a pooler that lost it.
/// An `ERROR` of the protocol (08P01) only ends the statement.
fn went(error: &tokio_postgres::Error) -> bool {
    let Some(error) = error.as_db_error() else {
        return false;
    };
    let fatal = match error.parsed_severity() {
        Some(severity) => matches!(severity, Severity::Fatal | Severity::Panic),
        None => matches!(error.severity(), "FATAL" | "PANIC"),
    };
    let code = error.code().code();
    fatal || code.starts_with("57P0") || (code.starts_with("08") && code != "08P01")
}

/// What the server said of an error, without its details: those quote values.
pub(crate) fn said(what: &str, error: &tokio_postgres::Error) -> Fault {
    error.as_db_error().map_or_else(
        || Fault::because(what, error),
        |said| Fault::new(format!("{what}: {} {}", said.code().code(), said.message())),
    )
}

fn said_in(step: &crate::batch::Step, error: &tokio_postgres::Error) -> Stop {
    let sql = step.statement.sql;
    said(&format!("statement {}.{}", sql.table, sql.name), error).into()
}
