//! Where a test keeps its things: a folder, a key file, a database on one of the engines, a clock
//! and a source of chance.

use std::future::Future;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Clock, Timestamp};
use store::{Options, Schema, Store};
use tokio::sync::OnceCell;

use crate::database::{Database, connect};
use crate::{Folder, HandClock, SeededRandom, server};

/// What clocks show at the start of a test: 2026-01-15T12:00:00Z.
pub(crate) const START: i64 = 1_768_478_400;

/// The database engines that everything is tested on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Those that are to be tested: both, unless PostgreSQL is left out.
    pub fn all() -> &'static [Self] {
        if server::left_out() {
            &[Self::Sqlite]
        } else {
            &[Self::Sqlite, Self::Postgres]
        }
    }
}

/// Runs a test's body with a place of its own.
pub fn run<F, Body>(engine: Engine, body: F)
where
    F: FnOnce(Place) -> Body,
    Body: Future<Output = ()>,
{
    if !Engine::all().contains(&engine) {
        eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(body(Place::new(engine)));
}

/// Where a test keeps its things; deleted with all they hold when this is dropped.
pub struct Place {
    engine: Engine,
    database: OnceCell<Database>,
    clock: Arc<HandClock>,
    random: Arc<SeededRandom>,
    folder: Folder,
    #[cfg(feature = "door")]
    letters: Arc<crate::Letters>,
}

impl Place {
    /// A place without a database as yet.
    pub fn new(engine: Engine) -> Self {
        let folder = Folder::new();
        write_key(&folder.path().join("key"));
        Self {
            engine,
            database: OnceCell::new(),
            clock: Arc::new(HandClock::new(Timestamp::from_seconds(START))),
            random: Arc::new(SeededRandom::new(1)),
            folder,
            #[cfg(feature = "door")]
            letters: Arc::default(),
        }
    }

    /// The engine of its database.
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The data folder of a server here.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its key file. It holds a key already; delete it to have one made.
    pub fn key_file(&self) -> PathBuf {
        self.folder().join("key")
    }

    /// Its clock, which all doors here share. It begins at 2026-01-15T12:00:00Z.
    pub const fn clock(&self) -> &Arc<HandClock> {
        &self.clock
    }

    /// The messages that have left from doors here that send them there.
    #[cfg(feature = "door")]
    pub const fn letters(&self) -> &Arc<crate::Letters> {
        &self.letters
    }

    /// The present moment of its clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Its source of chance, which all doors here share, so that no two make the same id.
    pub const fn random(&self) -> &Arc<SeededRandom> {
        &self.random
    }

    /// Its database, empty if it wasn't there yet.
    pub async fn database(&self) -> store::Place {
        if self.engine == Engine::Postgres {
            self.database.get_or_init(Database::empty).await;
        }
        self.at()
    }

    /// How to open its database, empty if it wasn't there yet, with these schemas.
    pub async fn options<'a>(&self, schemas: &'a [&'a Schema]) -> Options<'a> {
        Options {
            place: self.database().await,
            key_file: self.key_file(),
            schemas,
            may_migrate: true,
        }
    }

    /// Its database, open and migrated. Each call opens it anew, as a restart or a second node
    /// would.
    pub async fn store(&self, schemas: &[&Schema]) -> Store {
        if self.engine == Engine::Postgres {
            self.database
                .get_or_init(|| Database::migrated(schemas))
                .await;
        }
        let options = Options {
            place: self.at(),
            key_file: self.key_file(),
            schemas,
            may_migrate: true,
        };
        Store::open(&options, &*self.random, self.now())
            .await
            .unwrap()
    }

    /// A connection of its own to its PostgreSQL database, outside of any store and any pooler.
    pub async fn postgres(&self) -> tokio_postgres::Client {
        self.database().await;
        connect(&self.database.get().expect("on PostgreSQL").direct()).await
    }

    /// A connection of its own to its SQLite database, outside of any store.
    pub fn sqlite(&self) -> rusqlite::Connection {
        assert_eq!(self.engine, Engine::Sqlite);
        rusqlite::Connection::open(self.sqlite_file()).unwrap()
    }

    /// The file of its SQLite database.
    pub fn sqlite_file(&self) -> PathBuf {
        self.folder().join("countersign.db")
    }

    fn at(&self) -> store::Place {
        match self.database.get() {
            Some(database) => store::Place::Postgres(database.options()),
            None => store::Place::Sqlite(self.sqlite_file()),
        }
    }
}

/// Writes the key file that all tests share.
pub(crate) fn write_key(path: &Path) {
    let key = domain::secret::write_token(&domain::Secret::new([7; 32]));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .unwrap();
    writeln!(file, "countersign-key-1:{key}").unwrap();
}
