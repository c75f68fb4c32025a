//! What comments of code have to be: each thing that others call says what it is, and no comment says less than its
//! name does.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// A comment of so many words says nothing, unless it spells out a literal.
const TOO_FEW: usize = 3;

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap().to_owned()
}

/// Files of code, tests aside, and without the command line's, whose comments are the texts of `--help`.
fn sources() -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if path.is_dir() && !["tests", "tree", "target"].contains(&name) {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && name != "tests" {
                let text = fs::read_to_string(&path).unwrap();
                if !text.contains("clap::") {
                    all.push((path, text));
                }
            }
        }
    }
    assert!(all.len() > 300, "the tree was not found");
    all
}

/// What a documented line declares: the line, and what its comment says.
struct Declared<'a> {
    line: &'a str,
    says: Vec<&'a str>,
}

/// The lines of a file that declare something, up to where its tests begin.
fn declared(text: &str) -> Vec<Declared<'_>> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let (mut all, mut says) = (Vec::new(), Vec::new());
    let mut in_attribute = false;
    for line in code.lines().map(str::trim) {
        let is_attribute = in_attribute || line.starts_with("#[");
        in_attribute = is_attribute && !line.ends_with(']');
        if let Some(said) = line.strip_prefix("///") {
            says.push(said.trim());
        } else if !is_attribute && !line.is_empty() {
            let says = std::mem::take(&mut says);
            all.push(Declared { line, says });
        }
    }
    all
}

/// Whether others call or name it: a function, a type, a trait or a constant.
fn is_outer(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("pub ") else {
        return false;
    };
    let words = ["const ", "async ", "unsafe "];
    let rest = words
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    ["fn ", "struct ", "enum ", "trait ", "type ", "static "]
        .iter()
        .any(|word| rest.starts_with(word))
}

#[test]
fn what_others_call_says_what_it_is() {
    let mut silent = Vec::new();
    for (path, text) in sources() {
        for Declared { line, says } in declared(&text) {
            // What a macro writes is documented where it is called.
            if is_outer(line) && says.is_empty() && !line.contains('$') {
                silent.push(format!("{}: {line}", path.display()));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn no_comment_says_less_than_a_name() {
    let mut empty = Vec::new();
    for (path, text) in sources() {
        for Declared { says, line } in declared(&text) {
            let [said] = says.as_slice() else { continue };
            let literal = said.contains('`') || said.contains(|c: char| c.is_ascii_digit());
            if said.split_whitespace().count() <= TOO_FEW && !literal {
                empty.push(format!("{}: {said} {line}", path.display()));
            }
        }
    }
    assert!(empty.is_empty(), "{}", empty.join("\n"));
}
