//! The condition of a database: what it, and the engine that keeps it, say of themselves. Looking
//! changes nothing, and works where the database couldn't be opened for work: under another key, with
//! a newer schema, on a server that only reads.

mod postgres;
mod sqlite;
mod standbys;
mod way;

use domain::{Clock, Fault};

use crate::engine::line::Line;
use crate::migrate;
use crate::open::Place;
use crate::{KeyFile, Schema};

pub use postgres::Postgres;
pub use sqlite::Sqlite;
pub use standbys::{Replication, Standbys, replication};
pub use way::{Between, Channel};

/// What is said of a database that a newer program has changed.
pub const NEWER: &str = migrate::NEWER;

/// What a database says of itself.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Whether its schema is this program's.
    pub fit: Fit,
    /// The key that it was made with; none where nothing was made in it yet.
    pub made_with: Option<MadeWith>,
    /// What its engine says.
    pub engine: Engine,
}

/// Whether a schema is this program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// There is none yet.
    Empty,
    /// So many migrations are missing.
    Older(usize),
    Fits,
    /// It is a newer program's, and would be misread.
    Newer,
}

/// The key that a database was made with.
#[derive(Clone, Debug)]
pub struct MadeWith {
    pub id: String,
    check: Vec<u8>,
}

impl MadeWith {
    /// Whether this file holds that key, rather than one of the same id.
    pub fn is(&self, file: &KeyFile) -> bool {
        file.id() == self.id && file.unwrap_key("check", &self.check).is_ok()
    }
}

/// What an engine says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Looks at a database. `thorough` has SQLite read the whole file.
///
/// # Errors
/// One sentence: it can't be reached or opened, or doesn't answer.
pub async fn inspect(
    place: &Place,
    schemas: &[&Schema],
    clock: &dyn Clock,
    thorough: bool,
) -> Result<Condition, Fault> {
    let line = Line::to_look_through(place).await?;
    let engine = match (&line, place) {
        (Line::Sqlite(connection), Place::Sqlite(path)) => {
            Engine::Sqlite(sqlite::inspect(connection, path, thorough)?)
        }
        (Line::Postgres(client), Place::Postgres(options)) => {
            Engine::Postgres(postgres::inspect(client, options, clock).await?)
        }
        _ => return Err(Fault::new("another engine")),
    };
    let (fit, made_with) = schema(&line, schemas).await?;
    Ok(Condition {
        fit,
        made_with,
        engine,
    })
}

async fn schema(line: &Line, schemas: &[&Schema]) -> Result<(Fit, Option<MadeWith>), Fault> {
    if !line.has_schema().await? {
        return Ok((Fit::Empty, None));
    }
    let Some((minimum, id, check)) = migrate::keeping(line).await? else {
        return Ok((Fit::Empty, None));
    };
    let fit = if minimum > migrate::PROGRAM {
        Fit::Newer
    } else {
        match migrate::missing(line, schemas).await? {
            0 => Fit::Fits,
            missing => Fit::Older(missing),
        }
    };
    Ok((fit, Some(MadeWith { id, check })))
}
