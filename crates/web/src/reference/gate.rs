//! The words in which the gate gives its reasons, from their types; those of its own it names in the code.

use std::collections::BTreeMap;

use testing::reference::{beneath, documented, is_in_the_reference, is_named, table};

use super::{quoted, source};

/// A type's words, each with what its comment says.
fn words(place: &str, name: &str) -> Vec<(String, String)> {
    let text = source(place);
    let (_, word) = text.split_once("const fn word(self)").unwrap();
    let word = word.split("\n    }\n").next().unwrap();
    let said: BTreeMap<&str, &str> = word
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""))
        .map(|(variant, word)| (variant, word.trim_end_matches("\",")))
        .collect();
    let variants = documented(&text, name).into_iter();
    let all: Vec<_> = variants
        .filter_map(|(variant, meaning)| Some(((*said.get(variant.as_str())?).to_owned(), meaning)))
        .collect();
    assert_eq!(all.len(), said.len(), "{name}: {said:?}");
    assert!(all.iter().all(|(_, meaning)| !meaning.is_empty()));
    all
}

#[test]
fn the_reference_lists_the_gates_reasons() {
    let mut made = String::new();
    for (status, place, name) in [
        ("403", "domain/src/gate/decide.rs", "Why"),
        ("400", "web/src/gate/family.rs", "Unclear"),
        ("400", "domain/src/gate/garbled.rs", "Garbled"),
    ] {
        let rows = words(place, name).into_iter();
        let rows = rows.map(|(word, meaning)| [status.to_owned(), format!("`{word}`"), meaning]);
        let rows = table(["status", "reason", "meaning"], rows);
        // One table of all three.
        made += match made.is_empty() {
            true => rows.as_str(),
            false => rows.splitn(3, '\n').nth(2).unwrap(),
        };
    }
    is_in_the_reference("reasons", &made);
}

#[test]
fn the_reference_names_every_word_that_the_gate_gives_itself() {
    let page = beneath("The gate");
    let code = source("web/src/gate/check.rs");
    let is_word =
        |word: &&str| word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    // Where the log has a word, it is no answer's.
    let code: Vec<&str> = code
        .lines()
        .filter(|line| !line.contains("event = \""))
        .collect();
    let code = code.join("\n");
    let words: Vec<&str> = quoted(&code).filter(is_word).collect();
    assert!(words.len() > 5, "{words:?}");
    for word in words {
        assert!(is_named(&page, word), "no word {word}");
    }
}
