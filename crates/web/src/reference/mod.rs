//! `docs/reference.md`, as far as `web` has its tables: routes, refusals, cookies, headers, the gate's words,
//! names of log lines and metrics are made from them, and what is written by hand names everything that the code has.

mod cookies;
mod forms;
mod gate;
mod headers;
mod logs;
mod metrics;
mod refusals;
mod routes;

use std::path::{Path, PathBuf};

/// A file of another crate, or of this one.
fn source(place: &str) -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(crates.join(place)).unwrap()
}

/// The text of every file in a folder beneath `crates` whose name ends so, tests and this room aside.
fn texts(place: &str, ending: &str) -> Vec<String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(place);
    let mut folders: Vec<PathBuf> = vec![top];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap();
            if path.is_dir() && !["tests", "reference"].contains(&name) {
                folders.push(path);
            } else if name.ends_with(ending) && name != "tests.rs" {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Every file of code in a folder, without its tests.
fn sources(place: &str) -> Vec<String> {
    let texts = texts(place, ".rs").into_iter();
    let code = |text: String| {
        let code = text.split("#[cfg(test)]\nmod tests {").next();
        code.unwrap().to_owned()
    };
    texts.map(code).collect()
}

/// Every template in a folder.
fn templates(place: &str) -> Vec<String> {
    texts(place, ".html")
}

/// What stands between quotation marks in code.
fn quoted(code: &str) -> impl Iterator<Item = &str> {
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
}
