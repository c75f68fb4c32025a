//! Headers: those that every answer has, from their table; those that are read and set besides, by what the code names.

use std::collections::BTreeSet;

use testing::reference::{beneath, is_in_the_reference, table};

use super::{quoted, sources};
use crate::rules::headers::{EVERYWHERE, IDENTITY};

#[test]
fn the_reference_lists_what_every_answer_has() {
    let rows = EVERYWHERE.map(|(name, value)| {
        let value = if value.is_empty() {
            "the request's id, which the log has too".to_owned()
        } else {
            format!("`{value}`")
        };
        [format!("`{name}`"), value]
    });
    is_in_the_reference("headers", &table(["header", "value"], rows));
}

#[test]
fn the_reference_lists_what_a_program_is_told() {
    let what = [
        "the account's name, in lower case",
        "its display name",
        "a confirmed address, if there is one",
        "its groups, with commas between",
        "its id, which never changes",
        "a signed token that says the same ([assertion.md](assertion.md))",
    ];
    let rows = IDENTITY.into_iter().zip(what);
    let rows = rows.map(|(name, what)| [format!("`{name}`"), what.to_owned()]);
    is_in_the_reference("identity", &table(["header", "what it says"], rows));
}

/// Names of headers: as text, and as constants of the `http` crate.
fn named() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for code in sources("web/src") {
        let marks = ["x-", "sec-", "remote-", "countersign-"];
        let is_name = |word: &&str| {
            marks.iter().any(|mark| word.starts_with(mark))
                && !word.ends_with('-')
                && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        };
        found.extend(quoted(&code).filter(is_name).map(str::to_owned));
        for list in code.split("use http::header::").skip(1) {
            let list = list.split(';').next().unwrap();
            let constants = list.split(|c: char| !(c.is_ascii_uppercase() || c == '_'));
            let constants = constants.filter(|word| word.len() > 2);
            found.extend(constants.map(|word| word.to_ascii_lowercase().replace('_', "-")));
        }
    }
    found
}

#[test]
fn the_reference_names_every_header_that_is_read_or_set() {
    let page = ["Headers", "Cookies", "The gate"].map(beneath).concat();
    let page = page.to_ascii_lowercase();
    let named = named();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        assert!(page.contains(&format!("`{name}")), "no header {name}");
    }
}
