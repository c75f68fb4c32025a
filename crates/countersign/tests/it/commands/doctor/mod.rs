//! `doctor`: what it says of a site that is well and of ones that are broken in one place each, and
//! that it changes nothing.

mod broken;
mod pooled;
mod reached;

use serde_json::Value;

use super::on_every_engine;
use crate::program::{Done, Program};
use crate::support::PASSWORD;
use crate::support::dump;
use crate::support::node::Node;

/// What the tests' own PostgreSQL lacks: it is made to be fast, not to last.
const NOT_TO_LAST: &str = "postgresql-crash-safety";

/// What one run found, by check.
struct Report {
    all: Vec<Value>,
    done: Done,
}

impl Report {
    fn of(program: &Program) -> Self {
        Self::by(program, "doctor --json")
    }

    fn by(program: &Program, line: &str) -> Self {
        let done = program.run(line);
        let all = serde_json::from_str(&done.out);
        let all = all.unwrap_or_else(|e| panic!("{e}: {} {}", done.out, done.err));
        Self { all, done }
    }

    /// State and finding of a check that was made once.
    #[track_caller]
    fn one(&self, check: &str) -> (&str, &str) {
        let found: Vec<_> = self
            .all
            .iter()
            .filter(|one| one["check"] == check)
            .collect();
        assert_eq!(found.len(), 1, "{check}: {}", self.done.out);
        assert_eq!(found[0]["remedy"].is_null(), found[0]["state"] == "ok");
        let text = |key: &str| found[0][key].as_str().unwrap();
        (text("state"), text("finding"))
    }

    /// That a check found this, and that the exit code and the one line on standard error go with it.
    #[track_caller]
    fn finds(&self, check: &str, state: &str, says: &str) {
        let found = self.one(check);
        assert!(
            found.0 == state && found.1.contains(says),
            "{check}: {found:?}"
        );
        let wrong = self
            .all
            .iter()
            .filter(|one| one["state"] == "wrong")
            .count();
        assert_eq!(self.done.code, i32::from(wrong > 0), "{}", self.done.out);
        assert_eq!(self.done.err.lines().count(), usize::from(wrong > 0));
    }

    /// Checks that stand so, but for what the tests' PostgreSQL lacks.
    fn that_are(&self, state: &str) -> Vec<&str> {
        let name = |one: &'_ &Value| one["state"] == state && one["check"] != NOT_TO_LAST;
        let all = self.all.iter().filter(name);
        all.map(|one| one["check"].as_str().unwrap()).collect()
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn address(program: &Program) -> Option<&str> {
    let named = program
        .variables
        .iter()
        .find(|(name, _)| name == "COUNTERSIGN_DATABASE");
    named.map(|(_, url)| url.as_str())
}

async fn postgres(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(async move { drop(connection.await) });
    client
}

/// Changes the database behind the program's back.
fn execute(program: &Program, text: &str) {
    match address(program) {
        Some(url) => runtime().block_on(async {
            postgres(url).await.batch_execute(text).await.unwrap();
        }),
        None => rusqlite::Connection::open(program.path("data/countersign.db"))
            .unwrap()
            .execute_batch(text)
            .unwrap(),
    }
}

/// Sets something for all new connections to this database alone.
fn set(program: &Program, what: &str) {
    execute(
        program,
        &format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {what}', current_database()); END $$"
        ),
    );
}

fn everything(program: &Program) -> String {
    match address(program) {
        Some(url) => runtime().block_on(async { dump::postgres(&postgres(url).await).await }),
        None => dump::sqlite(&program.path("data/countersign.db")),
    }
}

/// Takes a port that both the server and whoever looks for it are told.
fn on_a_port(program: &mut Program) -> u16 {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    program.set("COUNTERSIGN_LISTEN", &format!("localhost:{port}"));
    port
}

/// A program of each engine, whose PostgreSQL commits as it should.
fn on_every_site(body: impl Fn(Program)) {
    for engine in testing::Engine::all() {
        let mut program = Program::on(*engine).unwrap();
        on_a_port(&mut program);
        if address(&program).is_some() {
            set(&program, "synchronous_commit = on");
        }
        body(program);
    }
}

#[test]
fn a_site_at_work_is_well_but_for_the_administrators_second_factor() {
    on_every_site(|program| {
        program.done("database migrate");
        program.add("ada --admin");
        let node = Node::start(&program);
        let report = Report::of(&program);
        assert_eq!(report.that_are("wrong"), [""; 0], "{}", report.done.out);
        assert_eq!(report.that_are("warning"), ["administrators"]);
        report.finds("administrators", "warning", "without a second factor: ada.");
        report.finds("public-url", "ok", "is this site");
        report.finds("ready", "ok", "can do its work");
        report.finds("key-file", "ok", "the database's");
        match address(&program) {
            Some(_) => report.finds("postgresql-commit", "ok", "is on"),
            None => report.finds("clock", "ok", "same machine"),
        }
        node.kill();
    });
}

#[test]
fn people_read_a_line_for_each_check() {
    let program = Program::new();
    program.done("database migrate");
    program.add("ada --admin");
    let said = program.done("doctor --thorough");
    let lines: Vec<_> = said.lines().collect();
    assert!(lines[0].starts_with("CHECK ") && lines.len() > 10, "{said}");
    for begin in [
        "key-file          ok       data/",
        "sqlite-integrity  ok ",
        "public-url        warning ",
    ] {
        assert!(
            lines.iter().any(|line| line.starts_with(begin)),
            "{begin}: {said}"
        );
    }
    // Warnings alone are no refusal, and one is told with what to do.
    let line = lines.iter().find(|line| line.starts_with("administrators"));
    assert!(
        line.unwrap().contains("countersign policy require"),
        "{said}"
    );
    assert_eq!(program.run("doctor --quickly").code, 2);
}

#[test]
fn nothing_is_changed_and_the_set_up_link_still_works() {
    on_every_site(|program| {
        let node = Node::start(&program);
        let path = node.set_up_path();
        let (before, link) = (everything(&program), program.path("data/setup-link"));
        let written = std::fs::read_to_string(&link).unwrap();
        Report::by(&program, "doctor --thorough --json").finds(
            "administrators",
            "wrong",
            "no account",
        );
        assert_eq!(dump::differences(&before, &everything(&program)), "");
        assert_eq!(std::fs::read_to_string(&link).unwrap(), written);
        runtime().block_on(async {
            let fields = [("username", "ada"), ("password", PASSWORD)];
            let made = node.browser().post(&path, &fields).await;
            made.leads("/settings/security");
        });
    });
}

#[test]
fn where_there_is_nothing_nothing_is_made() {
    on_every_site(|program| {
        let report = Report::of(&program);
        assert!(!program.path("data").exists());
        match address(&program) {
            Some(_) => {
                report.finds("schema", "warning", "empty");
                report.finds("data-folder", "warning", "no data folder");
                report.finds("key-file", "warning", "yet");
                assert_eq!(everything(&program), "");
            }
            None => {
                report.finds("database", "wrong", "no database");
                report.finds("data-folder", "wrong", "no data folder");
            }
        }
        report.finds("administrators", "warning", "Skipped, because");
    });
}
