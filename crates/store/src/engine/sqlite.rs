//! SQLite: one writer thread that commits whatever is waiting as one group, and readers in the
//! calling thread.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};

use domain::{Fault, Refusal, Stop};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql};
use tokio::sync::oneshot;

use super::connect::connect;
use super::wal::WalIndex;
use crate::batch::{Batch, Count, Done, fault_in};
use crate::migrate::{NEWER, PROGRAM};
use crate::{ChangeMarker, Row, Statement, Value};

/// Batches that may wait; beyond it a request is told to come back.
const QUEUE: usize = 1024;
/// Batches in one commit.
const GROUP: usize = 256;

struct Job {
    batch: Batch,
    answer: oneshot::Sender<Done>,
}

/// An open SQLite database.
pub(crate) struct Sqlite {
    path: PathBuf,
    index: WalIndex,
    queue: Option<SyncSender<Job>>,
    writer: Option<std::thread::JoinHandle<()>>,
    readers: Mutex<Vec<Connection>>,
    idle: usize,
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let connection = connect(path, false)?;
        let (queue, jobs) = sync_channel(QUEUE);
        let writer = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn({
                let path = path.to_owned();
                move || write(&path, connection, &jobs)
            })
            .map_err(|e| Fault::because("can't start the writer thread", &e))?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            path: path.to_owned(),
            index: WalIndex::of(path),
            queue: Some(queue),
            writer: Some(writer),
            readers: Mutex::new(Vec::new()),
            idle: cores.saturating_add(4),
        })
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Done {
        let (answer, waiting) = oneshot::channel();
        let queue = self
            .queue
            .as_ref()
            .ok_or_else(|| Fault::new("the writer has ended"))?;
        queue.try_send(Job { batch, answer }).map_err(|e| match e {
            TrySendError::Full(_) => Stop::Refused(Refusal::Busy),
            TrySendError::Disconnected(_) => Fault::new("the writer has ended").into(),
        })?;
        waiting
            .await
            .unwrap_or_else(|_| Err(Fault::unknown("the writer ended meanwhile").into()))
    }

    pub(crate) fn change_marker(&self) -> Option<ChangeMarker> {
        self.index.change_marker()
    }

    pub(crate) fn rows(&self, statement: &Statement) -> Result<Vec<Row>, Fault> {
        let kept = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match kept {
            Some(connection) => connection,
            None => connect(&self.path, true)?,
        };
        let rows = read(&connection, statement);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < self.idle {
            readers.push(connection);
        }
        drop(readers);
        rows.map_err(|e| Fault::because(&format!("read {}", statement.sql), &e))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // The queue's end ends the writer, which first answers what it has taken.
        self.queue = None;
        if let Some(writer) = self.writer.take() {
            drop(writer.join());
        }
    }
}

pub(crate) fn read(connection: &Connection, statement: &Statement) -> rusqlite::Result<Vec<Row>> {
    let mut prepared = connection.prepare_cached(statement.sql.for_sqlite())?;
    let columns = prepared.column_count();
    let mut rows = prepared.query(rusqlite::params_from_iter(&statement.values))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(columns);
        for column in 0..columns {
            values.push(match row.get_ref(column)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Int(number),
                // No column of ours holds fractions; one that does is a fault where it is read.
                ValueRef::Real(_) => Value::Null,
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            });
        }
        out.push(Row::new(values));
    }
    Ok(out)
}

fn write(path: &Path, mut connection: Connection, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        while group.len() < GROUP {
            let Ok(next) = jobs.try_recv() else { break };
            group.push(next);
        }
        // What was opened to be read alone stays so; whether the file may be written to by now is asked anew.
        if connection.is_readonly("main").unwrap_or(false)
            && let Ok(again) = connect(path, false)
        {
            connection = again;
        }
        commit_group(&connection, group);
    }
}

/// Runs a group in one transaction, each batch in a savepoint, and answers only after COMMIT.
fn commit_group(connection: &Connection, group: Vec<Job>) {
    let answers = run_group(connection, &group);
    match answers {
        Ok(answers) => {
            for (job, done) in group.into_iter().zip(answers) {
                // Nobody listens any more: the request was dropped. The batch stands all the same.
                drop(job.answer.send(done));
            }
        }
        Err(fault) => {
            if !connection.is_autocommit() {
                drop(connection.execute_batch("ROLLBACK"));
            }
            for job in group {
                drop(job.answer.send(Err(fault.clone().into())));
            }
        }
    }
}

fn run_group(connection: &Connection, group: &[Job]) -> Result<Vec<Done>, Fault> {
    connection
        .execute_batch("BEGIN IMMEDIATE")
        .map_err(nothing)?;
    if minimum_program(connection).map_err(nothing)? > PROGRAM {
        return Err(Fault::new(NEWER));
    }
    let answers = run_batches(connection, group).map_err(nothing)?;
    // Where all were refused there is nothing to bring to the disk, nor for anybody to see.
    let end = if answers.iter().all(Result::is_err) {
        "ROLLBACK"
    } else {
        "COMMIT"
    };
    match connection.execute_batch(end) {
        Ok(()) => Ok(answers),
        // It may stand in the file and be found there after a crash.
        Err(cause) if cause.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) => {
            Err(Fault::unknown(format!("nobody knows whether it was committed: {cause}")).away())
        }
        Err(cause) => Err(nothing(cause)),
    }
}

fn nothing(cause: rusqlite::Error) -> Fault {
    let fault = Fault::because("nothing was written", &cause);
    if takes_nothing(&cause) {
        fault.away()
    } else {
        fault
    }
}

/// Whether it is the disk that takes nothing, so that trying again later may help.
fn takes_nothing(cause: &rusqlite::Error) -> bool {
    matches!(
        cause.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
        )
    )
}

/// A newer program may have made the schema its own meanwhile.
fn minimum_program(connection: &Connection) -> rusqlite::Result<i64> {
    let text = "SELECT minimum_program FROM keeping WHERE one = 1";
    connection
        .prepare_cached(text)?
        .query_row([], |row| row.get(0))
}

fn run_batches(connection: &Connection, group: &[Job]) -> rusqlite::Result<Vec<Done>> {
    let mut answers = Vec::with_capacity(group.len());
    for job in group {
        connection.execute_batch("SAVEPOINT batch")?;
        let done = run_batch(connection, &job.batch)?;
        if done.is_err() {
            connection.execute_batch("ROLLBACK TO batch")?;
        }
        connection.execute_batch("RELEASE batch")?;
        answers.push(done);
    }
    Ok(answers)
}

/// The outer error is one that undid the whole group (a full disk, an I/O error).
fn run_batch(connection: &Connection, batch: &Batch) -> rusqlite::Result<Done> {
    for step in &batch.steps {
        let statement = &step.statement;
        let changed = connection
            .prepare_cached(statement.sql.for_sqlite())
            .and_then(|mut p| p.execute(rusqlite::params_from_iter(&statement.values)));
        match (changed, &step.count) {
            (Ok(1), _) | (Ok(_), Count::Any) => {}
            (Ok(_), Count::One(refusal)) => {
                return Ok(Err(refusal.clone().into()));
            }
            // SQLite may have rolled back everything by itself; then no savepoint is left.
            (Err(cause), _) if connection.is_autocommit() || takes_nothing(&cause) => {
                return Err(cause);
            }
            // Somebody else took what may exist once: the guard came too late.
            (Err(cause), Count::One(refusal)) if is_taken(&cause) => {
                return Ok(Err(refusal.clone().into()));
            }
            (Err(cause), _) => return Ok(Err(fault_in(step, &cause))),
        }
    }
    Ok(Ok(()))
}

/// Whether a row stands in the way that a unique index allows once.
fn is_taken(cause: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    let code = cause.sqlite_error().map(|error| error.extended_code);
    matches!(
        code,
        Some(SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY)
    )
}
