//! The tests that carry numbers: those of Rust, by their names, and those of the browser, by their titles.

use crate::{number, tree};

/// A test with at least one number.
pub(crate) struct Test {
    /// Its name, or its title.
    pub name: String,
    pub numbers: Vec<String>,
    /// From the root.
    pub file: String,
    /// On which databases it says that it runs; empty where it says nothing.
    pub databases: &'static str,
}

/// All of them, in order of file and line.
pub(crate) fn tests() -> Vec<Test> {
    let mut found = Vec::new();
    for (file, text) in tree::files(&["rs", "mjs"]) {
        let browser = file.ends_with(".mjs");
        let lines: Vec<&str> = text.lines().collect();
        for at in 0..lines.len() {
            let test = if browser {
                title(lines[at])
            } else {
                name(&lines, at)
            };
            let Some((name, databases)) = test else {
                continue;
            };
            let numbers = if browser {
                number::of_title(&name)
            } else {
                number::of_name(&name)
            };
            if !numbers.is_empty() {
                let file = file.clone();
                found.push(Test {
                    name,
                    numbers,
                    file,
                    databases,
                });
            }
        }
    }
    assert!(found.len() > 200, "the tests were not found");
    found
}

/// The title of a browser test that begins in this line.
fn title(line: &str) -> Option<(String, &'static str)> {
    let begun = line.trim_start().strip_prefix("test(")?;
    let quote = begun.chars().next().filter(|c| ['"', '`'].contains(c))?;
    let (title, _) = begun.strip_prefix(quote)?.split_once(quote)?;
    Some((title.to_owned(), "in a browser"))
}

/// The name of a function that is a test: it says so, or is given a place by `on_both!`.
fn name(lines: &[&str], at: usize) -> Option<(String, &'static str)> {
    let line = lines[at].trim_start();
    let begun = line.strip_prefix("async ").unwrap_or(line);
    let (name, arguments) = begun.strip_prefix("fn ")?.split_once('(')?;
    let both = arguments.contains("Place)") && !arguments.contains('&');
    let marked = lines[..at]
        .iter()
        .rev()
        .take_while(|above| above.trim_start().starts_with(['#', '/', ')']))
        .any(|above| above.contains("#[test]") || above.contains("#[tokio::test"));
    let databases = if both {
        "both databases"
    } else if name.ends_with("_on_postgres") {
        "PostgreSQL"
    } else if name.ends_with("_on_sqlite") {
        "SQLite"
    } else {
        ""
    };
    (both || marked).then(|| (name.to_owned(), databases))
}

#[test]
fn only_what_runs_is_a_test() {
    let of = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        name(&lines, lines.len() - 1)
    };
    let both = "    async fn L01_so(place: Place) {";
    assert_eq!(of(both), Some(("L01_so".into(), "both databases")));
    let marked = "#[test]\n#[ignore]\nfn L01_so_on_sqlite() {";
    assert_eq!(of(marked), Some(("L01_so_on_sqlite".into(), "SQLite")));
    let awaited = "#[tokio::test]\n// Why.\nasync fn L01_so() {";
    assert_eq!(of(awaited), Some(("L01_so".into(), "")));
    for none in [
        "fn L01_so() {",
        "async fn L01_so(place: &Place) {",
        "#[test]\nfn other() {}\n\nfn L01_so() {",
        "// fn L01_so(place: Place) {",
    ] {
        assert_eq!(of(none), None, "{none}");
    }
    assert_eq!(
        title("  test(`L01: a way`, async"),
        Some(("L01: a way".into(), "in a browser"))
    );
    assert_eq!(title("const title = \"L01: a way\";"), None);
}
