//! The table against the program: whoever ends something names a row, no row is named by nobody, and no statement ends
//! anything that isn't known here.

use std::collections::BTreeSet;

use domain::consequence::Happening;
use factors::Registry;

use crate::own_files;

/// What ends something, and where it may stand besides this room: what makes it, and what says why it does so itself.
const ENDS: [(&str, &[&str]); 9] = [
    ("::set_password(", &[]),
    ("::disable(", &[]),
    ("end_sessions(", &["account/table.rs"]),
    ("end_others(", &["session/table.rs"]),
    ("forget_all(", &["known/table.rs"]),
    ("links::delete_all(", &[]),
    // Of several invites the newest counts.
    ("invites::void(", &["administration/invite.rs"]),
    ("all_device_passwords_gone(", &["device_password/all.rs"]),
    ("made_ends(", &[]),
];

/// The tables of what can end.
const TABLES: [&str; 6] = [
    "sessions",
    "pending_sign_ins",
    "known_browsers",
    "device_passwords",
    "reset_links",
    "invites",
];

/// Every statement that takes rows of those away before they are over, or changes what sessions lean on.
const STATEMENTS: [&str; 21] = [
    "accounts.DISABLE",
    "accounts.END_SESSIONS",
    // Of everybody.
    "accounts.NEXT_EPOCH",
    "device_passwords.DELETE",
    "device_passwords.DELETE_ALL",
    "device_passwords.DELETE_MADE",
    "invites.CONSUME",
    "invites.DELETE_OF",
    // Of everybody, after a restore.
    "invites.VOID",
    "invites.VOID_MADE",
    "known_browsers.FORGET",
    "known_browsers.FORGET_ALL",
    "known_browsers.KEEP_FIVE",
    "pending_sign_ins.CONSUME",
    "pending_sign_ins.KEEP_HUNDRED",
    "reset_links.CONSUME",
    "reset_links.DELETE_OF",
    "sessions.END",
    "sessions.END_BY_HASH",
    "sessions.END_OTHERS",
    "sessions.KEEP_HUNDRED",
];

/// Every file of this crate but those of this room.
fn others() -> Vec<(String, String)> {
    let mut all = own_files::all();
    all.retain(|(name, _)| !name.starts_with("consequence/"));
    all
}

#[test]
fn nothing_ends_but_by_a_row_of_the_table() {
    let room = include_str!("mod.rs");
    for (what, where_too) in ENDS {
        assert!(room.contains(what), "{what} is nowhere");
        for (name, text) in others() {
            let may = where_too.contains(&name.as_str()) || name.ends_with("/tests.rs");
            let calls = text.split(what).count() > 1;
            assert!(!calls || may, "{name}: {what}");
        }
    }
}

#[test]
fn no_statement_ends_anything_that_is_not_known_here() {
    let all = crate::schemas(&Registry::built_in());
    let all = all.iter().flat_map(|schema| schema.statements());
    let ends = all.filter(|sql| {
        let words: Vec<&str> = sql.text.split_whitespace().collect();
        let text = words.join(" ");
        let takes = |table: &&str| text.starts_with(&format!("DELETE FROM {table}"));
        let changes = text.starts_with("UPDATE accounts SET")
            && (text.contains("epoch = epoch +") || text.contains("enabled = 0"));
        changes || sql.name != "SWEEP" && TABLES.iter().any(takes)
    });
    // Enabling looks whether it is disabled.
    let ends: BTreeSet<String> = ends
        .map(|sql| format!("{}.{}", sql.table.name, sql.name))
        .filter(|name| name != "accounts.ENABLE")
        .collect();
    let known: BTreeSet<String> = STATEMENTS.map(str::to_owned).into();
    assert_eq!(ends, known);
}

#[test]
fn every_row_is_named_by_whoever_does_it() {
    let code = |text: &str| {
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let all: Vec<String> = others().iter().map(|(_, text)| code(text)).collect();
    for happening in Happening::ALL {
        let named = format!("Happening::{happening:?}");
        let names = |text: &String| {
            let mut after = text.split(&named).skip(1).map(|rest| rest.chars().next());
            after.any(|next| next.is_none_or(|c| !c.is_alphanumeric()))
        };
        assert!(all.iter().any(names), "{named}");
    }
}
