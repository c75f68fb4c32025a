//! What is committed together happens together or not at all.

use domain::Refusal::{Busy, FormUsed, LinkGone, Locked, NoSuch};
use store::{Batch, Guard};
use testing::Place;

use crate::tables::{SCHEMAS, fault, kept, owner_ids, owners, raised, refusal, things};

testing::on_both! {
    async fn L38_five_statements_of_which_the_third_changes_no_row_leave_nothing(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        let done = Batch::new()
            .add(owners::add(2))
            .one(owners::raise(1), Locked)
            .one(owners::raise(99), NoSuch)
            .one(owners::raise(2), Busy)
            .add(things::add(1, 1))
            .commit(&store)
            .await;
        assert_eq!(refusal(done), NoSuch);
        assert_eq!(owner_ids(&store).await, [1]);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(0));
        assert_eq!(raised(&store, things::by_id(1)).await, None);
    }

    async fn five_statements_that_hold_all_happen(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new()
            .add(owners::add(1))
            .one(owners::raise(1), Locked)
            .all([Guard::new(owners::raise(1), NoSuch)])
            .many([things::add(1, 1), things::add(2, 1)])
            .commit(&store)
            .await
            .unwrap();
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(2));
        assert_eq!(raised(&store, things::by_id(2)).await, Some(0));
    }

    async fn the_first_guard_that_fails_is_the_answer(place: Place) {
        let store = place.store(SCHEMAS).await;
        for (first, second) in [(NoSuch, Locked), (Locked, NoSuch)] {
            let done = Batch::new()
                .one(owners::raise(98), first.clone())
                .one(owners::raise(99), second)
                .commit(&store)
                .await;
            assert_eq!(refusal(done), first);
        }
        // Parents come first, whatever the order in which they were named.
        let done = Batch::new()
            .one(things::raise(1), LinkGone)
            .one(owners::raise(1), FormUsed)
            .commit(&store)
            .await;
        assert_eq!(refusal(done), FormUsed);
    }

    async fn a_guard_that_changes_two_rows_is_refused(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().many([owners::add(1), owners::add(2)]).commit(&store).await.unwrap();
        let done = Batch::new().one(owners::raise_from(1), NoSuch).commit(&store).await;
        assert_eq!(refusal(done), NoSuch);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(0));
        Batch::new().one(owners::raise_from(2), NoSuch).commit(&store).await.unwrap();
        Batch::new().any(owners::raise_from(1)).any(owners::raise_from(3)).commit(&store).await.unwrap();
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(1));
        assert_eq!(raised(&store, owners::by_id(2)).await, Some(2));
    }

    async fn a_guard_counts_its_own_rows_and_not_those_that_go_along(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new()
            .add(owners::add(1))
            .many([things::add(1, 1), things::add(2, 1), things::add(3, 1)])
            .commit(&store)
            .await
            .unwrap();
        Batch::new().one(owners::delete(1), NoSuch).commit(&store).await.unwrap();
        assert_eq!(raised(&store, things::by_id(1)).await, None);
    }

    async fn a_name_given_twice_is_a_fault_and_undoes_all(place: Place) {
        let store = place.store(SCHEMAS).await;
        let done = Batch::new()
            .add(owners::named(1, "same"))
            .add(owners::named(2, "same"))
            .commit(&store)
            .await;
        let fault = fault(done);
        assert!(!fault.is_unknown());
        assert!(fault.to_string().contains("owners.ADD"), "{fault}");
        assert_eq!(owner_ids(&store).await, [0; 0]);
    }

    async fn a_guard_that_finds_its_name_taken_is_refused_and_undoes_all(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().add(owners::named(1, "same")).commit(&store).await.unwrap();
        for taken in [owners::named(2, "same"), owners::named(1, "another")] {
            let done = Batch::new().add(owners::add(3)).one(taken, NoSuch).commit(&store).await;
            assert_eq!(refusal(done), NoSuch);
            assert_eq!(owner_ids(&store).await, [1]);
        }
    }

    async fn a_child_without_a_parent_is_a_fault_and_undoes_all(place: Place) {
        let store = place.store(SCHEMAS).await;
        let batch = Batch::new().add(owners::add(1)).add(things::add(1, 7));
        fault(batch.commit(&store).await);
        assert_eq!(owner_ids(&store).await, [0; 0]);
    }

    async fn too_few_values_are_a_fault_and_the_rest_does_not_happen_without_them(place: Place) {
        let store = place.store(SCHEMAS).await;
        for _ in 0..2 {
            let done = Batch::new()
                .add(owners::add(1))
                .any(owners::short(1))
                .add(things::add(1, 1))
                .commit(&store)
                .await;
            assert!(!fault(done).is_unknown());
            assert_eq!(owner_ids(&store).await, [0; 0]);
        }
    }

    async fn text_that_postgresql_cannot_hold_leaves_nothing_half_done(place: Place) {
        let store = place.store(SCHEMAS).await;
        let done = Batch::new()
            .add(owners::add(1))
            .add(kept::add(1, 1.into(), "a\0b".into(), vec![0].into()))
            .commit(&store)
            .await;
        let there = owner_ids(&store).await;
        match place.engine() {
            testing::Engine::Sqlite => assert_eq!((done.is_ok(), there), (true, vec![1])),
            testing::Engine::Postgres => {
                assert!(!fault(done).is_unknown());
                assert_eq!(there, [0; 0]);
            }
        }
    }

    async fn an_empty_batch_is_done_at_once(place: Place) {
        let store = place.store(SCHEMAS).await;
        Batch::new().commit(&store).await.unwrap();
    }

    async fn batches_that_are_merged_are_one(place: Place) {
        let store = place.store(SCHEMAS).await;
        let guard = Guard::new(owners::raise(9), NoSuch);
        let done = Batch::new().add(owners::add(1)).merge(guard.into()).commit(&store).await;
        assert_eq!(refusal(done), NoSuch);
        assert_eq!(owner_ids(&store).await, [0; 0]);
    }
}
