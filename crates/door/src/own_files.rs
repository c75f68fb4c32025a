//! The files of this crate, for tests that hold something against all of them.

use std::fs;
use std::path::{Path, PathBuf};

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

/// Each by its place beneath `src`, with its text, in order.
pub(crate) fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let place = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    files
        .into_iter()
        .map(|path| (place(&path), fs::read_to_string(path).unwrap()))
        .collect()
}
