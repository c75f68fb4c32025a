//! Nothing that is written leads to a file, a heading or a test that isn't there: links and names of files in
//! documents, names of files in comments, names of tests in documents.

use std::collections::BTreeSet;

use crate::tree;

/// Files that people have and the repository hasn't, or that something writes.
const ELSEWHERE: [&str; 4] = [
    "CODE_OF_CONDUCT.md",
    "PEOPLE.csv",
    "countersign.service",
    "tests.rs",
];

/// Words by which a reader would look for something outside.
const OUTSIDE: [&str; 6] = [
    "the contract",
    "contract:",
    "house.md",
    "lessons.md",
    "standards.md",
    "/shared/",
];

/// A file's folder, empty at the root.
fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A relative path from a folder; none where it leads out of the repository.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !["", "."].contains(part)) {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// The targets of a document's links, `[text](target)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("](").skip(1);
    after.filter_map(|rest| rest.split([')', ' ', '\n']).next())
}

/// A heading as a link names it: lower case, hyphens, no other marks.
fn anchor(heading: &str) -> String {
    let kept = heading
        .trim_start_matches('#')
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Every name of a file of these endings in a text: letters, digits, `_`, `-`, `.` and `/`, as long as they go.
fn names<'a>(text: &'a str, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || ['_', '-', '.', '/'].contains(&c);
    text.split(move |c| !of_a_name(c))
        // After `https:` it is a site's.
        .filter(|word| !word.starts_with("//"))
        .map(|word| word.trim_matches(['.', '/', '-']))
        .filter(|word| {
            let ending = word.rsplit_once('.').map(|(_, ending)| ending);
            ending.is_some_and(|ending| endings.contains(&ending))
        })
}

/// What is comment in a file: lines that begin as one.
fn comments(file: &str, text: &str) -> String {
    let mark: &[&str] = if file.ends_with(".rs") || file.ends_with("js") || file.ends_with(".css") {
        &["//", "*", "/*"]
    } else if file.ends_with(".html") {
        &["{#", "<!--"]
    } else {
        &["#"]
    };
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        mark.iter().any(|mark| line.starts_with(mark))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What people read: documents whole, of code the comments.
fn written() -> Vec<(String, String)> {
    let endings = [
        "md", "rs", "ftl", "toml", "mjs", "js", "css", "html", "sh", "yml",
    ];
    let checks = std::fs::read_to_string(tree::root().join("test")).unwrap();
    tree::files(&endings)
        .into_iter()
        .chain([("test".to_owned(), checks)])
        .filter(|(file, _)| !file.starts_with("crates/domain/tests/rules/"))
        .map(|(file, text)| {
            let said = if file.ends_with(".md") {
                text
            } else {
                comments(&file, &text)
            };
            (file, said)
        })
        .collect()
}

#[test]
fn every_link_of_a_document_leads_somewhere_in_the_repository() {
    let paths: BTreeSet<String> = tree::paths().into_iter().collect();
    let mut seen = 0;
    for (file, text) in tree::files(&["md"]) {
        for target in links(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let found = if path.is_empty() {
                file.clone()
            } else {
                let found = resolved(folder(&file), path);
                found.unwrap_or_else(|| panic!("{file} leads out of the repository: {target}"))
            };
            let is_folder = paths
                .iter()
                .any(|path| path.starts_with(&format!("{found}/")));
            assert!(
                paths.contains(&found) || is_folder,
                "{file} leads to {target}"
            );
            if !heading.is_empty() && found.ends_with(".md") {
                let text = std::fs::read_to_string(tree::root().join(&found)).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(
                    headings.any(|line| anchor(line) == heading),
                    "{file} leads to {target}"
                );
            }
        }
    }
    assert!(seen > 30, "the links were not found");
}

#[test]
fn every_file_that_is_named_is_there() {
    let paths = tree::paths();
    let (mut seen, mut missing) = (0, BTreeSet::new());
    for (file, text) in written() {
        for name in names(&text, &["md", "rs", "mjs", "ftl"]) {
            seen += 1;
            // Code is named from wherever the reader stands: by the end of its path, which may leave out `src`.
            let ends = |path: &String| {
                let short = path.replace("/src/", "/").replace("/tests/it/", "/");
                [path, &short].iter().any(|path| {
                    let rest = path.strip_suffix(name);
                    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
                })
            };
            let near = resolved(folder(&file), name).is_some_and(|near| paths.contains(&near));
            if !near && !ELSEWHERE.contains(&name) && !paths.iter().any(ends) {
                missing.insert(format!("{file} names {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(seen > 200, "the names were not found");
}

#[test]
fn nothing_is_explained_by_what_stands_outside() {
    let mut outside = Vec::new();
    for (file, text) in written() {
        let text = text.to_lowercase();
        let found = OUTSIDE.iter().filter(|word| text.contains(**word));
        outside.extend(found.map(|word| format!("{file} speaks of {word:?}")));
    }
    assert!(outside.is_empty(), "{outside:#?}");
}

#[test]
fn every_test_that_a_document_names_is_there() {
    let mut tests = BTreeSet::new();
    for (_, text) in tree::files(&["rs"]) {
        for line in text.lines() {
            let after = line.trim_start().trim_start_matches("async ");
            if let Some(rest) = after.strip_prefix("fn ") {
                tests.extend(rest.split('(').next().map(str::to_lowercase));
            }
        }
    }
    let (mut seen, mut missing) = (0, Vec::new());
    for (file, text) in tree::files(&["md"]) {
        // As `module::a_test` whole, or as `module::a_test_…` by its beginning.
        for named in text.split('`').skip(1).step_by(2) {
            let cut = named.strip_suffix('…');
            let name = cut.unwrap_or(named).rsplit("::").next().unwrap();
            if cut.is_none() || !name.ends_with('_') || name.contains(' ') {
                continue;
            }
            seen += 1;
            let name = name.to_lowercase();
            if !tests.iter().any(|test| test.starts_with(&name)) {
                missing.push(format!("{file} names {named}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(seen > 10, "the names were not found");
}

#[test]
fn paths_links_and_names_are_read() {
    assert_eq!(
        resolved("docs", "../README.md").as_deref(),
        Some("README.md")
    );
    assert_eq!(resolved("docs", "./a/b.md").as_deref(), Some("docs/a/b.md"));
    assert_eq!(resolved("", "../../elsewhere/a.md"), None);
    assert_eq!(resolved("docs", "../../elsewhere/a.md"), None);
    let text = "see [a](a.md#so) and [b](https://example.org/b.md), `c/d.rs`, e.mjs. (f.md)";
    assert_eq!(
        links(text).collect::<Vec<_>>(),
        ["a.md#so", "https://example.org/b.md"]
    );
    let found: Vec<_> = names(text, &["md", "rs", "mjs"]).collect();
    assert_eq!(found, ["a.md", "c/d.rs", "e.mjs", "f.md"]);
    assert_eq!(anchor("### TLS, without a proxy!"), "tls-without-a-proxy");
    assert_eq!(
        comments("a.rs", "//! One\nlet x = 1;\n    // Two"),
        "//! One\n    // Two"
    );
}
