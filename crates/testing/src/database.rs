//! PostgreSQL databases: one a test, copied from a migrated template.

use domain::{Secret, Timestamp};
use store::{Options, PostgresOptions, Schema, Store};
use tokio_postgres::{Client, NoTls};

use crate::folder::{Folder, unique};
use crate::place::write_key;
use crate::{SeededRandom, server};

/// The store's own tables are part of a template too.
const KEEPING: &str = include_str!("../../store/src/migrate.rs");

/// A database, dropped with this.
pub(crate) struct Database {
    name: String,
}

impl Database {
    pub(crate) async fn empty() -> Self {
        Self::copy_of("template0").await
    }

    /// One in which these schemas are there already.
    pub(crate) async fn migrated(schemas: &[&Schema]) -> Self {
        Self::copy_of(&template(schemas).await).await
    }

    async fn copy_of(template: &str) -> Self {
        let name = format!("test-{}", unique());
        let text = format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        admin().await.batch_execute(&text).await.unwrap();
        Self { name }
    }

    /// As a store opens it: through the pooler, where there is one.
    pub(crate) fn options(&self) -> PostgresOptions {
        let direct = self.direct();
        match server::pooled() {
            None => direct,
            Some(pooled) => PostgresOptions {
                url: Secret::new(format!("{pooled}/{}", self.name)),
                // Debian's pgbouncer is one that can't carry them.
                prepared: false,
                ..direct
            },
        }
    }

    /// Without a pooler, for tests that need a session of their own.
    pub(crate) fn direct(&self) -> PostgresOptions {
        options(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let text = format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", self.name);
        // The test's own runtime may be the one that this thread is running.
        let dropped = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async { admin().await.batch_execute(&text).await.unwrap() });
        });
        drop(dropped.join());
    }
}

fn options(name: &str) -> PostgresOptions {
    PostgresOptions {
        url: Secret::new(format!("{}/{name}", server::base())),
        pool: 8,
        prepared: true,
    }
}

/// A connection to a database of the tests' server, outside of any store.
pub(crate) async fn connect(options: &PostgresOptions) -> Client {
    let (client, connection) = tokio_postgres::connect(options.url.expose(), NoTls)
        .await
        .unwrap();
    // Ends with the client, or with the server's word.
    tokio::spawn(async move { drop(connection.await) });
    client
}

async fn admin() -> Client {
    connect(&options("postgres")).await
}

/// The template of these schemas, made by whoever asks first.
async fn template(schemas: &[&Schema]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(KEEPING.as_bytes());
    for schema in schemas {
        hasher.update(format!("{:?}{:?}", schema.name, schema.migrations).as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let name = format!("countersign-template-{}", hash.get(..16).unwrap());
    let making = server::lock_file("template");
    making.lock().unwrap();
    let admin = admin().await;
    let known = admin
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
        .await
        .unwrap();
    if known.is_none() {
        let new = format!("{name}-new");
        for text in [
            format!("DROP DATABASE IF EXISTS \"{new}\" WITH (FORCE)"),
            format!("CREATE DATABASE \"{new}\" TEMPLATE template0"),
        ] {
            admin.batch_execute(&text).await.unwrap();
        }
        let folder = Folder::new();
        let key_file = folder.path().join("key");
        write_key(&key_file);
        let options = Options {
            place: store::Place::Postgres(options(&new)),
            key_file,
            schemas,
            may_migrate: true,
        };
        let random = SeededRandom::new(0);
        let now = Timestamp::from_seconds(crate::place::START);
        drop(Store::open(&options, &random, now).await.unwrap());
        // A name is given only to what is whole, and only while nobody is connected.
        admin
            .query(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
                &[&new],
            )
            .await
            .unwrap();
        let text = format!("ALTER DATABASE \"{new}\" RENAME TO \"{name}\"");
        admin.batch_execute(&text).await.unwrap();
    }
    name
}
