//! Every factor is one folder and one line in the registry, with texts in both languages.
#![allow(
    clippy::unwrap_used,
    reason = "a test that can't go on ends by a panic"
)]

use std::collections::BTreeSet;
use std::path::Path;

use factors::Registry;

/// Rooms that factors share.
const SHARED: [&str; 3] = ["import", "oath", "webauthn"];

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
        for name in ["factor.rs", "tests.rs", "en.ftl", "sv.ftl"] {
            assert!(source().join(folder).join(name).exists(), "{folder}/{name}");
        }
    }
    assert_eq!(Registry::new().iter().count(), folders.len());
}

#[test]
fn no_kind_is_named_outside_its_own_folder() {
    let kinds: Vec<String> = Registry::new()
        .iter()
        .map(|f| f.about().kind.to_string())
        .collect();
    for crate_name in ["door", "web"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(crate_name)
            .join("src");
        for file in files(&root) {
            if file.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for kind in &kinds {
                let quoted = format!("\"{kind}\"");
                assert!(!code.contains(&quoted), "{} names {kind}", file.display());
            }
        }
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
fn every_factor_speaks_both_languages() {
    let texts: Vec<_> = Registry::new()
        .iter()
        .map(|f| f.component().texts)
        .collect();
    assert_eq!(look::words::missing(&texts), Vec::<String>::new());
    assert_eq!(
        look::words::missing(&[factors::oath::TEXTS]),
        Vec::<String>::new()
    );
    for text in texts {
        for key in ["name", "subtitle", "wrong", "not-a-code"] {
            assert!(
                text.english
                    .contains(&format!("{}-{key} =", text.component)),
                "{}-{key}",
                text.component
            );
        }
    }
}

#[test]
fn every_kind_can_be_read_back() {
    for factor in Registry::new().iter() {
        let kind = &factor.about().kind;
        assert_eq!(domain::Kind::read(kind.as_str()).as_ref(), Some(kind));
        assert!(
            look::icon::NAMES.contains(&factor.about().icon),
            "{}",
            factor.about().icon
        );
        assert_eq!(factor.component().schema.name, kind.as_str());
    }
}
