//! Sweeping a database in which nothing is over: nothing is written, and PostgreSQL has no error to log.

use testing::{Engine, Place, run};

/// Transactions that were rolled back so far, once everybody else has left and told of theirs.
async fn rolled_back(place: &Place) -> i64 {
    let client = place.postgres().await;
    let others = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..200 {
        if client
            .query_one(others, &[])
            .await
            .unwrap()
            .get::<_, i64>(0)
            == 0
        {
            let told =
                "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()";
            return client.query_one(told, &[]).await.unwrap().get(0);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("somebody stays connected");
}

#[test]
fn where_nothing_is_over_no_transaction_fails() {
    run(Engine::Postgres, async |place: Place| {
        drop(place.door().await);
        let before = rolled_back(&place).await;
        let door = place.door().await;
        for _ in 0..3 {
            door.sweep().await.unwrap();
        }
        drop(door);
        assert_eq!(rolled_back(&place).await, before);
    });
}
