//! What the documentation calls a file or folder of the tree is there, and so are the tests that the architecture names,
//! and its words. Short forms are understood as they are written:
//! `door/rights` is `crates/door/src/rights`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod tree;

use std::collections::BTreeSet;
use std::path::Path;

/// Folders that a short form leaves out.
const LEFT_OUT: [&str; 5] = ["crates", "src", "tests", "it", "."];

/// Endings of files that are ours wherever they are named, beside those that `rules/references.rs` looks for.
const ENDINGS: [&str; 5] = ["html", "js", "css", "svg", "proto"];

/// A path without what a short form leaves out, each part between slashes: `/door/house/ledger.rs`.
fn short(path: &str) -> String {
    let parts = path.split('/');
    let kept = parts.filter(|part| !part.is_empty() && !LEFT_OUT.contains(part));
    kept.map(|part| format!("/{part}")).collect()
}

/// Every file and folder of the tree, in short.
fn everything() -> BTreeSet<String> {
    let all = tree::paths();
    let with_folders = all.iter().flat_map(|path| Path::new(path).ancestors());
    with_folders
        .map(|path| short(path.to_str().unwrap()))
        .collect()
}

/// The documents: where each is, and its text.
fn documents() -> Vec<(String, String)> {
    let mut all = tree::files(&["md"]);
    all.retain(|(path, _)| {
        path.starts_with("docs/") || ["README.md", "CONTRIBUTING.md"].contains(&path.as_str())
    });
    assert!(all.len() > 10, "the documents were not found");
    all
}

/// Whether a word between backticks is meant as a file or folder of ours.
fn is_a_place(word: &str, folders: &BTreeSet<String>) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-./".contains(&b);
    if !word.bytes().all(plain) || word.starts_with(['/', '.']) || word.contains("//") {
        return false;
    }
    let ending = word.rsplit_once('.').map(|(_, ending)| ending);
    let first = word.split_once('/').map(|(first, _)| first);
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
        || first.is_some_and(|first| folders.contains(first))
}

/// Words that begin a path: the folders at the top, and the crates.
fn beginnings() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = ["tests", "src"].map(str::to_owned).into();
    for path in tree::paths() {
        let mut folders = path.split('/');
        // What is last is a file.
        folders.next_back();
        let top = folders.next();
        let beneath_crates = folders.next().filter(|_| top == Some("crates"));
        all.extend(top.into_iter().chain(beneath_crates).map(str::to_owned));
    }
    all
}

/// The words between backticks that are meant as files or folders; what is indented as code aside.
fn places(text: &str, beginnings: &BTreeSet<String>) -> Vec<String> {
    let prose = text.lines().filter(|line| !line.starts_with("    "));
    let words = prose.flat_map(|line| line.split('`').skip(1).step_by(2));
    let places = words.filter(|word| is_a_place(word, beginnings));
    places.map(str::to_owned).collect()
}

fn is_there(place: &str, tree: &BTreeSet<String>) -> bool {
    let place = short(place);
    tree.iter().any(|path| path.ends_with(&place))
}

#[test]
fn every_file_and_folder_that_the_documents_name_is_there() {
    let (tree, beginnings) = (everything(), beginnings());
    let mut named = 0;
    let mut missing = Vec::new();
    for (document, text) in documents() {
        for place in places(&text, &beginnings) {
            named += 1;
            if !is_there(&place, &tree) {
                missing.push(format!("{document}: {place}"));
            }
        }
    }
    assert!(named > 100, "only {named} were found");
    assert!(missing.is_empty(), "not in the tree: {missing:#?}");
}

/// The text of every file of code.
fn code() -> String {
    let all = tree::files(&["rs"]).into_iter();
    let code = all.filter(|(path, _)| path.starts_with("crates/"));
    code.map(|(_, text)| text).collect()
}

/// What stands beneath a heading of the architecture.
fn part(heading: &str) -> String {
    let text = std::fs::read_to_string(tree::root().join("docs/architecture.md")).unwrap();
    let (_, part) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    part.split("\n## ").next().unwrap().to_owned()
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let (code, part) = (code(), part("Promises"));
    let words = part.split('`').skip(1).step_by(2);
    let is_test = |word: &&str| word.matches('_').count() > 2 && !word.contains(['/', '.']);
    let named: Vec<&str> = words.filter(is_test).collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        assert!(code.contains(&format!("fn {name}(")), "no test {name}");
    }
    for row in part.lines().filter(|line| line.starts_with("| ")).skip(2) {
        assert!(row.contains('`'), "held by nothing: {row}");
    }
}

#[test]
fn the_glossary_is_in_order_and_has_only_words_that_the_code_uses() {
    let (code, part) = (code().to_lowercase(), part("Glossary"));
    let rows = part.lines().filter_map(|line| line.strip_prefix("| "));
    let words: Vec<&str> = rows
        .skip(2)
        .map(|row| row.split(" | ").next().unwrap())
        .collect();
    assert!(words.len() > 30, "{words:?}");
    assert!(words.is_sorted(), "{words:?}");
    for word in words {
        let joined = word.replace(' ', "");
        let says = code.contains(word) || code.contains(&joined);
        assert!(says, "no code says {word}");
    }
}

#[test]
fn a_short_form_is_understood_and_a_wrong_one_isn_t() {
    let (tree, beginnings) = (everything(), beginnings());
    let text = "`domain/tests/paths.rs`, `page.html`, `crates/domain/src/`, `/login`, `text/html`, `a b.css`, \
                `domain/nowhere.rs`, `nowhere.css`, `age.html`\n    `indented.css`";
    let found = places(text, &beginnings);
    let (there, missing): (Vec<_>, Vec<_>) = found.iter().partition(|place| is_there(place, &tree));
    assert_eq!(
        there,
        ["domain/tests/paths.rs", "page.html", "crates/domain/src/"]
    );
    assert_eq!(missing, ["domain/nowhere.rs", "nowhere.css", "age.html"]);
}
