//! The table against the program: no verb without a row, no row without its verb, and no other way to write.

use std::collections::BTreeSet;

use super::verb::{Fresh, Log, Part, Upon, Verb};
use crate::own_files;

/// Every other file of this crate, with its text.
fn sources() -> Vec<(String, String)> {
    let mut all = own_files::all();
    all.retain(|(name, _)| name != "rights/tests.rs");
    all
}

/// The functions that others call on behalf of a session or an actor.
fn verbs_of_the_program() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in sources() {
        for part in text.split("\n    pub ").skip(1) {
            let part = part.strip_prefix("async ").unwrap_or(part);
            let Some(part) = part.strip_prefix("fn ") else {
                continue;
            };
            let name = part.split(['(', '<']).next().unwrap().to_owned();
            let arguments = part.split("{\n").next().unwrap();
            let on_behalf = ["live: &LiveSession", "actor: &Actor", "at: At<'_>"];
            if on_behalf.iter().any(|who| arguments.contains(who)) {
                found.insert(name);
            }
        }
    }
    found
}

#[test]
fn every_verb_has_a_row_and_every_row_its_verb() {
    let rows: BTreeSet<_> = Verb::ALL
        .iter()
        .map(|verb| verb.row().name.to_owned())
        .collect();
    assert_eq!(rows.len(), Verb::ALL.len(), "a row stands twice");
    let mut verbs = verbs_of_the_program();
    // On behalf of whoever holds a link, which is no session.
    verbs.extend(["reset_password", "not_me"].map(str::to_owned));
    assert_eq!(rows, verbs);
}

#[test]
fn whatever_is_more_than_reading_ones_own_asks_the_table() {
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    for verb in Verb::ALL {
        let row = verb.row();
        let asked = all.matches(&format!("Verb::{verb:?}")).count();
        let own = row.who == [Part::Oneself];
        // What raises or replaces the session is an admission; a session is given up as it is.
        let admitted = [
            "step_up",
            "step_up_by_password",
            "change_password",
            "sign_out",
        ];
        if !own || row.log != Log::No && !admitted.contains(&row.name) {
            assert!(asked > 0, "{} asks nothing", row.name);
        }
    }
}

#[test]
fn rows_make_sense() {
    for verb in Verb::ALL {
        let row = verb.row();
        let name = row.name;
        if row.who.contains(&Part::Auditor) {
            assert_eq!(
                (row.log, row.fresh),
                (Log::No, Fresh::No),
                "{name}: auditors change nothing"
            );
        }
        if row.who.contains(&Part::Helper) {
            assert!(
                row.who.contains(&Part::Administrator),
                "{name}: more for helpers"
            );
            assert!(
                matches!(row.upon, Upon::Others | Upon::Anybody),
                "{name}: helpers help people"
            );
        }
        if row.upon == Upon::Own {
            assert!(
                row.who
                    .iter()
                    .all(|part| matches!(part, Part::Oneself | Part::Entering | Part::Linked)),
                "{name}"
            );
        } else if row.who.contains(&Part::Oneself) {
            assert_eq!(row.log, Log::No, "{name}: changed by oneself and by others");
        }
        assert!(
            !row.reason || row.log == Log::Each,
            "{name}: a reason that nobody reads"
        );
    }
}

#[test]
fn nothing_is_written_but_by_a_warrant() {
    let mut warrants = Vec::new();
    for (file, text) in sources() {
        warrants.extend(text.match_indices("impl Warrant for").map(|(at, found)| {
            let line = text.get(at..).unwrap().lines().next().unwrap();
            format!(
                "{file}: {}",
                line.trim_start_matches(found).trim_end_matches(" {").trim()
            )
        }));
        if file != "house/ledger.rs" {
            assert!(!text.contains(".commit(&"), "{file} commits by itself");
        }
        if !file.starts_with("sign_in/") && file != "house/ledger.rs" {
            assert!(!text.contains("Admission::"), "{file} admits");
        }
    }
    warrants.sort();
    let known = [
        "house/ledger.rs: Admission",
        "house/ledger.rs: Upkeep",
        "rights/permit.rs: Permit<'_>",
        "rights/permit.rs: Told<'_>",
    ];
    assert_eq!(warrants, known);
}
