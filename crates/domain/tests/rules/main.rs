//! docs/rules.md: the rules that code and tests name by number, each with the tests that hold it. The
//! sentences stand in the .txt files beside this; the tests are found by their names. And that nothing
//! written here leads to a file that isn't.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod held;
mod number;
mod page;
mod references;
mod rule;
#[path = "../tree/mod.rs"]
mod tree;

use std::collections::BTreeSet;

use rule::{Note, Rule};

/// What the program doesn't have yet, and what no program with it could do without.
const NOT_YET: [(&str, &str); 8] = [
    ("OpenID Connect", "openid-configuration"),
    ("RADIUS", "Message-Authenticator"),
    ("administration pages", "/admin/people/{id}"),
    ("approval", "\"approval\""),
    ("attestation policy", "\"direct\""),
    ("reminders", "fn remind"),
    ("pairing", "pairing"),
    ("recovery contacts", "recovery_contact"),
];

#[test]
fn the_rules_in_the_documentation_are_those_of_the_tests() {
    let made = page::written(&rule::groups(), &held::tests());
    tree::is_written("docs/rules.md", &made);
}

#[test]
fn every_number_in_a_tests_name_is_that_of_a_rule() {
    let rules: BTreeSet<String> = rule::all().into_iter().map(|rule| rule.number).collect();
    let unknown: Vec<String> = held::tests()
        .into_iter()
        .filter(|test| test.numbers.iter().any(|number| !rules.contains(number)))
        .map(|test| format!("{} in {}", test.name, test.file))
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_rule_has_a_test_or_says_why_it_has_none() {
    let held: BTreeSet<String> = held::tests()
        .into_iter()
        .flat_map(|test| test.numbers)
        .collect();
    let open: Vec<String> = rule::all()
        .into_iter()
        .filter(|rule| !held.contains(&rule.number) && rule.notes.is_empty())
        .map(|rule| rule.number)
        .collect();
    assert!(open.is_empty(), "no test carries {open:?}");
}

#[test]
fn what_holds_a_rule_beside_tests_is_there() {
    for Rule { number, notes, .. } in rule::all() {
        for note in notes {
            if let Note::HeldBy { words, file } = note {
                let text = std::fs::read_to_string(tree::root().join(&file)).unwrap_or_default();
                assert!(text.contains(&words), "{number}: {file} has no {words:?}");
            }
        }
    }
}

#[test]
fn what_is_not_there_yet_is_not() {
    let program: Vec<(String, String)> = tree::files(&["rs", "html", "js"])
        .into_iter()
        .filter(|(file, _)| file.starts_with("crates/") && file.contains("/src/"))
        .collect();
    for Rule { number, notes, .. } in rule::all() {
        for note in notes {
            let Note::NotYet(what) = note else { continue };
            let (_, sign) = NOT_YET
                .iter()
                .find(|(name, _)| *name == what)
                .unwrap_or_else(|| panic!("{number}: by what would one know {what:?}?"));
            let there = program.iter().find(|(_, text)| text.contains(sign));
            assert!(
                there.is_none(),
                "{number}: {what} is in {:?}",
                there.unwrap().0
            );
        }
    }
}

#[test]
fn rules_are_written_once_and_plainly() {
    let mut seen = BTreeSet::new();
    for rule in rule::all() {
        assert!(seen.insert(rule.number.clone()), "{} twice", rule.number);
        assert!(rule.sentence.ends_with('.'), "{}", rule.number);
    }
    assert!(seen.len() > 150, "the rules were not found");
}
