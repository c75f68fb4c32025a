//! Many at once: groups, full queues, opposite orders, requests that vanish.

use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use domain::Refusal::{Busy, NoSuch};
use domain::Stop;
use rusqlite::Connection;
use store::{Batch, Store};
use testing::{Engine, Place};

use crate::tables::{SCHEMAS, owner_ids, owners, raised, refusal, things};

testing::on_both! {
    async fn a_refused_batch_among_many_leaves_the_others(place: Place) {
        let store = place.store(SCHEMAS).await;
        let many: Vec<_> = (0..200)
            .map(|id| {
                let store = store.clone();
                tokio::spawn(async move {
                    let batch = Batch::new().add(owners::add(id));
                    let missing = if id % 10 == 3 { id + 1_000 } else { id };
                    batch.one(owners::raise(missing), NoSuch).commit(&store).await
                })
            })
            .collect();
        let mut stayed = Vec::new();
        for (id, done) in (0..).zip(many) {
            match done.await.unwrap() {
                Ok(()) => stayed.push(id),
                other => assert_eq!((id % 10, refusal(other)), (3, NoSuch)),
            }
        }
        assert_eq!(stayed.len(), 180);
        assert_eq!(owner_ids(&store).await, stayed);
    }

    async fn opposite_orders_do_not_meet_since_a_batch_is_sorted_by_rank(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).add(things::add(1, 1)).commit(&store).await.unwrap();
        let end = Instant::now() + Duration::from_secs(3);
        let racers: Vec<_> = (0..4)
            .map(|racer| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut times = 0;
                    while Instant::now() < end {
                        let batch = if racer % 2 == 0 {
                            Batch::new().any(owners::raise(1)).any(things::raise(1))
                        } else {
                            Batch::new().any(things::raise(1)).any(owners::raise(1))
                        };
                        batch.commit(&store).await.unwrap();
                        times += 1;
                    }
                    times
                })
            })
            .collect();
        let mut times = 0;
        for racer in racers {
            times += racer.await.unwrap();
        }
        assert!(times > 40, "only {times}");
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(times));
        assert_eq!(raised(&store, things::by_id(1)).await, Some(times));
        if place.engine() == Engine::Postgres {
            let met = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
            let row = place.postgres().await.query_one(met, &[]).await.unwrap();
            assert_eq!(row.get::<_, i64>(0), 0);
        }
    }

    async fn sixty_four_at_once_pass_a_guard_once(place: Place) {
        let store = place.store(SCHEMAS).await;
        for round in 0..20 {
            Batch::new().add(owners::add(round)).commit(&store).await.unwrap();
            let racers: Vec<_> = (0..64)
                .map(|_| {
                    let store = store.clone();
                    let batch = Batch::new().one(owners::delete(round), NoSuch);
                    tokio::spawn(async move { batch.commit(&store).await })
                })
                .collect();
            let mut passed = 0;
            for racer in racers {
                match racer.await.unwrap() {
                    Ok(()) => passed += 1,
                    other => assert_eq!(refusal(other), NoSuch),
                }
            }
            assert_eq!(passed, 1);
        }
    }

    async fn a_request_that_vanishes_leaves_its_batch_whole(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        let held = Held::row_of_owner_1(&place).await;
        let batch = Batch::new().add(owners::add(2)).one(owners::raise(1), NoSuch);
        tokio::select! {
            biased;
            done = batch.commit(&store) => panic!("nothing held it up: {done:?}"),
            () = held.until_somebody_waits() => {}
        }
        held.release().await;
        let end = Instant::now() + Duration::from_secs(10);
        while owner_ids(&store).await != [1, 2] {
            assert!(Instant::now() < end, "its batch is gone");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(1));
    }
}

/// Something that a batch waits for.
enum Held {
    Sqlite(Connection),
    Postgres(tokio_postgres::Client),
}

impl Held {
    async fn row_of_owner_1(place: &Place) -> Self {
        const CHANGE: &str = "UPDATE owners SET n = n WHERE id = 1";
        match place.engine() {
            Engine::Sqlite => {
                let connection = Connection::open(place.sqlite_file()).unwrap();
                connection.execute_batch("BEGIN IMMEDIATE").unwrap();
                connection.execute_batch(CHANGE).unwrap();
                Self::Sqlite(connection)
            }
            Engine::Postgres => {
                let client = place.postgres().await;
                client.batch_execute("BEGIN").await.unwrap();
                client.batch_execute(CHANGE).await.unwrap();
                Self::Postgres(client)
            }
        }
    }

    async fn until_somebody_waits(&self) {
        match self {
            // What was polled once stands in the queue.
            Self::Sqlite(_) => {}
            Self::Postgres(client) => {
                crate::lost::who_waits(client).await;
            }
        }
    }

    async fn release(self) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch("COMMIT").unwrap(),
            Self::Postgres(client) => client.batch_execute("COMMIT").await.unwrap(),
        }
    }
}

fn send(store: &Store, id: i64) -> tokio::task::JoinHandle<Result<(), Stop>> {
    let store = store.clone();
    tokio::spawn(async move { Batch::new().add(owners::add(id)).commit(&store).await })
}

#[tokio::test]
async fn a_full_queue_says_busy_and_what_was_taken_is_done() {
    let place = Place::new(Engine::Sqlite);
    let store = place.store(SCHEMAS).await;
    Batch::new()
        .add(owners::add(1))
        .commit(&store)
        .await
        .unwrap();
    let held = Held::row_of_owner_1(&place).await;
    let mut taken = Vec::new();
    // 1,024 may wait, and up to 256 are with the writer.
    for id in 2..2_000 {
        let batch = Batch::new().add(owners::add(id));
        let mut sent = Box::pin(batch.commit(&store));
        match sent.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => taken.push(sent),
            Poll::Ready(done) => {
                assert_eq!(refusal(done), Busy);
                break;
            }
        }
    }
    assert!(
        (1_024..=1_024 + 256).contains(&taken.len()),
        "{}",
        taken.len()
    );
    held.release().await;
    let there = taken.len() + 1;
    for sent in taken {
        sent.await.unwrap();
    }
    assert_eq!(owner_ids(&store).await.len(), there);
    send(&store, 5_000).await.unwrap().unwrap();
}

#[tokio::test]
async fn when_all_connections_are_in_use_it_says_busy() {
    if testing::server::left_out() {
        return;
    }
    let place = Place::new(Engine::Postgres);
    let mut options = place.options(SCHEMAS).await;
    if let store::Place::Postgres(postgres) = &mut options.place {
        postgres.pool = 1;
    }
    let store = Store::open(&options, &**place.random(), place.now())
        .await
        .unwrap();
    let slow = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(6); RETURN new; END $$;
        CREATE TRIGGER slow BEFORE INSERT ON owners FOR EACH ROW WHEN (new.id = 1)
        EXECUTE FUNCTION slow()";
    place.postgres().await.batch_execute(slow).await.unwrap();
    let first = send(&store, 1);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(refusal(send(&store, 2).await.unwrap()), Busy);
    first.await.unwrap().unwrap();
    assert_eq!(owner_ids(&store).await, [1]);
}
