//! The files of the repository, read; and documents that are made from them.
#![allow(dead_code, reason = "each test takes of this what it needs")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What is built, installed or kept for oneself.
const ASIDE: [&str; 6] = [
    "target",
    "node_modules",
    "screenshots",
    "__pycache__",
    "mutants.out",
    "countersign-data",
];

/// Where it begins.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

/// Every file's path from the root, in order. Hidden folders are left out but for those that are ours.
pub(crate) fn paths() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(OsStr::to_str).unwrap();
            let hidden = name.starts_with('.') && ![".config", ".github", ".cargo"].contains(&name);
            if !path.is_dir() {
                let within = path.strip_prefix(root()).unwrap();
                found.push(within.to_str().unwrap().to_owned());
            } else if !hidden && !ASIDE.contains(&name) {
                folders.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 500, "the tree was not found");
    found
}

/// Path and text of every file with one of these endings.
pub(crate) fn files(endings: &[&str]) -> Vec<(String, String)> {
    paths()
        .into_iter()
        .filter(|path| {
            let ending = Path::new(path).extension().and_then(OsStr::to_str);
            ending.is_some_and(|ending| endings.contains(&ending))
        })
        .map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).unwrap();
            (path, text)
        })
        .collect()
}

/// Holds a document against what it is made from; writes it where `COUNTERSIGN_TEST_BLESS` is set.
pub(crate) fn is_written(place: &str, made: &str) {
    let path = root().join(place);
    if std::env::var_os("COUNTERSIGN_TEST_BLESS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "{place} is out of date: run this test with COUNTERSIGN_TEST_BLESS=1"
    );
}
