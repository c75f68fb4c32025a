//! A full disk and a disk that fails: nothing half done, and all is well once there is room.

use std::path::Path;
use std::process::Command;

use domain::Refusal::NoSuch;
use store::{Batch, Place, Store, Value};
use testing::{Engine, run};

use crate::tables::{SCHEMAS, fault, kept, owner_ids, owners, raised};

/// A tiny file system of its own, gone with this.
struct Tiny<'a>(&'a Path);

impl<'a> Tiny<'a> {
    fn mount(at: &'a Path) -> Self {
        std::fs::create_dir(at).unwrap();
        as_root(
            "mount",
            &["-t", "tmpfs", "-o", "size=1m,mode=777", "none"],
            at,
        );
        Self(at)
    }

    /// There is room again.
    fn grow(&self) {
        assert!(as_root("mount", &["-o", "remount,size=8m"], self.0));
    }
}

impl Drop for Tiny<'_> {
    fn drop(&mut self) {
        as_root("umount", &["--lazy"], self.0);
    }
}

/// Only root may mount: whoever runs this is, or may become it without being asked.
fn as_root(program: &str, args: &[&str], at: &Path) -> bool {
    let done = |mut command: Command| {
        let output = command.args(args).arg(at).output();
        output.is_ok_and(|output| output.status.success())
    };
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", program]);
    done(Command::new(program)) || done(sudo)
}

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
        let tiny = Tiny::mount(&disk);
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
