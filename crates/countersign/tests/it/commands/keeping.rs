//! `audit`, `key`, `database`

use serde_json::json;

use super::on_every_engine;
use crate::program::Program;

#[test]
fn the_audit_log_ends_with_the_newest_and_holds_no_secret() {
    on_every_engine(|program| {
        program.add("ada --admin");
        let code = program.done("bypass add ada --reason lost");
        program.done("group add staff");
        let all = program.json("audit list --json");
        let actions: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["action"].as_str().unwrap())
            .collect();
        assert_eq!(
            actions,
            ["account.added", "bypass-code.made", "group.added"]
        );
        let actor = all[1]["actor"].as_str().unwrap();
        assert!(actor.starts_with("command-line:"), "{actor}");
        assert_eq!(all[1]["detail"], "lost");
        assert!(all[1]["at"].as_str().unwrap().ends_with('Z'));
        assert!(!all.to_string().contains(code.trim()));
        let newest = program.json("audit list --limit 1 --json");
        assert_eq!(newest, json!([all[2]]));
        let of_ada = program.json("audit list --account ada --json");
        assert_eq!(of_ada, json!([all[0], all[1]]));
        let text = program.done("audit list");
        assert!(text.starts_with("TIME ") && text.contains("ada"), "{text}");
    });
}

#[test]
fn the_key_is_shown_by_its_id_alone() {
    on_every_engine(|program| {
        let shown = program.json("key show --json");
        let id = shown["id"].as_str().unwrap();
        assert_eq!(shown["file"], "data/countersign.key");
        let secret = std::fs::read_to_string(program.path("data/countersign.key")).unwrap();
        let secret = secret.trim().rsplit_once(':').unwrap().1;
        for line in [
            "key show",
            "key show --json",
            "database show",
            "database show --json",
        ] {
            let text = program.done(line);
            assert!(
                text.contains(id) && !text.contains(secret),
                "{line}: {text}"
            );
        }
    });
}

#[test]
fn the_database_is_migrated_and_shown() {
    on_every_engine(|program| {
        program.done("database migrate");
        let shown = program.json("database show --json");
        let door = &shown["schema"][0];
        assert_eq!(door["component"], "door");
        assert!(door["migrations"].as_u64().unwrap() > 0);
        let place = shown["place"].as_str().unwrap();
        match shown["engine"].as_str().unwrap() {
            "sqlite" => assert_eq!(place, "data/countersign.db"),
            engine => assert!(engine == "postgresql" && place.starts_with("postgres://")),
        }
    });
}

#[test]
fn the_audit_log_is_verified() {
    on_every_engine(|program| {
        program.add("ada --admin");
        program.done("group add staff");
        assert_eq!(
            program.done("audit verify"),
            "The audit log is intact: 0 events sealed, 2 newer ones not yet.\n"
        );
        assert_eq!(
            program.json("audit verify --json"),
            json!({
                "sealed": 0, "open": 2, "place": 0, "link": "", "broken": null,
                "overdue": null, "compared": 0, "swept": 0,
            })
        );
    });
}

#[test]
fn an_audit_log_that_was_changed_is_code_1_and_a_sentence() {
    let program = Program::new();
    program.done("database migrate");
    program.add("ada --admin");
    let events = program.json("audit list --json");
    let id = events[0]["id"].as_str().unwrap();
    let database = rusqlite::Connection::open(program.path("data/countersign.db")).unwrap();
    database
        .execute("UPDATE events SET detail = 'eve'", [])
        .unwrap();
    let said = program.refused("audit verify");
    assert!(
        said.starts_with(&format!(
            "The audit log has been tampered with or damaged: event {id} of 2"
        )) && said
            .ends_with("is not what was written; it was changed, or put in before it was sealed."),
        "{said}"
    );
    let done = program.run("audit verify --json");
    assert_eq!((done.code, done.err.lines().count()), (1, 1));
    let found: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(
        (&found["broken"]["flaw"], &found["broken"]["event"]),
        (&json!("changed"), &json!(id))
    );
}
