//! The developers' guide says what the example is, file by file, and what it touches outside of its folder.
#![allow(
    clippy::unwrap_used,
    reason = "a test that can't go on ends by a panic"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The files that the guide shows, with what stands in each.
fn shown() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("docs/your-own-factor.md")).unwrap();
    let blocks = text.split("\n```").skip(1).step_by(2);
    let file = |block: &str| {
        let (head, body) = block.split_once('\n')?;
        let (_, name) = head.split_once(" file=")?;
        Some((name.to_owned(), format!("{body}\n")))
    };
    blocks.filter_map(file).collect()
}

#[test]
fn the_guide_shows_every_file_of_the_example_as_it_is() {
    let example = root().join("examples/sent_code");
    let there: BTreeMap<String, String> = files(&example)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&example).unwrap().display().to_string();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    let shown = shown();
    for (name, text) in &there {
        assert_eq!(
            shown.get(name),
            Some(text),
            "{name} in docs/your-own-factor.md"
        );
    }
    assert_eq!(shown.len(), there.len());
}

#[test]
fn the_example_touches_a_line_and_a_driver_outside_of_its_folder() {
    let words = ["sent-code", "sent_code", "SentCode"];
    let mut touched = BTreeMap::new();
    for file in files(&root().join("crates")) {
        let place = file.strip_prefix(root()).unwrap().display().to_string();
        // The guide's own tests, and those that list every crate.
        let is_source = place.ends_with(".rs") && !place.contains("/target/");
        if !is_source
            || place == "crates/factors/tests/guide.rs"
            || place == "crates/domain/tests/rooms/crates.rs"
        {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let named = text
            .lines()
            .filter(|line| words.iter().any(|word| line.contains(word)));
        match named.count() {
            0 => {}
            lines => drop(touched.insert(place, lines)),
        }
    }
    let places: Vec<&str> = touched.keys().map(String::as_str).collect();
    let expected = [
        // The whole program, walked through.
        "crates/countersign/tests/it/guide.rs",
        // The driver.
        "crates/door/tests/it/conformance/guide.rs",
        // Where the suite's registry and drivers are listed.
        "crates/door/tests/it/conformance/mod.rs",
    ];
    assert_eq!(places, expected);
    assert_eq!(
        touched.get(expected[2]),
        Some(&2),
        "a line for the registry, and one for the driver"
    );
}
