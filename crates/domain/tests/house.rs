//! The house's own rules, held against the tree: how long a file may grow, what it may not be called, and
//! that templates escape.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Names that say nothing.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "manager", "misc"];

/// Longest file of code, in lines.
const MOST_LINES: usize = 300;

/// Half of all files are no longer than this.
const MEDIAN_LINES: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

/// Every file of ours, from the root; what is built or installed aside.
fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = ["crates", "bench", "e2e"]
        .map(|folder| root().join(folder))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(OsStr::to_str).unwrap();
            if !path.is_dir() {
                found.push(path);
            } else if !["target", "node_modules", "screenshots"].contains(&name) {
                folders.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the tree was not found");
    found
}

fn with_ending(ending: &str) -> Vec<PathBuf> {
    files()
        .into_iter()
        .filter(|path| path.extension() == Some(OsStr::new(ending)))
        .collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

#[test]
fn files_of_code_are_short() {
    let mut all = Vec::new();
    for path in with_ending("rs") {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", shown(&path));
        all.push(lines);
    }
    all.sort_unstable();
    assert!(all[all.len() / 2] <= MEDIAN_LINES);
}

#[test]
fn no_file_or_folder_has_a_name_that_says_nothing() {
    for path in files() {
        let is_code = ["rs", "js", "mjs", "html", "css"]
            .iter()
            .any(|e| path.extension() == Some(OsStr::new(e)));
        let within = path.strip_prefix(root()).unwrap();
        let says_nothing = within.iter().any(|part| {
            let stem = Path::new(part)
                .file_stem()
                .and_then(OsStr::to_str)
                .unwrap_or("");
            EMPTY_NAMES.contains(&stem)
        });
        assert!(!(is_code && says_nothing), "{}", shown(&path));
    }
}

#[test]
fn l27_no_template_leaves_a_value_unescaped() {
    for path in with_ending("html") {
        let text: String = std::fs::read_to_string(&path)
            .unwrap()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        for unescaped in [
            "|safe",
            "|escape(\"none\")",
            "|e(\"none\")",
            "{%autoescape",
            "escape=\"none\"",
        ] {
            assert!(
                !text.contains(unescaped),
                "{} has {unescaped}",
                shown(&path)
            );
        }
    }
    for path in with_ending("rs")
        .iter()
        .filter(|path| !path.ends_with("tests/house.rs"))
    {
        let text = std::fs::read_to_string(path).unwrap();
        let inline: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(
            !inline.contains("escape=\"none\""),
            "{} has an unescaped template",
            shown(path)
        );
    }
}
