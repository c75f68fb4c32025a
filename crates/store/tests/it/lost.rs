//! PostgreSQL connections that are lost, locks that aren't let go: what certainly didn't happen is
//! tried again, what nobody knows is said to be unknown and never sent again.

use std::time::{Duration, Instant};

use domain::Refusal::NoSuch;
use domain::Stop;
use store::{Batch, Store};
use testing::{Engine, Place, run};
use tokio_postgres::Client;

use crate::tables::{SCHEMAS, fault, owner_ids, owners, raised, refusal};
use crate::wire::Wire;

/// Counts batches that add an owner, also those that are undone: a sequence isn't.
const COUNT_TRIES: &str = "
    CREATE SEQUENCE tries;
    CREATE FUNCTION count_tries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM nextval('tries');
        IF new.name = 'unlucky' OR new.name = 'lucky' AND currval('tries') < 3 THEN
            RAISE 'not now' USING ERRCODE = '40001';
        END IF;
        RETURN new;
    END $$;
    CREATE TRIGGER count_tries BEFORE INSERT ON owners FOR EACH ROW EXECUTE FUNCTION count_tries();";

async fn tries(client: &Client) -> i64 {
    let text = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM tries";
    client.query_one(text, &[]).await.unwrap().get(0)
}

/// The process of a batch that waits for a lock.
pub async fn who_waits(client: &Client) -> i32 {
    let text = "SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(row) = client.query_opt(text, &[]).await.unwrap() {
            return row.get(0);
        }
        assert!(Instant::now() < end, "nobody waits");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A store with owner 1, whose row somebody else holds in a transaction.
async fn held(place: &Place) -> (Store, Client) {
    let store = place.store(SCHEMAS).await;
    let held = place.postgres().await;
    Batch::new()
        .add(owners::add(1))
        .commit(&store)
        .await
        .unwrap();
    held.batch_execute(COUNT_TRIES).await.unwrap();
    held.batch_execute("BEGIN; UPDATE owners SET n = n WHERE id = 1")
        .await
        .unwrap();
    (store, held)
}

type Sent = tokio::task::JoinHandle<Result<(), Stop>>;

fn send(store: &Store, batch: Batch) -> Sent {
    let store = store.clone();
    tokio::spawn(async move { batch.commit(&store).await })
}

fn add_and_raise() -> Batch {
    Batch::new()
        .add(owners::add(2))
        .one(owners::raise(1), NoSuch)
}

#[test]
fn a_connection_killed_midway_is_unknown_and_nothing_is_sent_again() {
    run(Engine::Postgres, async |place| {
        let (store, held) = held(&place).await;
        let sent = send(&store, add_and_raise().receipt(owners::by_id(2)));
        let process = who_waits(&held).await;
        held.query("SELECT pg_terminate_backend($1)", &[&process])
            .await
            .unwrap();
        assert!(fault(sent.await.unwrap()).is_unknown());
        held.batch_execute("COMMIT").await.unwrap();
        assert_eq!(owner_ids(&store).await, [1]);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(0));
        assert_eq!(tries(&held).await, 1);
        add_and_raise().commit(&store).await.unwrap();
        assert_eq!(owner_ids(&store).await, [1, 2]);
    });
}

#[test]
fn an_answer_that_is_lost_is_found_by_the_receipt() {
    run(Engine::Postgres, async |place| {
        for (receipt, known) in [(true, true), (false, false)] {
            let (store, wire) = wired(&place, if receipt { "a" } else { "b" }).await;
            let own = place.store(SCHEMAS).await;
            let id = if receipt { 20 } else { 30 };
            wire.deafen();
            let batch = Batch::new().add(owners::add(id));
            let batch = if receipt {
                batch.receipt(owners::by_id(id))
            } else {
                batch
            };
            let sent = send(&store, batch);
            while !owner_ids(&own).await.contains(&id) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            wire.cut();
            match sent.await.unwrap() {
                Ok(()) => assert!(known),
                done => assert_eq!((fault(done).is_unknown(), known), (true, false)),
            }
        }
    });
}

/// Makes whoever commits an owner wait for a lock.
const SLOW_COMMIT: &str = "
    CREATE FUNCTION wait_for_seven() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(7);
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON owners
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_seven();
    SELECT pg_advisory_lock(7);";

#[test]
fn a_commit_that_ends_after_its_connection_went_is_found_by_looking_again() {
    run(Engine::Postgres, async |place| {
        let (store, wire) = wired(&place, "a").await;
        let held = place.postgres().await;
        held.batch_execute(SLOW_COMMIT).await.unwrap();
        let batch = Batch::new().add(owners::add(2));
        let sent = send(&store, batch.receipt(owners::by_id(2)));
        who_waits(&held).await;
        wire.cut();
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(!sent.is_finished(), "looked for once, at once");
        held.batch_execute("SELECT pg_advisory_unlock(7)")
            .await
            .unwrap();
        sent.await.unwrap().unwrap();
        assert_eq!(owner_ids(&store).await, [0, 2]);
    });
}

#[test]
fn a_batch_that_never_arrived_is_unknown_and_not_sent_again() {
    run(Engine::Postgres, async |place| {
        let (store, wire) = wired(&place, "a").await;
        wire.mute();
        let sent = send(
            &store,
            Batch::new().add(owners::add(2)).receipt(owners::by_id(2)),
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
        wire.cut();
        assert!(fault(sent.await.unwrap()).is_unknown());
        assert_eq!(owner_ids(&store).await, [0]);
        Batch::new()
            .add(owners::add(2))
            .commit(&store)
            .await
            .unwrap();
    });
}

/// A store at the end of a wire, which has added owner 0 so that its statements are prepared.
async fn wired(place: &Place, name: &str) -> (Store, Wire) {
    let mut options = place.options(SCHEMAS).await;
    let store::Place::Postgres(postgres) = &options.place else {
        panic!()
    };
    let folder = place.folder().join(name);
    std::fs::create_dir(&folder).unwrap();
    let mut postgres = postgres.clone();
    postgres.pool = 1;
    let wire = Wire::lay(&folder, &postgres);
    options.place = store::Place::Postgres(wire.options.clone());
    let store = Store::open(&options, &**place.random(), place.now())
        .await
        .unwrap();
    let batch = Batch::new().any(owners::delete(0)).add(owners::add(0));
    batch.commit(&store).await.unwrap();
    owner_ids(&store).await;
    (store, wire)
}

#[test]
fn connections_that_died_unused_are_replaced_without_a_word() {
    run(Engine::Postgres, async |place| {
        let store = place.store(SCHEMAS).await;
        let other = place.postgres().await;
        let warm: Vec<_> = (0..8)
            .map(|id| send(&store, Batch::new().add(owners::add(id))))
            .collect();
        for sent in warm {
            sent.await.unwrap().unwrap();
        }
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'countersign'";
        assert!(!other.query(kill, &[]).await.unwrap().is_empty());
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(owner_ids(&store).await.len(), 8);
        for id in 8..20 {
            Batch::new()
                .add(owners::add(id))
                .commit(&store)
                .await
                .unwrap();
        }
    });
}

#[test]
fn what_certainly_did_not_happen_is_tried_three_times_and_then_a_fault() {
    run(Engine::Postgres, async |place| {
        let store = place.store(SCHEMAS).await;
        let other = place.postgres().await;
        other.batch_execute(COUNT_TRIES).await.unwrap();
        let batch = Batch::new().add(owners::named(1, "lucky"));
        batch.commit(&store).await.unwrap();
        assert_eq!(tries(&other).await, 3);
        let batch = Batch::new()
            .add(owners::add(5))
            .add(owners::named(2, "unlucky"));
        let fault = fault(batch.commit(&store).await);
        assert!(!fault.is_unknown());
        // Two owners a try.
        assert_eq!(tries(&other).await, 3 + 6);
        assert_eq!(owner_ids(&store).await, [1]);
    });
}

#[test]
fn a_lock_that_is_let_go_late_is_waited_for_twice() {
    run(Engine::Postgres, async |place| {
        let (store, held) = held(&place).await;
        let sent = send(&store, add_and_raise());
        while tries(&held).await < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        who_waits(&held).await;
        held.batch_execute("COMMIT").await.unwrap();
        sent.await.unwrap().unwrap();
        assert_eq!(owner_ids(&store).await, [1, 2]);
    });
}

#[test]
fn a_lock_that_is_never_let_go_is_a_fault_and_leaves_nothing() {
    run(Engine::Postgres, async |place| {
        let (store, held) = held(&place).await;
        let fault = fault(add_and_raise().commit(&store).await);
        assert!(!fault.is_unknown());
        assert_eq!(tries(&held).await, 3);
        held.batch_execute("COMMIT").await.unwrap();
        assert_eq!(owner_ids(&store).await, [1]);
    });
}

#[test]
fn two_rows_of_one_table_in_opposite_orders_end_in_one_of_them_being_tried_again() {
    run(Engine::Postgres, async |place| {
        let store = place.store(SCHEMAS).await;
        Batch::new()
            .add(owners::add(1))
            .add(owners::add(2))
            .commit(&store)
            .await
            .unwrap();
        for _ in 0..50 {
            let there = Batch::new().any(owners::raise(1)).any(owners::raise(2));
            let back = Batch::new().any(owners::raise(2)).any(owners::raise(1));
            let (there, back) = (send(&store, there), send(&store, back));
            there.await.unwrap().unwrap();
            back.await.unwrap().unwrap();
        }
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(100));
        let batch = Batch::new().one(owners::raise(9), NoSuch);
        assert_eq!(refusal(batch.commit(&store).await), NoSuch);
    });
}
