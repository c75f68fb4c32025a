//! The table against the program: whoever ends something names a row, and no row is named by nobody.

use domain::consequence::Happening;

use crate::own_files;

/// What ends something, and where it may stand besides this room: what makes it, and what says why it does so itself.
const ENDS: [(&str, &[&str]); 9] = [
    ("end_sessions(", &["account/table.rs"]),
    // Of everybody at once, which is no account's.
    (
        "epoch = epoch + 1",
        &["account/table.rs", "administration/everyone.rs"],
    ),
    ("OtherSessions::End", &[]),
    ("end_others(", &["session/table.rs"]),
    ("forget_all(", &["known/table.rs"]),
    ("links::delete_all(", &[]),
    // Of several invites the newest counts.
    ("invites::void(", &["administration/invite.rs"]),
    ("all_device_passwords_gone(", &["device_password/all.rs"]),
    ("made_ends(", &[]),
];

/// Every file of this crate but those of this room.
fn others() -> Vec<(String, String)> {
    let mut all = own_files::all();
    all.retain(|(name, _)| !name.starts_with("consequence/"));
    all
}

#[test]
fn nothing_ends_but_by_a_row_of_the_table() {
    for (what, where_too) in ENDS {
        let mut found = 0;
        for (name, text) in own_files::all() {
            let times = text.matches(what).count();
            found += times;
            let here = name.starts_with("consequence/") || where_too.contains(&name.as_str());
            assert!(times == 0 || here, "{name}: {what}");
        }
        // Once in the list above.
        assert!(found > 1, "{what} is nowhere");
    }
}

#[test]
fn every_row_is_named_by_whoever_does_it() {
    for happening in Happening::ALL {
        let named = format!("Happening::{happening:?}");
        let names = |text: &str| {
            let mut after = text.split(&named).skip(1).map(|rest| rest.chars().next());
            after.any(|next| next.is_none_or(|c| !c.is_alphanumeric()))
        };
        let found = others().iter().any(|(_, text)| names(text));
        assert!(found, "{named}");
    }
}
