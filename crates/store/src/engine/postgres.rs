//! PostgreSQL: a pool, statements prepared once a connection, and a batch in one round trip.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
};
use domain::{Fault, Refusal};

use crate::batch::{Batch, Done, fault_in};
use crate::engine::judge::{Attempt, judge, said, said_in, went};
use crate::engine::prepared::{NOT_CARRIED, are_carried, says_lost};
use crate::engine::reach::{PostgresOptions, parse, tls};
use crate::engine::wire::{refs, send_prepared, send_typed, take, text, typed};
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
    /// Whether statements are prepared; no more once one was lost.
    prepared: AtomicBool,
}

impl Postgres {
    pub(crate) async fn open(options: &PostgresOptions) -> Result<Self, Fault> {
        let config = parse(options)?;
        let carried = !options.prepared || are_carried(&config).await?;
        if !carried {
            tracing::warn!(event = "prepared-statements", "{NOT_CARRIED}");
        }
        let manager = Manager::from_config(
            config,
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
            prepared: AtomicBool::new(options.prepared && carried),
        })
    }

    fn prepares(&self) -> bool {
        self.prepared.load(Ordering::Relaxed)
    }

    /// Does without prepared statements from here on.
    fn lost_one(&self) {
        if self.prepared.swap(false, Ordering::Relaxed) {
            tracing::warn!(event = "prepared-statements", "{NOT_CARRIED}");
        }
    }

    async fn connection(&self) -> Result<Object, Fault> {
        self.pool.get().await.map_err(|e| no_connection(&e))
    }

    pub(crate) async fn rows(&self, statement: &Statement) -> Result<Vec<Row>, Fault> {
        match self.read(statement).await {
            // Reading again does no harm: the pool may have held a connection that died unseen.
            Err(e) if e.is_closed() => self.read(statement).await,
            Err(ReadError::Server(e)) if self.prepares() && says_lost(&e) => {
                self.lost_one();
                self.read(statement).await
            }
            other => other,
        }
        .map_err(|e| e.into_fault(statement))
    }

    async fn read(&self, statement: &Statement) -> Result<Vec<Row>, ReadError> {
        let client = self.connection().await.map_err(ReadError::Pool)?;
        let asking = async {
            if !self.prepares() {
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
                Attempt::Again(_) | Attempt::Elsewhere(_) => {
                    tokio::time::sleep(pause(most)).await;
                }
                Attempt::Unknown(fault) => return self.look_for_receipt(&batch, fault).await,
                Attempt::Answer(done) => return done,
            }
        }
        match self.attempt(&batch).await {
            Attempt::Again(stop) | Attempt::Elsewhere(stop) => Err(stop),
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
        let prepares = self.prepares();
        if prepares {
            for step in &batch.steps {
                let preparing = tokio::time::timeout(LONGEST, client.prepare_cached(text(step)));
                let Ok(made) = preparing.await else {
                    drop(Object::take(client));
                    return Attempt::Answer(Err(Fault::new("the database doesn't answer")
                        .away()
                        .into()));
                };
                match made {
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
                    Err(e) if says_lost(&e) => {
                        self.lost_one();
                        return Attempt::Again(said_in(step, &e));
                    }
                    Err(e) => return Attempt::Answer(Err(said_in(step, &e))),
                }
            }
        }
        let sending = async {
            if prepares {
                send_prepared(&client, batch, &prepared).await
            } else {
                send_typed(&client, batch).await
            }
        };
        let attempt = match tokio::time::timeout(LONGEST, sending).await {
            Ok(sent) => {
                if prepares && sent.iter().any(|one| one.as_ref().is_err_and(says_lost)) {
                    self.lost_one();
                }
                judge(batch, sent)
            }
            Err(_) => Attempt::Unknown(Fault::new("the database doesn't answer").away()),
        };
        if matches!(attempt, Attempt::Unknown(_) | Attempt::Elsewhere(_)) {
            drop(Object::take(client));
        }
        if matches!(attempt, Attempt::Elsewhere(_)) {
            // The others lead to the same server.
            self.pool.retain(|_, _| false);
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
            Self::Server(e) => said(&format!("read {}", statement.sql), &e),
        }
    }
}
