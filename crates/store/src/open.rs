//! An open database: what reads and what commits.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use domain::{Fault, Random, Timestamp};

use crate::batch::{Batch, Done};
use crate::engine::postgres::Postgres;
use crate::engine::reach::PostgresOptions;
use crate::engine::sqlite::Sqlite;
use crate::writing::Writing;
use crate::{Keys, Row, Schema, Shape, Statement, migrate};

crate::statements! {
    table "keeping" rank 0;
    // Of PostgreSQL's words.
    sweep NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, minimum_program
        FROM keeping WHERE one = 1";
    keyed ALIVE = "SELECT minimum_program FROM keeping WHERE one = 1";
}

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A file of SQLite's.
    Sqlite(PathBuf),
    Postgres(PostgresOptions),
}

/// How to open a database.
pub struct Options<'a> {
    pub place: Place,
    /// The master key's file.
    pub key_file: PathBuf,
    /// Every component's schema, in the registry's order.
    pub schemas: &'a [&'a Schema],
    /// Whether the schema may be made or brought up to date.
    pub may_migrate: bool,
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// An open database and its keys. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    keys: Keys,
    own: Own,
    writing: Writing,
    /// Whether a synchronous standby was ever seen.
    had_standby: AtomicBool,
}

/// What this process has committed, for what is believed for a second.
#[derive(Default)]
struct Own {
    commits: AtomicU64,
    /// The latest second in which anything was believed.
    latest: AtomicI64,
}

/// A commit of ours that is under way: once it is over, however it ended, nothing that was read before is
/// believed any more.
struct Committing<'a>(&'a Own);

impl Drop for Committing<'_> {
    fn drop(&mut self) {
        self.0.commits.fetch_add(1, Ordering::AcqRel);
    }
}

impl Store {
    /// Opens a database, making schema and key on an empty one.
    ///
    /// # Errors
    /// One sentence that can be shown to whoever starts the program: a newer database, a missing,
    /// foreign or readable key file, a database that can't be reached.
    pub async fn open(
        options: &Options<'_>,
        random: &dyn Random,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let keys = migrate::prepare(options, random, now).await?;
        let engine = match &options.place {
            Place::Sqlite(path) => Engine::Sqlite(Sqlite::open(path)?),
            Place::Postgres(options) => Engine::Postgres(Postgres::open(options).await?),
        };
        Ok(Self(Arc::new(Inner {
            engine,
            keys,
            own: Own::default(),
            writing: Writing::default(),
            had_standby: AtomicBool::new(false),
        })))
    }

    /// The keys of this database.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// What may read, and nothing else.
    pub fn reader(&self) -> Reader {
        Reader(self.clone())
    }

    pub(crate) fn writing(&self) -> &Writing {
        &self.0.writing
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Done {
        let _over = Committing(&self.0.own);
        let done = match &self.0.engine {
            Engine::Sqlite(sqlite) => sqlite.commit(batch).await,
            Engine::Postgres(postgres) => postgres.commit(batch).await,
        };
        self.0.writing.saw(&done);
        done
    }

    async fn rows(&self, statement: Statement) -> Result<Vec<Row>, Fault> {
        match &self.0.engine {
            Engine::Postgres(postgres) => postgres.rows(&statement).await,
            // Microseconds: a hop to another thread would cost more than the read.
            Engine::Sqlite(sqlite) if statement.sql.shape != Shape::Sweep => {
                sqlite.rows(&statement)
            }
            Engine::Sqlite(_) => {
                let store = self.clone();
                let read = move || match &store.0.engine {
                    Engine::Sqlite(sqlite) => sqlite.rows(&statement),
                    Engine::Postgres(_) => Err(Fault::new("another engine")),
                };
                tokio::task::spawn_blocking(read)
                    .await
                    .map_err(|e| Fault::because("a long read", &e))?
            }
        }
    }
}

/// What the database looked like at one moment: between two equal ones nobody has committed anything, so
/// that what was read after the first still holds at the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeMarker(pub(crate) [u8; 48]);

/// Reads rows that were committed, and can write none.
#[derive(Clone)]
pub struct Reader(Store);

impl Reader {
    /// All rows of a statement.
    pub async fn rows(&self, statement: Statement) -> Result<Vec<Row>, Fault> {
        self.0.rows(statement).await
    }

    /// The first row, if there is one.
    pub async fn row(&self, statement: Statement) -> Result<Option<Row>, Fault> {
        Ok(self.0.rows(statement).await?.into_iter().next())
    }

    /// What the database looks like at this moment, where its engine can tell that for less than a read:
    /// on SQLite, unless somebody is just committing.
    pub fn change_marker(&self) -> Option<ChangeMarker> {
        match &self.0.0.engine {
            Engine::Sqlite(sqlite) => sqlite.change_marker(),
            Engine::Postgres(_) => None,
        }
    }

    /// Like [`Reader::change_marker`], but where the engine can't tell for less than a read, two are equal within
    /// one second too, if nothing was committed through this store meanwhile: what others commit is seen
    /// up to a second late. None while the clock stands before where it has been.
    pub fn change_marker_of_a_second(&self, now: Timestamp) -> Option<ChangeMarker> {
        if let Engine::Sqlite(sqlite) = &self.0.0.engine {
            return sqlite.change_marker();
        }
        let (own, second) = (&self.0.0.own, now.seconds());
        if own.latest.fetch_max(second, Ordering::AcqRel) > second {
            return None;
        }
        let commits = own.commits.load(Ordering::Acquire);
        let mut marker = [0; 48];
        let told = second
            .to_le_bytes()
            .into_iter()
            .chain(commits.to_le_bytes());
        for (byte, value) in marker.iter_mut().zip(told) {
            *byte = value;
        }
        Some(ChangeMarker(marker))
    }

    pub(crate) fn is_on_a_server(&self) -> bool {
        matches!(self.0.0.engine, Engine::Postgres(_))
    }

    /// Takes note of whether there is a synchronous standby, and says whether there was one.
    pub(crate) fn saw_synchronous(&self, there_is: bool) -> bool {
        let had = &self.0.0.had_standby;
        if there_is {
            had.store(true, Ordering::Relaxed);
        }
        !there_is && had.load(Ordering::Relaxed)
    }

    /// The keys, to open what was sealed and to hash what is looked up.
    pub fn keys(&self) -> &Keys {
        self.0.keys()
    }

    /// What the database server's clock shows; none where both are one.
    ///
    /// # Errors
    /// A database that doesn't answer, or that a newer program has made its own meanwhile.
    pub async fn server_clock(&self) -> Result<Option<Timestamp>, Fault> {
        let text = match &self.0.0.engine {
            Engine::Postgres(_) => &NOW,
            Engine::Sqlite(_) => &ALIVE,
        };
        let row = self.row(text.bind([])).await?;
        let mut row = row.ok_or_else(|| Fault::new("the database lost its first row"))?;
        let now = match &self.0.0.engine {
            Engine::Postgres(_) => Some(row.time()?),
            Engine::Sqlite(_) => None,
        };
        if row.int()? > migrate::PROGRAM {
            return Err(Fault::new(migrate::NEWER));
        }
        Ok(now)
    }
}
