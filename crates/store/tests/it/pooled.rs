//! Behind a pooler that can't carry prepared statements, whoever wrote nothing of it is served all the same.

use store::{Batch, Options, PostgresOptions, Store};
use testing::{Engine, Place, Pooler, run};

use crate::tables::{SCHEMAS, owner_ids, owners};

/// How the place's database is reached, with everything made in it.
async fn made(place: &Place) -> PostgresOptions {
    drop(place.store(SCHEMAS).await);
    match place.database().await {
        store::Place::Postgres(options) => options,
        store::Place::Sqlite(_) => panic!("another engine"),
    }
}

async fn open(place: &Place, at: PostgresOptions) -> Store {
    let options = Options {
        place: store::Place::Postgres(at),
        ..place.options(SCHEMAS).await
    };
    Store::open(&options, &**place.random(), place.now())
        .await
        .unwrap()
}

/// Batches and reads, more at once than there are connections.
async fn works(store: &Store) {
    let before = owner_ids(store).await.len() as i64;
    let sent: Vec<_> = (1..=64)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let id = before + n;
                let batch = Batch::new().add(owners::add(id)).any(owners::raise(id));
                batch.commit(&store).await.unwrap();
                assert!(owner_ids(&store).await.contains(&id));
            })
        })
        .collect();
    for one in sent {
        one.await.unwrap();
    }
    assert_eq!(owner_ids(store).await.len() as i64, before + 64);
}

#[test]
fn behind_one_that_carries_no_prepared_statements_none_are_used() {
    run(Engine::Postgres, async |place| {
        let direct = made(&place).await;
        let pooler = Pooler::before(&direct, 5);
        // Two nodes, whose statements have the same names.
        let first = open(&place, pooler.options()).await;
        works(&first).await;
        let second = open(&place, pooler.options()).await;
        works(&second).await;
        works(&first).await;
    });
}

#[test]
fn behind_one_with_a_single_connection_none_are_used_either() {
    run(Engine::Postgres, async |place| {
        let direct = made(&place).await;
        let pooler = Pooler::before(&direct, 1);
        works(&open(&place, pooler.options()).await).await;
    });
}

/// As after a pooler's change of mind: what was prepared on a connection is gone.
const FORGETFUL: &str = "
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        EXECUTE 'DEALLOCATE ALL';
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER forget AFTER INSERT ON owners
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION forget();";

#[test]
fn statements_that_are_lost_later_are_done_without() {
    run(Engine::Postgres, async |place| {
        let direct = made(&place).await;
        let connection = place.postgres().await;
        connection.batch_execute(FORGETFUL).await.unwrap();
        let store = open(&place, PostgresOptions { pool: 1, ..direct }).await;
        for id in 1..=3 {
            Batch::new()
                .add(owners::add(id))
                .commit(&store)
                .await
                .unwrap();
            assert_eq!(owner_ids(&store).await.len() as i64, id);
        }
    });
}
