//! PostgreSQL: a pool, statements prepared once a connection, and a batch in one round trip.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use bytes::{BufMut, BytesMut};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use domain::{Fault, Stop};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::batch::{Batch, Count, Done, fault_in};
use crate::{Row, Statement, Value};

/// How to reach PostgreSQL.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// `postgres://…`, several hosts allowed.
    pub url: domain::Secret<String>,
    /// Connections kept at most.
    pub pool: usize,
    /// Whether statements are prepared; off for poolers that can't carry them.
    pub prepared: bool,
}

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    pool: Pool,
    prepared: bool,
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::INT4 => out.put_i32(i32::try_from(*number)?),
            Self::Int(number) => out.put_i64(*number),
            Self::Text(text) => out.put_slice(text.as_bytes()),
            Self::Blob(bytes) => out.put_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn kind(value: &Value) -> Type {
    match value {
        Value::Null => Type::UNKNOWN,
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Blob(_) => Type::BYTEA,
    }
}

/// TLS with the system's roots; whether it is used is the URL's `sslmode`.
pub(crate) fn tls() -> Result<tokio_postgres_rustls::MakeRustlsConnect, Fault> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One unreadable root is no reason to trust none.
        drop(roots.add(certificate));
    }
    let config = rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .map_err(|e| Fault::because("TLS", &e))?
    .with_root_certificates(roots)
    .with_no_client_auth();
    Ok(tokio_postgres_rustls::MakeRustlsConnect::new(config))
}

pub(crate) fn parse(options: &PostgresOptions) -> Result<tokio_postgres::Config, Fault> {
    // The error of a malformed URL may quote it, password and all.
    let mut config: tokio_postgres::Config = options
        .url
        .expose()
        .parse()
        .map_err(|_| Fault::new("the database URL isn't one that PostgreSQL's clients read"))?;
    config.application_name("countersign");
    config.target_session_attrs(tokio_postgres::config::TargetSessionAttrs::ReadWrite);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    Ok(config)
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
        self.pool
            .get()
            .await
            .map_err(|e| Fault::because("no connection to the database", &e))
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
        let rows = if self.prepared {
            let prepared = client
                .prepare_cached(statement.sql.text)
                .await
                .map_err(ReadError::Server)?;
            client.query(&prepared, &refs(&statement.values)).await
        } else {
            client
                .query_typed(statement.sql.text, &typed(&statement.values))
                .await
        };
        rows.map_err(ReadError::Server)?
            .iter()
            .map(|row| take(row).map_err(ReadError::Pool))
            .collect()
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Done {
        for pause in [Duration::from_millis(7), Duration::from_millis(31)] {
            match self.attempt(&batch).await {
                Attempt::Again(_) => tokio::time::sleep(pause).await,
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

    /// The connection went while the batch was under way: never sent again, looked for once.
    async fn look_for_receipt(&self, batch: &Batch, fault: Fault) -> Done {
        let unknown = Fault::unknown(format!("nobody knows whether it was committed: {fault}"));
        let Some(receipt) = &batch.receipt else {
            return Err(unknown.into());
        };
        match self.rows(receipt).await {
            Ok(rows) if !rows.is_empty() => Ok(()),
            _ => Err(unknown.into()),
        }
    }

    async fn attempt(&self, batch: &Batch) -> Attempt {
        let client = match self.connection().await {
            Ok(client) => client,
            Err(fault) => return Attempt::Answer(Err(fault.into())),
        };
        let mut prepared = Vec::with_capacity(batch.steps.len());
        if self.prepared {
            for step in &batch.steps {
                match client.prepare_cached(text(step)).await {
                    Ok(statement) => prepared.push(statement),
                    // Nothing has been sent that changes anything.
                    Err(e) if e.is_closed() => return Attempt::Again(fault_in(step, &e)),
                    Err(e) => return Attempt::Answer(Err(fault_in(step, &e))),
                }
            }
        }
        let sent = if self.prepared {
            send_prepared(&client, batch, &prepared).await
        } else {
            send_typed(&client, batch).await
        };
        let attempt = judge(batch, sent);
        if matches!(attempt, Attempt::Unknown(_)) {
            drop(Object::take(client));
        }
        attempt
    }
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
            Self::Server(e) => Fault::because(
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

const BEGIN: &str = "BEGIN; SET LOCAL lock_timeout = '4s'; SET LOCAL statement_timeout = '10s'";

type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send + 'a>>;

fn text(step: &crate::batch::Step) -> &str {
    match step.count {
        Count::One(_) => step.statement.sql.counted(),
        Count::Any => step.statement.sql.text,
    }
}

fn refs(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values
        .iter()
        .map(|v| -> &(dyn ToSql + Sync) { v })
        .collect()
}

fn typed(values: &[Value]) -> Vec<(&(dyn ToSql + Sync), Type)> {
    values
        .iter()
        .map(|v| -> (&(dyn ToSql + Sync), Type) { (v, kind(v)) })
        .collect()
}

async fn send_prepared(
    client: &Object,
    batch: &Batch,
    prepared: &[tokio_postgres::Statement],
) -> Vec<Result<(), tokio_postgres::Error>> {
    let mut sendings: Vec<Sending<'_>> = vec![Box::pin(client.batch_execute(BEGIN))];
    for (step, statement) in batch.steps.iter().zip(prepared) {
        sendings.push(Box::pin(async move {
            client
                .execute_raw(statement, step.statement.values.iter())
                .await
                .map(drop)
        }));
    }
    sendings.push(Box::pin(client.batch_execute("COMMIT")));
    in_order(sendings).await
}

async fn send_typed(client: &Object, batch: &Batch) -> Vec<Result<(), tokio_postgres::Error>> {
    let mut sendings: Vec<Sending<'_>> = vec![Box::pin(client.batch_execute(BEGIN))];
    for step in &batch.steps {
        sendings.push(Box::pin(async move {
            client
                .execute_typed(text(step), &typed(&step.statement.values))
                .await
                .map(drop)
        }));
    }
    sendings.push(Box::pin(client.batch_execute("COMMIT")));
    in_order(sendings).await
}

/// Polls futures in their order, so that their messages leave in that order, and waits for all.
async fn in_order(mut sendings: Vec<Sending<'_>>) -> Vec<Result<(), tokio_postgres::Error>> {
    let mut answers: Vec<Option<Result<(), tokio_postgres::Error>>> =
        sendings.iter().map(|_| None).collect();
    std::future::poll_fn(move |cx| {
        let mut waiting = false;
        for (sending, answer) in sendings.iter_mut().zip(answers.iter_mut()) {
            if answer.is_none() {
                match sending.as_mut().poll(cx) {
                    Poll::Ready(done) => *answer = Some(done),
                    Poll::Pending => waiting = true,
                }
            }
        }
        if waiting {
            Poll::Pending
        } else {
            Poll::Ready(answers.drain(..).flatten().collect())
        }
    })
    .await
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
            return Attempt::Unknown(Fault::because("connection lost", &error));
        };
        if went(&error) {
            return Attempt::Unknown(Fault::because("connection ended", &error));
        }
        let again = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
            &SqlState::LOCK_NOT_AVAILABLE,
        ];
        return match step {
            Some(step) if *code == SqlState::DIVISION_BY_ZERO => match &step.count {
                Count::One(refusal) => Attempt::Answer(Err(refusal.clone().into())),
                Count::Any => Attempt::Answer(Err(fault_in(step, &error))),
            },
            Some(step) if again.contains(&code) => Attempt::Again(fault_in(step, &error)),
            Some(step) => Attempt::Answer(Err(fault_in(step, &error))),
            None if again.contains(&code) => {
                Attempt::Again(Fault::because("transaction", &error).into())
            }
            // BEGIN refused: nothing happened. COMMIT refused: rolled back (a deferred check).
            None => Attempt::Answer(Err(Fault::because("transaction", &error).into())),
        };
    }
    Attempt::Answer(Ok(()))
}

/// Whether the server ended the connection (class 57P0x: shut down, crashed, killed).
fn went(error: &tokio_postgres::Error) -> bool {
    error
        .code()
        .is_some_and(|code| code.code().starts_with("57P0") || code.code().starts_with("08"))
}

fn take(row: &tokio_postgres::Row) -> Result<Row, Fault> {
    let mut values = Vec::with_capacity(row.len());
    for (place, column) in row.columns().iter().enumerate() {
        let fault = |e: tokio_postgres::Error| Fault::because("column", &e);
        let value = match *column.type_() {
            Type::INT8 => row
                .try_get::<_, Option<i64>>(place)
                .map_err(fault)?
                .map(Value::Int),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(place)
                .map_err(fault)?
                .map(|n| Value::Int(n.into())),
            Type::BYTEA => row
                .try_get::<_, Option<Vec<u8>>>(place)
                .map_err(fault)?
                .map(Value::Blob),
            Type::TEXT | Type::VARCHAR => row
                .try_get::<_, Option<String>>(place)
                .map_err(fault)?
                .map(Value::Text),
            ref other => return Err(Fault::new(format!("a column of type {other}"))),
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(Row(values))
}
