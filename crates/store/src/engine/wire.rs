//! What goes over the wire to PostgreSQL: values, and a whole batch in one round trip.

use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::Poll;

use bytes::{BufMut, BytesMut};
use deadpool_postgres::Object;
use domain::Fault;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::batch::{Batch, Count, Step};
use crate::migrate::PROGRAM;
use crate::{Row, Value};

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(number) => match i32::try_from(*number) {
                Ok(small) if *ty == Type::INT4 => out.put_i32(small),
                // Where four bytes are wanted the server refuses eight. A refusal here, on our
                // side, would leave out this statement alone and commit the others.
                _ => out.put_i64(*number),
            },
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

/// Fails on a schema that a newer program has made its own meanwhile; without a round trip more.
static BEGIN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "BEGIN; SET LOCAL lock_timeout = '4s'; SET LOCAL statement_timeout = '10s';
         SELECT 1/(minimum_program <= {PROGRAM})::int FROM keeping"
    )
});

type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send + 'a>>;

pub(crate) fn text(step: &Step) -> &str {
    match step.count {
        Count::One(_) => step.statement.sql.counted(),
        Count::Any => step.statement.sql.text,
    }
}

pub(crate) fn refs(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values
        .iter()
        .map(|v| -> &(dyn ToSql + Sync) { v })
        .collect()
}

pub(crate) fn typed(values: &[Value]) -> Vec<(&(dyn ToSql + Sync), Type)> {
    values
        .iter()
        .map(|v| -> (&(dyn ToSql + Sync), Type) { (v, kind(v)) })
        .collect()
}

pub(crate) async fn send_prepared(
    client: &Object,
    batch: &Batch,
    prepared: &[tokio_postgres::Statement],
) -> Vec<Result<(), tokio_postgres::Error>> {
    let mut sendings: Vec<Sending<'_>> = vec![Box::pin(client.batch_execute(&BEGIN))];
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

pub(crate) async fn send_typed(
    client: &Object,
    batch: &Batch,
) -> Vec<Result<(), tokio_postgres::Error>> {
    let mut sendings: Vec<Sending<'_>> = vec![Box::pin(client.batch_execute(&BEGIN))];
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

pub(crate) fn take(row: &tokio_postgres::Row) -> Result<Row, Fault> {
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
    Ok(Row::new(values))
}
