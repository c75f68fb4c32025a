//! What the database looked like at one moment: another thing after every commit, by whomever.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Span;
use store::Batch;
use testing::{Engine, Place};

use crate::tables::{SCHEMAS, owners, raised, things};

testing::on_both! {
    async fn it_changes_with_every_commit_of_anybody_and_with_nothing_else(place: Place) {
        let (store, other) = (place.store(SCHEMAS).await, place.store(SCHEMAS).await);
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        if place.engine() == Engine::Postgres {
            assert_eq!(store.reader().change_marker(), None, "it can't be told for less than a read");
            return;
        }
        let mut last = store.reader().change_marker().unwrap();
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(0));
        assert_eq!(store.reader().change_marker(), Some(last), "a read");
        let refused = Batch::new().any(owners::raise(1)).one(owners::raise(9), domain::Refusal::NoSuch);
        assert!(refused.commit(&store).await.is_err());
        assert_eq!(store.reader().change_marker(), Some(last), "a refused batch");
        for round in 0..300 {
            match round % 3 {
                0 => Batch::new().any(owners::raise(1)).commit(&store).await.unwrap(),
                1 => Batch::new().any(owners::raise(1)).commit(&other).await.unwrap(),
                _ => assert_eq!(place.sqlite().execute("UPDATE owners SET n = n + 1", []).unwrap(), 1),
            }
            let now = store.reader().change_marker().unwrap();
            assert_eq!(other.reader().change_marker(), Some(now), "both see the same");
            assert_ne!(now, last, "after commit {round}");
            last = now;
        }
        // Another process, and a log that begins anew.
        let checkpoint = place.sqlite().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        assert_eq!(checkpoint.unwrap(), 0);
        Batch::new().add(things::add(1, 1)).commit(&store).await.unwrap();
        assert_ne!(store.reader().change_marker().unwrap(), last);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(300));
    }

    async fn that_of_a_second_changes_with_the_second_and_with_ones_own_commits(place: Place) {
        let (store, other) = (place.store(SCHEMAS).await, place.store(SCHEMAS).await);
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        let marker = || store.reader().change_marker_of_a_second(place.now());
        let first = marker().unwrap();
        assert_eq!(marker(), Some(first));
        if place.engine() == Engine::Sqlite {
            assert_eq!(store.reader().change_marker(), Some(first), "vouched for at every moment");
            place.clock().advance(Span::seconds(60));
            assert_eq!(marker(), Some(first));
            return;
        }
        Batch::new().any(owners::raise(1)).commit(&other).await.unwrap();
        assert_eq!(marker(), Some(first), "somebody else's is seen late");
        place.clock().advance(Span::seconds(1));
        let second = marker().unwrap();
        assert_ne!(second, first);
        for batch in [
            Batch::new().any(owners::raise(1)),
            Batch::new().one(owners::raise(9), domain::Refusal::NoSuch),
        ] {
            let before = marker();
            drop(batch.commit(&store).await);
            assert_ne!(marker(), before, "one's own is seen at once");
        }
        // Dropped on the way: nobody knows, so nothing is believed.
        let before = marker();
        drop(tokio::time::timeout(std::time::Duration::ZERO, Batch::new().any(owners::raise(1)).commit(&store)).await);
        assert_ne!(marker(), before);
        place.clock().set(place.now().minus(Span::seconds(5)));
        assert_eq!(marker(), None, "the clock went back");
        place.clock().advance(Span::seconds(6));
        assert!(marker().is_some());
    }

    async fn what_was_read_after_one_still_holds_at_an_equal_one(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        let ended = Arc::new(AtomicBool::new(false));
        let writing = tokio::spawn({
            let (store, ended) = (store.clone(), Arc::clone(&ended));
            async move {
                for _ in 0..2_000 {
                    Batch::new().any(owners::raise(1)).commit(&store).await.unwrap();
                }
                ended.store(true, Ordering::Relaxed);
            }
        });
        let mut equal = 0;
        while !ended.load(Ordering::Relaxed) {
            let first = store.reader().change_marker();
            let read = raised(&store, owners::by_id(1)).await;
            tokio::task::yield_now().await;
            let again = raised(&store, owners::by_id(1)).await;
            let last = store.reader().change_marker();
            if first.is_some() && first == last {
                equal += 1;
                assert_eq!(read, again);
            }
        }
        writing.await.unwrap();
        assert_eq!(equal > 0, place.engine() == Engine::Sqlite);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(2_000));
    }
}
