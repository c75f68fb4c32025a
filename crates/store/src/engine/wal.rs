//! The head of SQLite's WAL index: it changes with every commit, by whichever connection of whichever
//! process, and is read without a lock or a transaction.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::ChangeMarker;

/// Length of the head, which stands in the file twice (sqlite.org/walformat.html §2.1).
const HEAD: usize = 48;
/// Where the head says that the rest of it counts.
const IS_INIT: usize = 12;

/// The index of one database. The file is there once somebody has used the database.
pub(crate) struct WalIndex {
    path: PathBuf,
    file: OnceLock<Arc<File>>,
}

impl WalIndex {
    pub(crate) fn of(database: &Path) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-shm");
        Self {
            path: path.into(),
            file: OnceLock::new(),
        }
    }

    /// What the database looks like at this moment; none where that can't be told, as while somebody
    /// is just committing.
    pub(crate) fn change_marker(&self) -> Option<ChangeMarker> {
        let file = match self.file.get() {
            Some(file) => file,
            None => {
                let opened = open(&self.path)?;
                self.file.get_or_init(|| opened)
            }
        };
        let mut heads = [0; HEAD * 2];
        file.read_exact_at(&mut heads, 0).ok()?;
        let (first, second) = heads.split_first_chunk::<HEAD>()?;
        let whole = first == second && first.get(IS_INIT) == Some(&1);
        whole.then_some(ChangeMarker(*first))
    }
}

/// Opens it once for the whole process, and for good: closing any descriptor of a file takes away all
/// locks that the process holds on it (POSIX), SQLite's own among them.
fn open(path: &Path) -> Option<Arc<File>> {
    static OPEN: Mutex<BTreeMap<(u64, u64), Arc<File>>> = Mutex::new(BTreeMap::new());
    let mut all = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let about = std::fs::metadata(path).ok()?;
    let which = (about.dev(), about.ino());
    if let Some(file) = all.get(&which) {
        return Some(Arc::clone(file));
    }
    let file = Arc::new(File::open(path).ok()?);
    all.insert(which, Arc::clone(&file));
    Some(file)
}
