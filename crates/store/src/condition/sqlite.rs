//! What SQLite says of itself.

use std::path::Path;

use domain::Fault;
use rusqlite::{Connection, ErrorCode};

use crate::engine::connect::connect;

/// The most complaints of a damaged file that are told.
const MOST: usize = 3;

/// What SQLite says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqlite {
    pub version: &'static str,
    /// How the file keeps its journal: `wal` where the program has used it.
    pub journal: String,
    /// `PRAGMA synchronous` on a connection of ours (2 is FULL); none where the journal is another one,
    /// since opening such a connection would change it.
    pub synchronous: Option<i64>,
    /// What `PRAGMA quick_check` found, none of it where all is well; none where it wasn't asked.
    pub damage: Option<Vec<String>>,
}

pub(super) fn inspect(
    connection: &Connection,
    path: &Path,
    thorough: bool,
) -> Result<Sqlite, Fault> {
    let fault = |e| Fault::because("The database doesn't answer", &e);
    let pragma = |c: &Connection, name: &str| c.pragma_query_value(None, name, |row| row.get(0));
    let journal = connection
        .pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0))
        .map_err(fault)?;
    let synchronous = match journal.as_str() {
        "wal" => Some(pragma(&connect(path, true)?, "synchronous").map_err(fault)?),
        _ => None,
    };
    let damage = if thorough {
        Some(damage(connection).map_err(fault)?)
    } else {
        None
    };
    Ok(Sqlite {
        version: rusqlite::version(),
        journal,
        synchronous,
        damage,
    })
}

fn damage(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let said = |c: &Connection| -> rusqlite::Result<Vec<String>> {
        c.prepare(&format!("PRAGMA quick_check({MOST})"))?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    match said(connection) {
        // Where it can't even look for damage, that is some.
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            Ok(vec![e.to_string()])
        }
        said => Ok(said?.into_iter().filter(|line| line != "ok").collect()),
    }
}
