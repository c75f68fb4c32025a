//! What is kept is read as it was written, and alike on both engines.

use store::{Batch, PostgresOptions, Store, Value};
use testing::{Engine, Place};

use crate::tables::{SCHEMAS, kept, owner_ids, owners, raised};

const TEXTS: [&str; 5] = [
    "",
    "Åsa Öberg",
    "🔑 日本語",
    "a'b\"c\\d",
    "line\nline\u{7f}",
];
const NUMBERS: [i64; 6] = [
    0,
    -1,
    i64::MAX,
    i64::MIN,
    u32::MAX as i64 + 7,
    1_768_478_400_000_000,
];

async fn round_trip(store: &Store) {
    let blobs: [Vec<u8>; 4] = [vec![], vec![0], (0..=255).collect(), vec![0xff; 100_000]];
    let longest = NUMBERS.len().max(TEXTS.len()).max(blobs.len());
    let kept_there: Vec<[Value; 3]> = (0..longest)
        .map(|n| {
            [
                Value::from(NUMBERS.get(n).copied()),
                Value::from(TEXTS.get(n).copied()),
                Value::from(blobs.get(n).cloned()),
            ]
        })
        .collect();
    for (id, [number, text, bytes]) in (0..).zip(kept_there.clone()) {
        let batch = Batch::new().add(kept::add(id, number, text, bytes));
        batch.commit(store).await.unwrap();
    }
    for (id, [number, text, bytes]) in (0..).zip(kept_there) {
        let mut row = store.reader().row(kept::by_id(id)).await.unwrap().unwrap();
        assert!(Value::from(row.maybe_int().unwrap()) == number, "{id}");
        assert!(Value::from(row.maybe_text().unwrap()) == text, "{id}");
        let blob = row.maybe_blob().unwrap();
        assert!(Value::from(blob) == bytes, "{id}");
    }
    let none = kept::add(100, Value::Null, Value::Null, Value::Null);
    Batch::new().add(none).commit(store).await.unwrap();
    let row = || async { store.reader().row(kept::by_id(100)).await.unwrap().unwrap() };
    let mut read = row().await;
    assert_eq!(read.maybe_int().unwrap(), None);
    assert_eq!(read.maybe_text().unwrap(), None);
    assert_eq!(read.maybe_blob().unwrap(), None);
    assert!(read.maybe_int().is_err(), "a column too many");
    let mut wrong = row().await;
    assert!(wrong.int().is_err() && wrong.text().is_err() && wrong.blob().is_err());
}

#[tokio::test]
#[should_panic(expected = "2 columns of a row were left after 1")]
async fn a_row_that_is_not_read_to_its_end_is_noticed() {
    let place = Place::new(Engine::Sqlite);
    let store = place.store(SCHEMAS).await;
    let kept = kept::add(1, 1.into(), "a".into(), Value::Null);
    Batch::new().add(kept).commit(&store).await.unwrap();
    let mut row = store.reader().row(kept::by_id(1)).await.unwrap().unwrap();
    row.int().unwrap();
}

testing::on_both! {
    async fn nothing_large_numbers_any_text_and_any_bytes_come_back(place: Place) {
        round_trip(&place.store(SCHEMAS).await).await;
    }

    async fn text_is_ordered_by_its_bytes(place: Place) {
        let store = place.store(SCHEMAS).await;
        for (id, text) in [(1, "b"), (2, "B"), (3, "a-1"), (4, "a1"), (5, "å"), (6, "zz")] {
            let row = kept::add(id, Value::Null, text.into(), Value::Null);
            Batch::new().add(row).commit(&store).await.unwrap();
        }
        let mut rows = store.reader().rows(kept::by_text()).await.unwrap();
        let ids: Vec<i64> = rows.iter_mut().map(|row| row.int().unwrap()).collect();
        assert_eq!(ids, [2, 3, 4, 1, 6, 5]);
    }

    async fn the_database_tells_its_time_where_it_has_one_of_its_own(place: Place) {
        let store = place.store(SCHEMAS).await;
        let told = store.reader().server_clock().await.unwrap();
        assert_eq!(told.is_some(), place.engine() == Engine::Postgres);
    }

    async fn without_prepared_statements_all_is_the_same(place: Place) {
        let mut options = place.options(SCHEMAS).await;
        if let store::Place::Postgres(PostgresOptions { prepared, .. }) = &mut options.place {
            *prepared = false;
        }
        let store = Store::open(&options, &**place.random(), place.now()).await.unwrap();
        round_trip(&store).await;
        Batch::new().add(owners::add(1)).commit(&store).await.unwrap();
        let done = Batch::new()
            .add(owners::add(2))
            .one(owners::raise(99), domain::Refusal::NoSuch)
            .one(owners::raise(1), domain::Refusal::Locked)
            .commit(&store)
            .await;
        assert_eq!(crate::tables::refusal(done), domain::Refusal::NoSuch);
        let short = Batch::new().add(owners::add(3)).any(owners::short(1));
        assert!(!crate::tables::fault(short.commit(&store).await).is_unknown());
        assert_eq!(owner_ids(&store).await, [1]);
        assert_eq!(raised(&store, owners::by_id(1)).await, Some(0));
    }
}
