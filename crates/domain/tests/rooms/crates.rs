//! Which crate may name which, and that each has the lints of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::tree::root;

/// Which crates of ours each may name. Tests may name any.
pub const MAY_NAME: [(&str, &[&str]); 12] = [
    ("countersign-argon2-wide", &[]),
    ("countersign-domain", &[]),
    ("countersign-store", &["countersign-domain"]),
    ("countersign-look", &["countersign-domain"]),
    (
        "countersign-factors",
        &[
            "countersign-store",
            "countersign-look",
            "countersign-domain",
        ],
    ),
    (
        "countersign-door",
        &[
            "countersign-argon2-wide",
            "countersign-factors",
            "countersign-store",
            "countersign-look",
            "countersign-domain",
        ],
    ),
    (
        "countersign-web",
        &["countersign-door", "countersign-look", "countersign-domain"],
    ),
    (
        "countersign-post",
        &["countersign-door", "countersign-look", "countersign-domain"],
    ),
    (
        "countersign",
        &[
            "countersign-door",
            "countersign-post",
            "countersign-web",
            "countersign-domain",
            "countersign-store",
        ],
    ),
    (
        "countersign-testing",
        &[
            "countersign-door",
            "countersign-look",
            "countersign-store",
            "countersign-domain",
        ],
    ),
    (
        "countersign-bench",
        &[
            "countersign",
            "countersign-web",
            "countersign-door",
            "countersign-factors",
            "countersign-look",
            "countersign-store",
            "countersign-domain",
            "countersign-testing",
            "countersign-argon2-wide",
        ],
    ),
    (
        "countersign-example-sent-code",
        &[
            "countersign-factors",
            "countersign-store",
            "countersign-look",
            "countersign-domain",
        ],
    ),
];

fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn each_crate_names_only_those_that_it_may() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let may: BTreeMap<&str, &[&str]> = MAY_NAME.into_iter().collect();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let allowed = may
            .get(name)
            .unwrap_or_else(|| panic!("{name} has no row in the table"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let named = dependency["name"].as_str().unwrap();
            let for_tests = dependency["kind"] == "dev";
            assert!(
                !ours.contains(named) || for_tests || allowed.contains(&named),
                "{name} may not name {named}"
            );
        }
    }
    let rows: BTreeSet<&str> = may.keys().copied().collect();
    assert_eq!(
        rows, ours,
        "the table has a row for each crate and no other"
    );
}

#[test]
fn the_table_in_the_documentation_is_this_one() {
    let text = std::fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let short = |name: &str| name.trim_start_matches("countersign-").to_owned();
    let written: BTreeMap<String, BTreeSet<String>> = text
        .lines()
        .skip_while(|line| !line.starts_with("| crate | may name |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let name = cells.next().unwrap().trim_matches('`').to_owned();
            let named = cells
                .next()
                .unwrap()
                .split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect();
            (name, named)
        })
        .collect();
    let held: BTreeMap<String, BTreeSet<String>> = MAY_NAME
        .iter()
        .map(|(name, named)| (short(name), named.iter().map(|n| short(n)).collect()))
        .collect();
    assert_eq!(written, held);
}

#[test]
fn every_crate_has_the_lints_of_the_workspace() {
    for package in packages() {
        let manifest = package["manifest_path"].as_str().unwrap();
        let text = std::fs::read_to_string(manifest).unwrap();
        let mut lines = text
            .lines()
            .map(str::trim)
            .skip_while(|line| *line != "[lints]")
            .skip(1);
        assert!(
            lines
                .by_ref()
                .take_while(|line| !line.starts_with('['))
                .any(|line| line == "workspace = true"),
            "{manifest} does not inherit the lints"
        );
    }
}
