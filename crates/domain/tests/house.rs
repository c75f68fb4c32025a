//! The house's own rules, held against the tree: how long a file may grow, what it may not be called, and
//! that templates escape.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod tree;

use std::ffi::OsStr;
use std::path::Path;

/// Names that say nothing.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "manager", "misc"];

/// Longest file of code, in lines.
const MOST_LINES: usize = 300;

/// Half of all files are no longer than this.
const MEDIAN_LINES: usize = 120;

/// Of a hundred files no more than five are longer than this.
const FEW_MORE: usize = 250;

#[test]
fn files_of_code_are_short() {
    let mut all = Vec::new();
    for (path, text) in tree::files(&["rs"]) {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{path} has {lines} lines");
        all.push(lines);
    }
    all.sort_unstable();
    assert!(all[all.len() / 2] <= MEDIAN_LINES);
    let few = all[all.len() * 95 / 100];
    assert!(few <= FEW_MORE, "one in twenty has {few} lines or more");
}

#[test]
fn no_file_or_folder_has_a_name_that_says_nothing() {
    for (path, _) in tree::files(&["rs", "js", "mjs", "html", "css"]) {
        let says_nothing = Path::new(&path).iter().any(|part| {
            let stem = Path::new(part)
                .file_stem()
                .and_then(OsStr::to_str)
                .unwrap_or("");
            EMPTY_NAMES.contains(&stem)
        });
        assert!(!says_nothing, "{path}");
    }
}

#[test]
fn l27_no_template_leaves_a_value_unescaped() {
    for (path, text) in tree::files(&["html"]) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        for unescaped in [
            "|safe",
            "|escape(\"none\")",
            "|e(\"none\")",
            "{%autoescape",
            "escape=\"none\"",
        ] {
            assert!(!text.contains(unescaped), "{path} has {unescaped}");
        }
    }
    for (path, text) in tree::files(&["rs"]) {
        let inline: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(
            path.ends_with("tests/house.rs") || !inline.contains("escape=\"none\""),
            "{path} has an unescaped template"
        );
    }
}
