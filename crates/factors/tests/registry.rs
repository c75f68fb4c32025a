//! Every factor is one folder and one line in the registry, with texts in every language.
#![allow(
    clippy::unwrap_used,
    reason = "a test that can't go on ends by a panic"
)]

use std::collections::BTreeSet;
use std::path::Path;

use factors::Registry;

/// Rooms that factors share.
const SHARED: [&str; 4] = ["delivered", "import", "oath", "webauthn"];

fn source() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn a_factor_is_a_folder_and_one_line() {
    let registry = std::fs::read_to_string(source().join("registry.rs")).unwrap();
    let folders: BTreeSet<String> = std::fs::read_dir(source())
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    // What several kinds share is a folder, and no factor.
    let folders: BTreeSet<String> = folders
        .into_iter()
        .filter(|folder| !SHARED.contains(&folder.as_str()))
        .collect();
    for folder in &folders {
        let lines = registry
            .lines()
            .filter(|line| line.contains(&format!("crate::{folder}::")))
            .count();
        assert_eq!(lines, 1, "{folder} has one line in the registry");
        for name in ["factor.rs", "tests.rs"] {
            assert!(source().join(folder).join(name).exists(), "{folder}/{name}");
        }
    }
    assert_eq!(Registry::built_in().iter().count(), folders.len());
}

/// Where a kind is named all the same, and why.
const EXCUSED: [(&str, &str); 4] = [
    (
        "domain/src/event/action.rs",
        "the words of the audit log are a promise, and stay as they are",
    ),
    (
        "door/src/outbox/reports.rs",
        "gateways are set in a table that has the kind's name, and some report",
    ),
    (
        "web/src/pages/help/mod.rs",
        "the user's manual speaks of everything",
    ),
    (
        "countersign/src/cli",
        "so do the commands, whose names are a promise too",
    ),
];

/// A name in words: `SecurityKey`, `security_key` and `"security-key"` are the same two.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        if c.is_alphanumeric() {
            let begins = !before.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
            match out.last_mut() {
                Some(word) if !begins => word.extend(c.to_lowercase()),
                _ => out.push(c.to_lowercase().collect()),
            }
        } else if !matches!(c, '_' | '-') {
            // What stands between two names keeps them apart.
            out.push(String::new());
        }
        before = c;
    }
    out
}

/// What is left of a source file without its comments and tests.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Which of these names stand in a text; several of a thing count as the thing.
fn named<'a>(names: &'a [Vec<String>], text: &str) -> Vec<&'a Vec<String>> {
    let all = words(text);
    let is = |word: &String, name: &String| word == name || *word == format!("{name}s");
    let stands = |name: &&Vec<String>| {
        let mut windows = all.windows(name.len());
        windows.any(|window| window.iter().zip(*name).all(|(word, name)| is(word, name)))
    };
    names.iter().filter(stands).collect()
}

#[test]
fn no_kind_is_named_outside_its_own_folder() {
    let registry = Registry::built_in();
    let kinds = registry.iter().map(|f| f.about().kind.to_string());
    // What messages go to is called so everywhere.
    let kinds = kinds.filter(|kind| kind != "email");
    let shared = ["webauthn", "web authn"].map(ToOwned::to_owned);
    let names: Vec<Vec<String>> = kinds.chain(shared).map(|name| words(&name)).collect();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for room in ["domain", "store", "look", "door", "web", "countersign"] {
        for file in files(&crates.join(room).join("src")) {
            let place = file.strip_prefix(&crates).unwrap().display().to_string();
            let is_test = place.contains("/tests/") || place.ends_with("/tests.rs");
            let is_excused = EXCUSED
                .iter()
                .any(|(excused, _)| place.starts_with(excused));
            if is_test || is_excused {
                continue;
            }
            let in_name = named(&names, &file.file_stem().unwrap().to_string_lossy());
            for name in in_name {
                found.push(format!("{place} is called {}", name.join("-")));
            }
            if file.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            for line in code(&file).lines() {
                for name in named(&names, line) {
                    found.push(format!("{place} names {}: {}", name.join("-"), line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let names = [words("security-key"), words("totp")];
    for text in [
        "SecurityKey",
        "security_keys",
        "\"security-key\"",
        "Totp",
        "later_totp",
    ] {
        assert_eq!(named(&names, text).len(), 1, "{text}");
    }
    for text in ["security: key", "securitykey", "key_security", "totpx"] {
        assert!(named(&names, text).is_empty(), "{text}");
    }
}

fn files(root: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path)
            } else {
                out.push(path)
            }
        }
    }
    out
}

#[test]
fn every_factor_speaks_every_language() {
    let texts: Vec<_> = Registry::built_in()
        .iter()
        .map(|f| f.about().component.texts)
        .collect();
    assert_eq!(look::words::missing(&texts), Vec::<String>::new());
    assert_eq!(
        look::words::missing(&[factors::oath::TEXTS]),
        Vec::<String>::new()
    );
    for text in texts {
        for key in ["name", "subtitle", "wrong", "not-a-code"] {
            let key = format!("{}-{key}", text.component);
            let (_, first) = text.sources.first().unwrap();
            assert!(first.contains(&format!("{key} =")), "{key}");
        }
    }
}

#[test]
fn n_26_scripts_are_small_and_put_nothing_into_a_page_as_html() {
    for factor in Registry::built_in().iter() {
        for script in factor.about().component.scripts {
            assert_eq!(script.complaints(), [""; 0]);
        }
    }
}

#[test]
fn every_kind_can_be_read_back() {
    for factor in Registry::built_in().iter() {
        let kind = &factor.about().kind;
        assert_eq!(domain::Kind::read(kind.as_str()).as_ref(), Some(kind));
        assert!(
            look::icon::NAMES.contains(&factor.about().icon),
            "{}",
            factor.about().icon
        );
        if let Some(schema) = factor.about().component.schema {
            assert_eq!(schema.name, kind.as_str());
        }
    }
}
