//! `audit verify` beyond the chain itself: against seals that were noted elsewhere, and whether events are
//! sealed in time.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use countersign::chance::SystemRandom;
use countersign::clock::SystemClock;
use countersign::config::{self, Sources, rows};
use countersign::wiring::{self, Nature, Schema, factors};
use domain::{Clock, Span};
use door::{Actor, Door};
use serde_json::Value;
use testing::HandClock;

use super::on_every_engine;
use crate::program::Program;

const FILE: &str = "data/audit-seals";

/// Does something as a server on the same data would, so much later.
pub(super) fn later<T>(program: &Program, later: Span, act: impl AsyncFnOnce(Door) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let set = |name: &str| {
            let mut all = program.variables.iter();
            let found = all.find(|(variable, _)| variable == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let data = program.path("data");
        let mut settings = vec![
            ("data", data.to_str().unwrap()),
            ("database", set("COUNTERSIGN_DATABASE")),
        ];
        if !set("COUNTERSIGN_POSTGRES_PREPARED").is_empty() {
            settings.push(("postgres.prepared", set("COUNTERSIGN_POSTGRES_PREPARED")));
        }
        let from = Sources::given(&data, &settings);
        let loaded = config::load(&rows::declared(&factors()), &from).unwrap();
        let nature = Nature {
            clock: Arc::new(HandClock::new(SystemClock.now().plus(later))),
            random: Arc::new(SystemRandom),
            factors: factors(),
        };
        let opened = wiring::open(&loaded.settings, &nature, Schema::Keep).await;
        act(opened.unwrap()).await
    })
}

fn seal(program: &Program) {
    later(program, Span::minutes(3), async |door: Door| {
        door.seal_events().await.unwrap();
    });
}

/// The seals in the file, oldest first.
fn noted(program: &Program) -> Vec<String> {
    let text = std::fs::read_to_string(program.path(FILE)).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn put_aside(program: &Program, name: &str) {
    std::fs::rename(program.path(FILE), program.path(name)).unwrap();
}

fn groups(program: &Program, names: &[&str]) {
    for name in names {
        program.done(&format!("group add {name}"));
    }
}

#[test]
fn V16_4_3_a_log_that_was_put_back_is_found_by_the_nodes_own_file_and_by_seals_from_elsewhere() {
    on_every_engine(|program| {
        groups(program, &["a", "b"]);
        assert!(!program.path(FILE).exists(), "nothing was sealed");
        seal(program);
        let first = noted(program)[0].clone();
        assert!(first.starts_with("2:"), "{first}");
        let mode = program.path(FILE).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(
            program.done("audit verify"),
            format!(
                "The audit log is intact: 2 events sealed, 0 newer ones not yet.\n\
                 One seal that was noted fits.\nThe last seal is {first}\n"
            )
        );
        program.behind("CREATE TABLE earlier AS SELECT * FROM audit_chain");
        groups(program, &["c", "d", "e"]);
        seal(program);
        let fifth = noted(program)[1].clone();
        assert!(
            program
                .done("audit verify")
                .contains("\n2 seals that were noted fit.\n")
        );

        program.behind(
            "DELETE FROM audit_chain; INSERT INTO audit_chain SELECT * FROM earlier;
             DELETE FROM events WHERE place IN (3, 4);
             UPDATE events SET place = NULL, link = NULL WHERE place > 2",
        );
        let says =
            "The audit log has been tampered with or damaged: it was put back to an earlier state";
        let said = program.refused("audit verify");
        assert!(said.starts_with(says), "{said}");
        put_aside(program, "aside");
        program.done("audit verify");
        program.done(&format!("audit verify --noted {first}"));
        let said = program.refused(&format!("audit verify --noted {first} --noted {fifth}"));
        assert!(said.starts_with(says), "{said}");

        groups(program, &["f", "g", "h"]);
        seal(program);
        let sixth = noted(program)[0].clone();
        assert!(sixth.starts_with("6:"), "a greater number: {sixth}");
        program.done("audit verify");
        let again = format!("{says} and sealed anew; event ");
        let said = program.refused(&format!("audit verify --noted {fifth}"));
        assert!(said.starts_with(&again), "{said}");
        put_aside(program, "newer");
        std::fs::rename(program.path("aside"), program.path(FILE)).unwrap();
        let said = program.refused("audit verify");
        assert!(said.starts_with(&again), "{said}");
        let done = program.run("audit verify --json");
        let found: Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(
            (done.code, &found["broken"]["flaw"]),
            (1, &"put-back".into())
        );
    });
}

#[test]
fn what_is_no_seal_is_refused_and_a_file_that_is_none_is_told() {
    let program = Program::new();
    program.done("database migrate");
    for wrong in ["213", "0:00", "213:xy", "213:00"] {
        let done = program.run(&format!("audit verify --noted {wrong}"));
        assert_eq!(done.code, 2, "{wrong}: {}", done.err);
    }
    std::fs::create_dir(program.path(FILE)).unwrap();
    let said = program.refused("audit verify");
    assert!(said.contains("audit-seals can't be read"), "{said}");
}

#[test]
fn an_event_that_should_be_sealed_by_now_is_code_1_and_doctor_says_so() {
    on_every_engine(|program| {
        program.add("ada --admin");
        later(program, Span::minutes(-10), async |door: Door| {
            door.add_group(&Actor::COMMAND_LINE, "late").await.unwrap();
        });
        let said = program.refused("audit verify");
        assert!(
            said.contains("older than five minutes aren't sealed: 1, the oldest of 2"),
            "{said}"
        );
        let done = program.run("audit verify --json");
        let found: Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!((done.code, &found["broken"]), (1, &Value::Null));
        assert_eq!(found["overdue"]["events"], 1);
        assert!(found["overdue"]["oldest"].as_str().unwrap().ends_with('Z'));
        let audit = |program: &Program| {
            let done = program.run("doctor --json");
            let all: Vec<Value> = serde_json::from_str(&done.out).unwrap();
            let found = all.into_iter().find(|one| one["check"] == "audit-log");
            found.unwrap()["state"].clone()
        };
        assert_eq!(audit(program), "wrong");
        seal(program);
        program.done("audit verify");
        assert_eq!(audit(program), "ok");
    });
}
