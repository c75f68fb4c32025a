//! Temporary folders.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that only its owner enters, deleted with all it holds when this is dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a new one.
    pub fn new() -> Self {
        let path = root().join(format!("countersign-test-{}", unique()));
        DirBuilder::new().mode(0o700).create(&path).unwrap();
        Self(path)
    }

    /// The path of the folder, which goes with this value.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A name that no other test of any process has at this time.
pub(crate) fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{:x}-{number}", std::process::id(), now.as_micros())
}

/// In memory where that is possible: what a test's database promises to keep need not outlive it.
fn root() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    }
}
