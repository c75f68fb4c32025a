//! A full disk and a disk that fails: nothing half done, and all is well once there is room.

use std::process::Command;
use std::time::Duration;

use domain::Refusal::NoSuch;
use store::{Batch, Place, Store, Value};
use testing::{Engine, ReadOnly, Tiny, run};

use crate::tables::{SCHEMAS, fault, kept, owner_ids, owners, raised};

fn large(id: i64) -> Batch {
    let bytes = Value::Blob(vec![7; 20_000]);
    Batch::new()
        .add(owners::add(id))
        .one(owners::raise(0), NoSuch)
        .add(kept::add(id, Value::Null, Value::Null, bytes))
}

/// Writes until there is no room, then checks what is there; gives the number of those committed.
/// `known` says whether what fails must be known not to have happened.
async fn fill(store: &Store, known: bool) -> i64 {
    Batch::new()
        .add(owners::add(0))
        .commit(store)
        .await
        .unwrap();
    let mut written = 0;
    loop {
        // Several at once, so that a group is hit.
        let group: Vec<_> = (1..=4)
            .map(|n| {
                let (store, id) = (store.clone(), written + n);
                tokio::spawn(async move { (id, large(id).commit(&store).await) })
            })
            .collect();
        let mut full = false;
        let mut there = Vec::new();
        for sent in group {
            match sent.await.unwrap() {
                (id, Ok(())) => there.push(id),
                (_, done) => {
                    let fault = fault(done);
                    assert!(!(known && fault.is_unknown()), "{fault}");
                    full = true;
                }
            }
        }
        let ids = owner_ids(store).await;
        assert_eq!(
            ids[1..].iter().filter(|id| **id > written).count(),
            there.len()
        );
        if full {
            return ids.len() as i64 - 1;
        }
        written += 4;
        assert!(written < 1_000, "it never filled up");
    }
}

async fn is_whole(store: &Store, committed: i64) {
    assert_eq!(raised(store, owners::by_id(0)).await, Some(committed));
    for id in owner_ids(store).await.into_iter().filter(|id| *id > 0) {
        assert!(store.reader().row(kept::by_id(id)).await.unwrap().is_some());
    }
}

#[test]
fn a_full_disk_leaves_nothing_half_done_and_room_is_enough_to_go_on() {
    run(Engine::Sqlite, async |place| {
        let disk = place.folder().join("disk");
        let tiny = Tiny::mount(&disk, 1);
        let mut options = place.options(SCHEMAS).await;
        options.place = Place::Sqlite(disk.join("countersign.db"));
        let store = Store::open(&options, &**place.random(), place.now())
            .await
            .unwrap();
        let committed = fill(&store, true).await;
        assert!(committed > 3, "only {committed} fitted");
        is_whole(&store, committed).await;
        tiny.grow();
        large(5_000).commit(&store).await.unwrap();
        is_whole(&store, committed + 1).await;
        drop(store);
        let store = Store::open(&options, &**place.random(), place.now())
            .await
            .unwrap();
        is_whole(&store, committed + 1).await;
        drop(store);
        drop(tiny);
    });
}

/// Asks until it says so: what was found out is believed for a second.
async fn until_it_takes_changes(store: &Store) {
    while store.can_write().await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn a_full_disk_shows_by_a_probe_that_leaves_nothing() {
    run(Engine::Sqlite, async |place| {
        let disk = place.folder().join("disk");
        let tiny = Tiny::mount(&disk, 1);
        let mut options = place.options(SCHEMAS).await;
        options.place = Place::Sqlite(disk.join("countersign.db"));
        let store = Store::open(&options, &**place.random(), place.now())
            .await
            .unwrap();
        store.can_write().await.unwrap();
        tiny.fill();
        let done = Batch::new().add(owners::add(1)).commit(&store).await;
        let said = fault(done);
        assert!(said.is_away() && !said.is_unknown(), "{said}");
        assert!(store.can_write().await.unwrap_err().is_away());
        // What there is can still be read.
        assert_eq!(owner_ids(&store).await, [0; 0]);
        tiny.grow();
        until_it_takes_changes(&store).await;
        Batch::new()
            .add(owners::add(1))
            .commit(&store)
            .await
            .unwrap();
        drop(store);
        let left = rusqlite::Connection::open(disk.join("countersign.db")).unwrap();
        let text = "SELECT count(*) FROM migrations WHERE component = 'probe'";
        let left: i64 = left.query_row(text, [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn a_file_that_only_reads_is_away_until_it_may_be_written_to_again() {
    run(Engine::Sqlite, async |place| {
        drop(place.store(SCHEMAS).await);
        let only = ReadOnly::from_now(&place.sqlite_file());
        let store = place.store(SCHEMAS).await;
        let done = Batch::new().add(owners::add(1)).commit(&store).await;
        let said = fault(done);
        assert!(said.is_away() && !said.is_unknown(), "{said}");
        assert!(store.can_write().await.unwrap_err().is_away());
        assert_eq!(owner_ids(&store).await, [0; 0]);
        drop(only);
        until_it_takes_changes(&store).await;
        Batch::new()
            .add(owners::add(1))
            .commit(&store)
            .await
            .unwrap();
        assert_eq!(owner_ids(&store).await, [1]);
    });
}

/// Run by the next test in a process of its own, whose files may not grow beyond a size.
#[test]
#[ignore = "needs a process of its own"]
fn in_a_process_with_a_limit() {
    run(Engine::Sqlite, async |place| {
        let store = place.store(SCHEMAS).await;
        // A COMMIT that a disk failed may be found on it later.
        let committed = fill(&store, false).await;
        is_whole(&store, committed).await;
        let more = Command::new("prlimit")
            .args([
                "--fsize=unlimited:",
                "--pid",
                &std::process::id().to_string(),
            ])
            .output();
        assert!(more.unwrap().status.success());
        large(5_000).commit(&store).await.unwrap();
        is_whole(&store, committed + 1).await;
    });
}

#[test]
fn a_write_that_fails_leaves_nothing_half_done_either() {
    let own = std::env::current_exe().unwrap();
    let output = Command::new("sh")
        // Blocks of 512 bytes; without the trap the kernel would end the process.
        .args(["-c", "trap '' XFSZ; ulimit -S -f 1000; exec \"$0\" \"$@\""])
        .arg(own)
        .args([
            "--ignored",
            "--exact",
            "full_disk::in_a_process_with_a_limit",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{output:?}"
    );
}
