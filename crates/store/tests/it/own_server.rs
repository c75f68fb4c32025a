//! On a PostgreSQL server of the test's own: one that takes no changes any more, while its connections live.

use std::time::Duration;

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
            if let Err(stop) = add(2).await {
                break fault(Err(stop));
            }
            Batch::new()
                .any(owners::delete(2))
                .commit(&store)
                .await
                .ok();
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
