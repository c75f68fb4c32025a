//! Secrets in files of their own, and in files that others can read.

use super::super::FILE;
use super::{Folder, flag};

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let folder = Folder::with("database_file = \"db\"\n[mail]\npassword_file = \"mail\"\n");
    folder.put("db", "postgres://u:p@h/d\n", 0o600);
    folder.put("mail", "two lines\n\n", 0o644);
    let loaded = folder.load(&[], &[]).unwrap();
    assert_eq!(loaded.settings.text("database"), "postgres://u:p@h/d");
    assert_eq!(
        loaded.settings.text("mail.password"),
        "two lines\n",
        "one newline is trimmed"
    );
    assert_eq!(loaded.warnings.len(), 1, "{:?}", loaded.warnings);
    assert!(
        loaded.warnings[0].starts_with("mail holds a secret and can be read by everybody"),
        "{:?}",
        loaded.warnings
    );

    // What a later source gives makes the earlier one's file unneeded.
    let folder = Folder::with("database_file = \"absent\"\n");
    let loaded = folder
        .load(&[], &[flag("--database", "database", "postgres://h/d")])
        .unwrap();
    assert_eq!(loaded.settings.text("database"), "postgres://h/d");

    let folder = Folder::with("database_file = \"empty\"\n");
    folder.put("empty", "\n", 0o600);
    let said = folder.load(&[], &[]).unwrap_err();
    assert_eq!(
        said,
        "countersign.toml, line 1: \"database_file\" names \"empty\", which is empty."
    );
}

#[test]
fn a_secret_in_a_file_that_all_can_read_is_told() {
    let folder = Folder::with("");
    folder.put(FILE, "database = \"postgres://u:p@h/d\"", 0o644);
    let loaded = folder.load(&[], &[]).unwrap();
    assert!(
        loaded.warnings[0].starts_with("countersign.toml holds a secret"),
        "{:?}",
        loaded.warnings
    );
    folder.put(FILE, "listen = \"localhost:1\"", 0o644);
    assert!(folder.load(&[], &[]).unwrap().warnings.is_empty());
}

#[test]
fn a_secret_never_stands_in_a_complaint() {
    let said = Folder::with("[mail]\npassword = [\"hunter2\"]")
        .load(&[], &[])
        .unwrap_err();
    assert_eq!(
        said,
        "countersign.toml, line 2: \"mail.password\" must be text."
    );
    for text in [
        "mail.password = hunter2",
        "mail.password = \"hunter2",
        "mail.password = 'hunter2'x",
    ] {
        let said = Folder::with(text).load(&[], &[]).unwrap_err();
        assert!(!said.contains("hunter2"), "{said}");
    }
}
