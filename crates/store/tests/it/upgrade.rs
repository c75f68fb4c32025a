//! Nodes are upgraded one by one: a newer program changes the schema while an older one goes on
//! reading and committing, and where that can't be, the older one says so and writes nothing more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use domain::Refusal::NoSuch;
use store::{Batch, Schema, Store};
use testing::{Engine, Place, run};

use crate::nodes::open_all;
use crate::tables::{FIRST, SCHEMA, SCHEMAS, SECOND, fault, owner_ids, owners, raised, things};

const COLOUR: &str = "ALTER TABLE owners ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey';";

/// The program after this one, which keeps a column more.
static NEWER: Schema = Schema {
    tables: &[&owners::TABLE],
    migrations: &[FIRST, SECOND, COLOUR],
    elsewhere: &[coloured::ALL],
    ..SCHEMA
};

/// One that the program before can't live with.
static FAR: Schema = Schema {
    migrations: &[
        FIRST,
        SECOND,
        COLOUR,
        "UPDATE keeping SET minimum_program = 2;",
    ],
    ..NEWER
};

const NEWER_ONLY: &[&Schema] = &[&NEWER];
const FAR_ONLY: &[&Schema] = &[&FAR];

mod coloured {
    use store::{Statement, statements, values};

    statements! {
        of crate::tables::owners::TABLE;
        write ADD = "INSERT INTO owners (id, name, n, colour) VALUES ($1, $2, 0, $3)";
        keyed BY_ID = "SELECT colour FROM owners WHERE id = $1";
    }

    pub fn add(id: i64, colour: &str) -> Statement {
        ADD.bind(values![id, format!("owner {id}"), colour])
    }

    pub fn by_id(id: i64) -> Statement {
        BY_ID.bind(values![id])
    }
}

/// An older node at work: tasks that commit and read without a pause.
struct Work {
    over: Arc<AtomicBool>,
    next: Arc<AtomicI64>,
    tasks: Vec<tokio::task::JoinHandle<(i64, Duration)>>,
}

impl Work {
    /// Every batch locks a row of the first table and one of the second.
    async fn begin(store: &Store) -> Self {
        let batch = Batch::new().add(owners::add(0)).add(things::add(0, 0));
        batch.commit(store).await.unwrap();
        let (over, next) = (Arc::<AtomicBool>::default(), Arc::new(AtomicI64::new(1)));
        let tasks = (0..6).map(|_| {
            let (store, over, next) = (store.clone(), Arc::clone(&over), Arc::clone(&next));
            tokio::spawn(async move {
                let (mut commits, mut slowest) = (0, Duration::ZERO);
                while !over.load(Ordering::SeqCst) {
                    let id = next.fetch_add(1, Ordering::SeqCst);
                    let begun = Instant::now();
                    let batch = Batch::new()
                        .add(owners::add(id))
                        .add(things::add(id, id))
                        .one(owners::raise(0), NoSuch)
                        .one(things::raise(0), NoSuch);
                    batch.commit(&store).await.unwrap();
                    assert_eq!(raised(&store, owners::by_id(id)).await, Some(0));
                    slowest = slowest.max(begun.elapsed());
                    commits += 1;
                }
                (commits, slowest)
            })
        });
        let tasks = tasks.collect();
        Self { over, next, tasks }
    }

    /// Waits until so many more are committed.
    async fn goes_on(&self) {
        let to = self.next.load(Ordering::SeqCst) + 60;
        let end = Instant::now() + Duration::from_secs(20);
        while self.next.load(Ordering::SeqCst) < to {
            assert!(Instant::now() < end, "nothing is committed any more");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Ends it: no commit failed, and none is lost. The longest that one took.
    async fn end(self, store: &Store) -> Duration {
        self.over.store(true, Ordering::SeqCst);
        let (mut commits, mut slowest) = (0, Duration::ZERO);
        for task in self.tasks {
            let (own, longest) = task.await.unwrap();
            commits += own;
            slowest = slowest.max(longest);
        }
        assert_eq!(raised(store, owners::by_id(0)).await, Some(commits));
        assert_eq!(raised(store, things::by_id(0)).await, Some(commits));
        let highest = self.next.load(Ordering::SeqCst);
        for id in 1..highest {
            assert_eq!(raised(store, owners::by_id(id)).await, Some(0), "{id}");
        }
        slowest
    }
}

/// How many migrations of the newer schemas were run.
async fn migrations(place: &Place) -> i64 {
    let text = "SELECT count(*) FROM migrations";
    match place.engine() {
        Engine::Sqlite => place
            .sqlite()
            .query_row(text, [], |row| row.get(0))
            .unwrap(),
        Engine::Postgres => place
            .postgres()
            .await
            .query_one(text, &[])
            .await
            .unwrap()
            .get(0),
    }
}

testing::on_both! {
    async fn an_older_node_goes_on_while_two_newer_ones_add_a_column(place: Place) {
        let old = place.store(SCHEMAS).await;
        let work = Work::begin(&old).await;
        work.goes_on().await;
        let files = vec![place.key_file(); 2];
        let newer = open_all(&place, NEWER_ONLY, files).await;
        let newer: Vec<Store> = newer.into_iter().map(Result::unwrap).collect();
        assert_eq!(migrations(&place).await, 3, "once");
        work.goes_on().await;

        // The newer ones fill the column; what the older one adds has the default.
        for (id, store) in [-1, -2].into_iter().zip(&newer) {
            let batch = Batch::new().add(coloured::add(id, "red"));
            batch.commit(store).await.unwrap();
        }
        Batch::new().add(owners::add(-3)).commit(&old).await.unwrap();
        for (id, colour) in [(-1, "red"), (-2, "red"), (-3, "grey"), (0, "grey")] {
            let row = newer[0].reader().row(coloured::by_id(id)).await.unwrap();
            assert_eq!(row.unwrap().text().unwrap(), colour, "{id}");
            assert!(raised(&old, owners::by_id(id)).await.is_some(), "{id}");
        }
        // The older one started again, in the middle of an upgrade.
        let started = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(-4)).commit(&started).await.unwrap();
        let slowest = work.end(&newer[1]).await;
        eprintln!("{:?}: the slowest commit took {slowest:?}", place.engine());
    }

    async fn an_older_node_goes_on_while_newer_ones_change_tables_in_any_order(place: Place) {
        let old = place.store(SCHEMAS).await;
        let work = Work::begin(&old).await;
        let mut migrations = vec![FIRST, SECOND];
        for round in 0..8 {
            // The other way round than batches lock them.
            let text = ["things", "owners"].map(|table| {
                format!("ALTER TABLE {table} ADD COLUMN c{round} INTEGER NOT NULL DEFAULT {round};")
            });
            migrations.push(String::leak(text.concat()));
            let schema: &'static Schema = Box::leak(Box::new(Schema {
                migrations: migrations.clone().leak(),
                ..SCHEMA
            }));
            let schemas = Box::leak(Box::new([schema]));
            for opened in open_all(&place, schemas, vec![place.key_file(); 2]).await {
                opened.unwrap();
            }
            work.goes_on().await;
        }
        let slowest = work.end(&old).await;
        eprintln!("{:?}: the slowest commit took {slowest:?}", place.engine());
    }

    async fn a_node_that_would_misread_the_schema_writes_nothing_more_and_is_not_ready(place: Place) {
        let old = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).commit(&old).await.unwrap();
        old.reader().server_clock().await.unwrap();
        drop(open_all(&place, FAR_ONLY, vec![place.key_file()]).await);
        let said = fault(Batch::new().add(owners::add(2)).commit(&old).await);
        assert!(!said.is_unknown());
        let ready = old.reader().server_clock().await.unwrap_err();
        let started = open_all(&place, SCHEMAS, vec![place.key_file()]).await;
        let started = started.into_iter().find_map(Result::err).unwrap();
        for fault in [said, ready, started] {
            let said = fault.to_string();
            assert!(said.contains("changed by a newer Countersign"), "{said}");
            assert!(said.contains("install the newer program"), "{said}");
        }
        assert_eq!(owner_ids(&old).await, [1]);
    }
}

#[test]
fn what_names_its_columns_survives_a_new_one_on_postgres_and_a_star_does_not() {
    run(Engine::Postgres, async |place| {
        let old = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).commit(&old).await.unwrap();
        let client = place.postgres().await;
        let star = client.prepare("SELECT * FROM owners").await.unwrap();
        client.query(&star, &[]).await.unwrap();
        assert_eq!(owner_ids(&old).await, [1]);
        drop(open_all(&place, NEWER_ONLY, vec![place.key_file()]).await);
        let refused = client.query(&star, &[]).await.unwrap_err();
        let said = refused.as_db_error().unwrap().message().to_owned();
        assert_eq!(said, "cached plan must not change result type");
        assert_eq!(owner_ids(&old).await, [1]);
    });
}

/// Waits until somebody waits for the whole table.
async fn wants_the_table(client: &tokio_postgres::Client) {
    let text = "SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE c.relname = 'owners' AND l.mode = 'AccessExclusiveLock' AND NOT l.granted LIMIT 1";
    while client.query_opt(text, &[]).await.unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[test]
fn a_migration_that_waits_for_a_table_keeps_nobody_from_it_for_long() {
    run(Engine::Postgres, async |place| {
        let old = place.store(SCHEMAS).await;
        let work = Work::begin(&old).await;
        work.goes_on().await;
        // As a backup does.
        let backup = place.postgres().await;
        let hold = "BEGIN; LOCK TABLE owners IN ACCESS SHARE MODE";
        backup.batch_execute(hold).await.unwrap();
        let opening = open_all(&place, NEWER_ONLY, vec![place.key_file()]);
        let watching = place.postgres().await;
        let going_on = async {
            // Those who come after it wait behind it: when they are through, it has let them.
            for _ in 0..4 {
                wants_the_table(&watching).await;
                work.goes_on().await;
            }
            backup.batch_execute("COMMIT").await.unwrap();
        };
        let (opened, ()) = tokio::join!(opening, going_on);
        for store in opened {
            store.unwrap();
        }
        assert_eq!(migrations(&place).await, 3);
        let slowest = work.end(&old).await;
        eprintln!("the slowest commit took {slowest:?}");
    });
}
