//! On a PostgreSQL server of the test's own: one that takes no changes any more, while its connections live;
//! and one with a standby.

use std::time::Duration;

use store::condition::{Standbys, replication};
use store::{Batch, Options, Store};
use testing::{Cluster, Engine, Place, run};

use crate::tables::{SCHEMAS, fault, owner_ids, owners};

/// A store on that server.
async fn opened(place: &Place, cluster: &Cluster) -> Store {
    let options = Options {
        place: store::Place::Postgres(cluster.options()),
        ..place.options(SCHEMAS).await
    };
    Store::open(&options, &**place.random(), place.now())
        .await
        .unwrap()
}

#[test]
fn a_server_that_only_reads_is_away_and_its_connections_are_let_go() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    run(Engine::Sqlite, async |place| {
        let cluster = Cluster::start("");
        let store = opened(&place, &cluster).await;
        let add = |id| Batch::new().add(owners::add(id)).commit(&store);
        add(1).await.unwrap();
        store.can_write().await.unwrap();
        let client = cluster.client().await;
        let ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'countersign'";
        let ours = async || client.query_one(ours, &[]).await.unwrap().get::<_, i64>(0);
        assert!(ours().await > 0);

        cluster.set("default_transaction_read_only = on").await;
        // The connection has heard of it by its next transaction or the one after.
        let said = loop {
            let done = Batch::new().any(owners::raise(1)).commit(&store).await;
            if done.is_err() {
                break fault(done);
            }
        };
        assert!(said.is_away() && !said.is_unknown(), "{said}");
        assert!(store.can_write().await.unwrap_err().is_away());
        while ours().await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }

        client
            .batch_execute("SET default_transaction_read_only = off")
            .await
            .unwrap();
        client
            .batch_execute("ALTER SYSTEM RESET default_transaction_read_only")
            .await
            .unwrap();
        client
            .batch_execute("SELECT pg_reload_conf()")
            .await
            .unwrap();
        while store.can_write().await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        add(3).await.unwrap();
        assert_eq!(owner_ids(&store).await, [1, 3]);
    });
}

/// Waits until the server says so of its standbys.
async fn until(cluster: &Cluster, expected: Standbys) {
    loop {
        let is = replication(&cluster.options()).await.unwrap();
        assert_eq!(is.synchronous_commit, "on");
        if is.standbys == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn a_standby_is_told_from_a_backup_and_a_subscriber_and_its_loss_from_there_being_none() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    run(Engine::Sqlite, async |place| {
        let cluster = Cluster::start("");
        let seen = |all, synchronous| Standbys::Seen { all, synchronous };
        until(&cluster, seen(0, 0)).await;
        let store = opened(&place, &cluster).await;
        let lost = async || store.reader().has_lost_its_standby().await.unwrap();
        assert!(!lost().await);

        let client = cluster.client().await;
        let make = "SELECT pg_create_logical_replication_slot('theirs', 'test_decoding')";
        client.query(make, &[]).await.unwrap();
        let copy = cluster.socket().join("copy");
        // As slow as it goes, so that it is still at it when it is looked at.
        let backup = [
            "--max-rate=32k",
            "--checkpoint=fast",
            "--pgdata",
            copy.to_str().unwrap(),
        ];
        let _backup = cluster.beside("pg_basebackup", &backup);
        let follow = [
            "--start",
            "--slot=theirs",
            "--dbname=postgres",
            "--file=/dev/null",
        ];
        let _subscriber = cluster.beside("pg_recvlogical", &follow);
        let others =
            "SELECT count(*) FROM pg_stat_replication WHERE state IN ('backup', 'streaming')";
        // The backup has two connections, of which one follows the log.
        while client
            .query_one(others, &[])
            .await
            .unwrap()
            .get::<_, i64>(0)
            < 3
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let is = replication(&cluster.options()).await.unwrap();
        assert_eq!(is.standbys, seen(0, 0));

        let mut standby = cluster.standby("one");
        until(&cluster, seen(1, 0)).await;
        assert!(!lost().await);
        cluster.set("synchronous_standby_names = 'one'").await;
        until(&cluster, seen(1, 1)).await;
        assert!(!lost().await);
        Batch::new()
            .add(owners::add(1))
            .commit(&store)
            .await
            .unwrap();

        // As Patroni does when the standby is gone, so that work goes on.
        standby.crash();
        cluster.set("synchronous_standby_names = ''").await;
        until(&cluster, seen(0, 0)).await;
        assert!(lost().await);
    });
}

#[test]
fn when_a_synchronous_standby_takes_over_nothing_is_forgotten() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    run(Engine::Sqlite, async |place| {
        let mut primary = Cluster::start("synchronous_standby_names = 'one'");
        let standby = primary.standby("one");
        until_synchronous(&primary).await;
        let socket = |cluster: &Cluster| cluster.socket().to_str().unwrap().replace('/', "%2F");
        let url = format!(
            "postgres://postgres@{},{}/postgres",
            socket(&standby),
            socket(&primary)
        );
        let options = Options {
            place: store::Place::Postgres(store::PostgresOptions {
                url: domain::Secret::new(url),
                ..primary.options()
            }),
            ..place.options(SCHEMAS).await
        };
        let store = Store::open(&options, &**place.random(), place.now())
            .await
            .unwrap();
        for id in 1..=50 {
            Batch::new()
                .add(owners::add(id))
                .commit(&store)
                .await
                .unwrap();
        }
        primary.crash();
        fault(Batch::new().add(owners::add(51)).commit(&store).await);
        standby.promote().await;
        // It waits for a standby as the old primary did, and has none.
        standby.set("synchronous_standby_names = ''").await;
        while store.can_write().await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(owner_ids(&store).await, (1..=50).collect::<Vec<_>>());
        Batch::new()
            .add(owners::add(52))
            .commit(&store)
            .await
            .unwrap();
    });
}

async fn until_synchronous(cluster: &Cluster) {
    while !matches!(
        replication(&cluster.options()).await.unwrap().standbys,
        Standbys::Seen { synchronous: 1, .. }
    ) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
