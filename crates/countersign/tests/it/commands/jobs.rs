//! `jobs`

use std::time::Duration;

use domain::Span;
use door::Door;
use door::jobs::{Due, Job};
use serde_json::{Value, json};

use super::audit::later;
use super::on_every_engine;
use crate::program::Program;

const HEAD: &str = "NAME            EVERY   LAST RUN";

/// Runs a job as a server on the same data would.
fn run(program: &Program, job: Job) {
    later(program, Span::ZERO, async |door: Door| {
        door.run_job(Due { job, failures: 0 }).await;
    });
}

fn job(program: &Program, name: &str) -> Value {
    let all = program.json("jobs --json");
    let mut all = all.as_array().unwrap().iter();
    all.find(|job| job["name"] == name).unwrap().clone()
}

/// What a line of the table says of a job, between its columns.
fn line(program: &Program, name: &str) -> Vec<String> {
    let text = program.done("jobs");
    assert!(text.starts_with(HEAD), "{text}");
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    let cells = line.split("  ").map(str::trim);
    cells
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_job_is_listed_with_its_last_run_its_result_and_the_next_run() {
    on_every_engine(|program| {
        let said = program.done("jobs");
        let sentence = "No job has run yet. They run while \"countersign serve\" does.\n";
        assert_eq!(said, sentence);
        let all = program.json("jobs --json");
        let names: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|job| &job["name"])
            .collect();
        assert_eq!(
            json!(names),
            json!([
                "audit-seal",
                "sweep",
                "leaving",
                "retention",
                "assertion-keys",
                "clock",
                "standby",
                "outbox"
            ])
        );
        let never = job(program, "sweep");
        assert_eq!(
            (&never["result"], &never["last_run"]),
            (&json!("none"), &Value::Null)
        );
        assert_eq!(
            (&never["every_seconds"], &never["runs"]),
            (&json!(60), &json!("one-node"))
        );

        run(program, Job::Sweep);
        let line_of = |name: &str| line(program, name);
        let well = line_of("sweep");
        assert_eq!(well.len(), 5, "{well:?}");
        assert_eq!((&*well[1], &*well[3]), ("1 min", "ok"));
        assert!(
            well[2].ends_with('Z') && well[4].ends_with('Z') && well[2] < well[4],
            "{well:?}"
        );
        assert_eq!(line_of("retention"), ["retention", "1 min", "never"]);
        assert_eq!(
            line_of("assertion-keys"),
            ["assertion-keys", "1 h", "never"]
        );

        // It comes before whatever else is over.
        program.behind("ALTER TABLE known_browsers RENAME TO lost");
        run(program, Job::Clock);
        later(program, Span::hours(1), async |door: Door| {
            door.run_job(Due {
                job: Job::Sweep,
                failures: 2,
            })
            .await;
        });
        let failing = later(program, Span::hours(1), async |door: Door| {
            door.jobs(&door::Actor::COMMAND_LINE).await.unwrap()
        });
        let failing = failing.iter().find(|job| job.name == "sweep").unwrap();
        assert_eq!((failing.result, failing.failures), ("failed", 3));
        assert_eq!(line_of("clock")[3], "ok");
    });
}

#[test]
fn a_server_runs_them_and_says_when_it_has_ended() {
    on_every_engine(|program| {
        let server = program.serve("");
        let standby = loop {
            let standby = job(program, "standby");
            if standby["result"] != "none" {
                break standby;
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        assert_eq!(
            (&standby["result"], &standby["nodes"]),
            (&json!("ok"), &json!(1))
        );
        assert_eq!(standby["overdue"], false);
        assert!(standby["next_run"].as_str().unwrap() > standby["last_run"].as_str().unwrap());
        assert_eq!(server.end("-TERM").code, 0);
        let ended = job(program, "standby");
        assert_eq!(
            (&ended["overdue"], &ended["nodes"]),
            (&json!(true), &json!(0))
        );
        assert_eq!(line(program, "standby").last().unwrap(), "overdue");
    });
}
