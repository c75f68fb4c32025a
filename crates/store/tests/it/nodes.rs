//! Two nodes that start at once over an empty database make one schema and one key between them,
//! or are told apart in a sentence.

use std::path::PathBuf;

use domain::Fault;
use store::{Options, Schema, Store};
use testing::{Engine, Place};

use crate::tables::{SCHEMAS, owner_ids};

/// Opens as many stores at once as there are key files, each in a thread of its own.
pub async fn open_all(
    place: &Place,
    schemas: &'static [&'static Schema],
    key_files: Vec<PathBuf>,
) -> Vec<Result<Store, Fault>> {
    let at = place.database().await;
    let opening: Vec<_> = key_files
        .into_iter()
        .map(|key_file| {
            let options = Options {
                place: at.clone(),
                key_file,
                schemas,
                may_migrate: true,
            };
            let (random, now) = (place.random().clone(), place.now());
            let runtime = tokio::runtime::Handle::current();
            tokio::task::spawn_blocking(move || {
                runtime.block_on(Store::open(&options, &*random, now))
            })
        })
        .collect();
    let mut opened = Vec::new();
    for one in opening {
        opened.push(one.await.unwrap());
    }
    opened
}

testing::on_both! {
    async fn L40_nodes_with_one_key_file_make_one_key_between_them(place: Place) {
        std::fs::remove_file(place.key_file()).unwrap();
        let opened = open_all(&place, SCHEMAS, vec![place.key_file(); 6]).await;
        let stores: Vec<_> = opened.into_iter().map(Result::unwrap).collect();
        let hash = |store: &Store| store.keys().lookup.hash("session", b"secret");
        for store in &stores {
            assert_eq!(store.keys().id, stores[0].keys().id);
            assert_eq!(hash(store), hash(&stores[0]));
            assert_eq!(owner_ids(store).await, [0; 0]);
        }
    }

    async fn L40_of_nodes_with_key_files_of_their_own_one_starts(place: Place) {
        let files = (0..6).map(|n| place.folder().join(format!("own-{n}"))).collect();
        let opened = open_all(&place, SCHEMAS, files).await;
        assert_eq!(opened.iter().filter(|one| one.is_ok()).count(), 1);
        for fault in opened.into_iter().filter_map(Result::err) {
            let fault = fault.to_string();
            assert!(fault.contains("\"key_file\""), "{fault}");
        }
    }
}

#[tokio::test]
async fn a_new_file_opens_for_all_who_come_at_once() {
    for _ in 0..25 {
        let place = Place::new(Engine::Sqlite);
        for opened in open_all(&place, SCHEMAS, vec![place.key_file(); 8]).await {
            opened.unwrap();
        }
    }
}
