//! A database is opened by the program and the key that it belongs to, or not touched at all.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use domain::Fault;
use store::{Batch, Options, Schema, Store};
use testing::{Engine, Place};

use crate::tables::{FIRST, SCHEMA, SCHEMAS, SECOND, owner_ids, owners};

const THIRD: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;";

mod later {
    store::statements! { table "later" rank 40; }
}

static OLDER: Schema = Schema {
    migrations: &[FIRST],
    ..SCHEMA
};

static NEWER: Schema = Schema {
    migrations: &[FIRST, SECOND, THIRD],
    tables: &[&later::TABLE],
    ..SCHEMA
};

static BROKEN: Schema = Schema {
    migrations: &[
        FIRST,
        "CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT;",
    ],
    ..SCHEMA
};

const OLDER_ONLY: &[&Schema] = &[&OLDER];
const NEWER_ONLY: &[&Schema] = &[&NEWER];
const BROKEN_ONLY: &[&Schema] = &[&BROKEN];

async fn open(place: &Place, options: &Options<'_>) -> Result<Store, String> {
    let opened = Store::open(options, &**place.random(), place.now()).await;
    opened.map_err(|fault: Fault| fault.to_string())
}

#[track_caller]
fn says(opened: Result<Store, String>, words: &[&str]) {
    let said = opened.err().expect("it opened");
    for word in words {
        assert!(said.contains(word), "{said}");
    }
}

/// Changes the database behind the store's back.
async fn change(place: &Place, text: &str) {
    match place.engine() {
        Engine::Sqlite => {
            let connection = rusqlite::Connection::open(place.sqlite_file()).unwrap();
            connection.execute_batch(text).unwrap();
        }
        Engine::Postgres => place.postgres().await.batch_execute(text).await.unwrap(),
    }
}

/// Whether the database holds no table at all; on SQLite, whether there is no file.
async fn is_untouched(place: &Place) -> bool {
    match place.engine() {
        Engine::Sqlite => !place.sqlite_file().exists(),
        Engine::Postgres => {
            let text = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
            let row = place.postgres().await.query_one(text, &[]).await.unwrap();
            row.get::<_, i64>(0) == 0
        }
    }
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

testing::on_both! {
    async fn an_empty_database_gets_a_schema_and_a_key_of_its_own(place: Place) {
        std::fs::remove_file(place.key_file()).unwrap();
        let options = place.options(SCHEMAS).await;
        let first = open(&place, &options).await.unwrap();
        assert_eq!(mode(&place.key_file()), 0o600);
        if place.engine() == Engine::Sqlite {
            assert_eq!(mode(&place.sqlite_file()), 0o600);
        }
        let hash = first.keys().lookup.hash("session", b"secret");
        Batch::new().add(owners::add(1)).commit(&first).await.unwrap();
        drop(first);
        let second = open(&place, &options).await.unwrap();
        assert_eq!(second.keys().lookup.hash("session", b"secret"), hash);
        assert_eq!(owner_ids(&second).await, [1]);
    }

    async fn a_key_file_that_others_may_read_is_refused_before_anything_is_written(place: Place) {
        let options = place.options(SCHEMAS).await;
        for others in [0o644, 0o660, 0o650, 0o602, 0o604] {
            std::fs::set_permissions(place.key_file(), PermissionsExt::from_mode(others)).unwrap();
            says(open(&place, &options).await, &["read by others", "chmod 600"]);
            assert!(is_untouched(&place).await);
        }
        // What only root can try: a group that is somebody else's.
        if std::os::unix::fs::chown(place.key_file(), None, Some(65_534)).is_ok() {
            std::fs::set_permissions(place.key_file(), PermissionsExt::from_mode(0o640)).unwrap();
            says(open(&place, &options).await, &["mode 640, group 65534", "chmod 600"]);
            assert!(is_untouched(&place).await);
        }
    }

    async fn a_key_file_that_ones_own_group_may_read_is_taken_as_are_secrets_of_kubernetes_and_systemd(place: Place) {
        let options = place.options(SCHEMAS).await;
        for mode in [0o400, 0o600, 0o440, 0o640] {
            std::fs::set_permissions(place.key_file(), PermissionsExt::from_mode(mode)).unwrap();
            open(&place, &options).await.unwrap();
        }
    }

    async fn L40_a_lost_key_file_is_said_and_no_new_one_is_made(place: Place) {
        let options = place.options(SCHEMAS).await;
        let id = open(&place, &options).await.unwrap().keys().id.clone();
        std::fs::rename(place.key_file(), place.folder().join("elsewhere")).unwrap();
        says(open(&place, &options).await, &[&id, "no key file", "\"key_file\""]);
        assert!(!place.key_file().exists());
        let newer = place.options(NEWER_ONLY).await;
        says(open(&place, &newer).await, &[&id, "no key file"]);
        assert!(!place.key_file().exists());
        std::fs::rename(place.folder().join("elsewhere"), place.key_file()).unwrap();
        open(&place, &options).await.unwrap();
    }

    async fn L40_the_key_file_of_another_database_is_refused(place: Place) {
        let options = place.options(SCHEMAS).await;
        let ours = open(&place, &options).await.unwrap().keys().id.clone();
        let other = Place::new(Engine::Sqlite);
        std::fs::remove_file(other.key_file()).unwrap();
        let theirs = other.store(SCHEMAS).await.keys().id.clone();
        let foreign = Options { key_file: other.key_file(), ..place.options(SCHEMAS).await };
        says(open(&place, &foreign).await, &[&ours, &theirs, "\"key_file\""]);
        open(&place, &options).await.unwrap();
    }

    async fn a_database_of_a_newer_program_is_refused(place: Place) {
        let options = place.options(SCHEMAS).await;
        open(&place, &options).await.unwrap();
        change(&place, "UPDATE keeping SET minimum_program = 2").await;
        says(open(&place, &options).await, &["newer Countersign"]);
        let newer = place.options(NEWER_ONLY).await;
        says(open(&place, &newer).await, &["newer Countersign"]);
        change(&place, "UPDATE keeping SET minimum_program = 1").await;
        open(&place, &options).await.unwrap();
    }

    async fn a_migration_is_run_once_and_a_later_one_is_added(place: Place) {
        let older = place.options(OLDER_ONLY).await;
        let store = open(&place, &older).await.unwrap();
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        for schema in [&SCHEMA, &SCHEMA, &NEWER, &NEWER] {
            let schemas = [schema];
            let options = place.options(&schemas).await;
            let store = open(&place, &options).await.unwrap();
            assert_eq!(owner_ids(&store).await, [1]);
        }
        change(&place, "INSERT INTO later (id) VALUES (1)").await;
        // The program before, still running or started again beside the new one.
        for schema in [&OLDER, &SCHEMA] {
            let schemas = [schema];
            let options = place.options(&schemas).await;
            let store = open(&place, &options).await.unwrap();
            assert_eq!(owner_ids(&store).await, [1]);
        }
    }

    async fn a_migration_that_fails_leaves_nothing_of_any(place: Place) {
        let broken = place.options(BROKEN_ONLY).await;
        assert!(open(&place, &broken).await.is_err());
        let mut options = place.options(SCHEMAS).await;
        options.may_migrate = false;
        says(open(&place, &options).await, &["is empty"]);
        options.may_migrate = true;
        let store = open(&place, &options).await.unwrap();
        assert_eq!(owner_ids(&store).await, [0; 0]);
    }

    async fn who_may_not_migrate_is_told_what_to_run(place: Place) {
        let mut options = place.options(SCHEMAS).await;
        options.may_migrate = false;
        let words = ["is empty", "countersign serve", "countersign database migrate"];
        says(open(&place, &options).await, &words);
        assert!(is_untouched(&place).await);
        let older = place.options(OLDER_ONLY).await;
        open(&place, &older).await.unwrap();
        says(open(&place, &options).await, &["older than this program", "countersign database migrate"]);
        options.may_migrate = true;
        open(&place, &options).await.unwrap();
        options.may_migrate = false;
        open(&place, &options).await.unwrap();
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_said_without_its_password() {
    let place = Place::new(Engine::Sqlite);
    let url = |url: &str| {
        store::Place::Postgres(store::PostgresOptions {
            url: domain::Secret::new(url.to_owned()),
            pool: 1,
            prepared: true,
        })
    };
    let cases = [
        (
            "postgres://me:hunter2@127.0.0.1:1/there",
            "can't be reached",
        ),
        ("postgres://me:hunter2@%2Fnowhere/there", "can't be reached"),
        (
            "postgres://me:hunter2@:not a port/",
            "isn't one that PostgreSQL's clients read",
        ),
    ];
    for (text, words) in cases {
        let mut options = place.options(SCHEMAS).await;
        options.place = url(text);
        let said = open(&place, &options).await.err().unwrap();
        assert!(said.contains(words) && !said.contains("hunter2"), "{said}");
    }
}
