//! A connection to an SQLite file, with what each of ours must have.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use domain::Fault;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How long to wait before a locked file is asked for again, and how often.
const PAUSE: Duration = Duration::from_millis(50);
const PAUSES: u32 = 200;

/// Opens a connection; a file that is not there yet is made.
pub(crate) fn connect(path: &Path, read_only: bool) -> Result<Connection, Fault> {
    let fault = |e: rusqlite::Error| Fault::because(&format!("can't open {}", path.display()), &e);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if !read_only && !path.exists() {
        // For its owner alone from the first moment; SQLite gives its other files the same mode. Never
        // opened where it exists: closing it would take away this process's locks (POSIX).
        let made = OpenOptions::new()
            .append(true)
            .create_new(true)
            .mode(0o600)
            .open(path);
        match made {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => {
                return Err(Fault::because(
                    &format!("can't open {}", path.display()),
                    &e,
                ));
            }
            _ => {}
        }
    }
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection
        .busy_timeout(PAUSE)
        .and_then(|()| to_wal(&connection))
        .and_then(|()| connection.busy_timeout(PAUSE.saturating_mul(PAUSES)))
        .and_then(|()| {
            connection.execute_batch(
                "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
                 PRAGMA cache_size = -4096;",
            )
        })
        .map_err(fault)?;
    if read_only {
        connection
            .execute_batch("PRAGMA query_only = ON;")
            .map_err(fault)?;
    }
    // Without this the planner looks at bound values, and plans anew at every read.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// Opens a file that is there as it is: what [`connect`] would put right in it stays.
pub(crate) fn connect_as_it_is(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PAUSE.saturating_mul(PAUSES))?;
        connection.execute_batch("PRAGMA query_only = ON;")?;
        Ok(connection)
    };
    open().map_err(|e| Fault::because(&format!("can't open {}", path.display()), &e))
}

/// Keeps the write-ahead log. Of several who make this change to a new file at once SQLite sends all
/// but one away without asking its busy handler, since each holds a lock that another waits for.
fn to_wal(connection: &Connection) -> rusqlite::Result<()> {
    let mut pauses = 0;
    loop {
        match connection.execute_batch("PRAGMA journal_mode = WAL;") {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && pauses < PAUSES => {
                pauses = pauses.saturating_add(1);
                thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}
