//! Sites that are broken in one place.

use std::fs::{File, Permissions};
use std::os::unix::fs::{FileExt, PermissionsExt};

use super::{Report, address, everything, execute, on_every_engine, set};
use crate::program::Program;

fn chmod(program: &Program, name: &str, mode: u32) {
    std::fs::set_permissions(program.path(name), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn another_key_file_is_named_with_both_ids() {
    on_every_engine(|program| {
        program.add("ada --admin");
        let theirs = program.json("key show --json")["id"].as_str().unwrap()[..8].to_owned();
        let key = domain::secret::write_token(&domain::Secret::new([9; 32]));
        let file = program.path("data/countersign.key");
        std::fs::write(&file, format!("countersign-key-1:{key}\n")).unwrap();
        let ours = program.json("key show --json")["id"].as_str().unwrap()[..8].to_owned();
        let report = Report::of(program);
        let says = format!("holds key {ours}, but the database belongs to key {theirs}.");
        report.finds("key-file", "wrong", &says);
        report.finds("database", "ok", "answers");
        report.finds("gate", "warning", "Skipped, because");
        std::fs::remove_file(&file).unwrap();
        let says = format!("belongs to key {theirs}");
        Report::of(program).finds("key-file", "wrong", &says);
        assert!(!file.exists(), "none is made in its place");
        std::fs::write(&file, "lorem").unwrap();
        chmod(program, "data/countersign.key", 0o600);
        Report::of(program).finds("key-file", "wrong", "doesn't hold a Countersign key");
    });
}

#[test]
fn what_others_can_read_or_write_is_told() {
    on_every_engine(|program| {
        program.add("ada --admin");
        chmod(program, "data/countersign.key", 0o644);
        let report = Report::of(program);
        report.finds("key-file", "wrong", "mode 644");
        assert!(report.done.out.contains("chmod 600 data/countersign.key"));
        chmod(program, "data/countersign.key", 0o600);
        Report::of(program).finds("data-files", "ok", "Only the owner");
        if address(program).is_none() {
            chmod(program, "data/countersign.db", 0o640);
            Report::of(program).finds("data-files", "warning", "countersign.db");
        }
        chmod(program, "data", 0o755);
        Report::of(program).finds("data-folder", "warning", "mode 755");
        chmod(program, "data", 0o777);
        Report::of(program).finds("data-folder", "wrong", "mode 777");
        chmod(program, "data", 0o700);
        Report::of(program).finds("data-folder", "ok", "nobody else");
    });
}

#[test]
fn a_newer_schema_is_wrong_and_an_older_one_is_left_as_it_is() {
    on_every_engine(|program| {
        program.add("ada --admin");
        let last = "DELETE FROM migrations WHERE component = 'door' AND number =
                    (SELECT max(number) FROM migrations WHERE component = 'door')";
        execute(program, last);
        let before = everything(program);
        Report::of(program).finds("schema", "warning", "1 migration is missing");
        assert_eq!(everything(program), before);
        execute(program, "UPDATE keeping SET minimum_program = 99");
        let report = Report::of(program);
        report.finds("schema", "wrong", "changed by a newer Countersign");
        report.finds("administrators", "warning", "Skipped, because");
    });
}

#[test]
fn a_database_that_does_not_answer_is_told_without_its_password() {
    let mut program = Program::new();
    program.set(
        "COUNTERSIGN_DATABASE",
        "postgres://ada:hunter2@127.0.0.1:1/countersign",
    );
    let report = Report::of(&program);
    report.finds("database", "wrong", "can't be reached");
    assert!(!report.done.out.contains("hunter2"));
}

#[test]
fn commits_that_a_crash_forgets_are_wrong() {
    on_every_engine(|program| {
        if address(program).is_none() {
            return;
        }
        program.add("ada --admin");
        for (value, state) in [("off", "wrong"), ("local", "ok"), ("remote_apply", "ok")] {
            set(program, &format!("synchronous_commit = {value}"));
            let says = format!("synchronous_commit is {value}");
            Report::of(program).finds("postgresql-commit", state, &says);
        }
        Report::of(program).finds(
            "postgresql-crash-safety",
            "wrong",
            "fsync and full_page_writes are off",
        );
        set(program, "default_transaction_read_only = on");
        let report = Report::of(program);
        report.finds("postgresql-primary", "wrong", "read-only");
        report.finds("administrators", "warning", "Skipped, because");
    });
}

#[test]
fn another_journal_is_told_and_left_as_it_is() {
    let program = Program::new();
    program.done("database migrate");
    program.add("ada --admin");
    let mode = |text: &str| -> String {
        let database = rusqlite::Connection::open(program.path("data/countersign.db")).unwrap();
        database.query_row(text, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(mode("PRAGMA journal_mode = DELETE"), "delete");
    Report::of(&program).finds("sqlite-journal", "warning", "delete, not WAL");
    assert_eq!(mode("PRAGMA journal_mode"), "delete");
}

#[test]
fn a_damaged_file_is_found_where_all_of_it_is_read() {
    let program = Program::new();
    program.done("database migrate");
    program.add("ada --admin");
    let file = program.path("data/countersign.db");
    let database = rusqlite::Connection::open(&file).unwrap();
    let asked = "SELECT rootpage FROM sqlite_schema WHERE name = 'events'";
    let page: u32 = database.query_row(asked, [], |row| row.get(0)).unwrap();
    let asked = "PRAGMA page_size";
    let size: u32 = database.query_row(asked, [], |row| row.get(0)).unwrap();
    drop(database);
    let open = File::options().write(true).open(&file).unwrap();
    open.write_all_at(&[0xff; 64], u64::from((page - 1) * size))
        .unwrap();
    drop(open);
    let report = Report::of(&program);
    assert!(!report.done.out.contains("sqlite-integrity"));
    Report::by(&program, "doctor --thorough --json").finds("sqlite-integrity", "wrong", "damaged");
}

#[test]
fn a_site_without_an_administrator_is_wrong() {
    on_every_engine(|program| {
        program.add("bo");
        let report = Report::of(program);
        report.finds("administrators", "wrong", "No administrator can act");
        assert!(report.done.out.contains("user add NAME --admin"));
        // One who was invited and hasn't come can't act yet.
        let url = "public_url = \"https://auth.invalid\"\n";
        std::fs::write(program.path("invite.toml"), url).unwrap();
        program.done("user invite ada --admin --config invite.toml");
        Report::of(program).finds("administrators", "wrong", "No administrator can act");
        program.add("cy --admin");
        Report::of(program).finds("administrators", "warning", "One administrator is enabled");
    });
}

#[test]
fn lines_about_protected_hosts_are_looked_at() {
    on_every_engine(|program| {
        program.add("ada --admin");
        let text = "public_url = \"https://auth.example.org\"\n[[gate.host]]\nhost = \"files.example.org\"\n";
        let file = program.path("countersign.toml");
        std::fs::write(&file, text).unwrap();
        Report::of(program).finds("gate", "ok", "One protected host");
        std::fs::write(&file, format!("{text}groups = [\"nobody\"]\n")).unwrap();
        Report::of(program).finds("gate", "warning", "names the group nobody");
        std::fs::write(&file, format!("trusted_proxies = []\n{text}")).unwrap();
        Report::of(program).finds("proxy", "wrong", "none is trusted");
    });
}

#[test]
fn a_configuration_that_is_not_understood_is_the_only_finding() {
    let program = Program::new();
    std::fs::write(program.path("countersign.toml"), "publicurl = \"x\"\n").unwrap();
    let report = Report::of(&program);
    report.finds("configuration", "wrong", "countersign.toml, line 1");
    assert_eq!(report.all.len(), 1);
    let said = program.run("doctor");
    assert!(
        said.out.contains("public_url") && said.code == 1,
        "{}",
        said.out
    );
}

#[test]
fn what_a_start_warns_of_is_in_the_report() {
    let mut program = Program::new();
    let secret = program.path("secret");
    std::fs::write(&secret, "postgres://ada:hunter2@127.0.0.1:1/countersign\n").unwrap();
    std::fs::set_permissions(&secret, Permissions::from_mode(0o644)).unwrap();
    program.set("COUNTERSIGN_DATABASE_FILE", secret.to_str().unwrap());
    let report = Report::of(&program);
    report.finds("configuration", "warning", "can be read by everybody");
    assert!(
        report.done.out.contains("Run \\\"chmod o-r "),
        "{}",
        report.done.out
    );
}
