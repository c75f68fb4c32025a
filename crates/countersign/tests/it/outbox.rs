//! Messages written to a file: what the command line queues, a server sends.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use testing::Engine;

use crate::program::Program;

/// How long a server may take that looks every ten seconds.
const PATIENCE: Duration = Duration::from_secs(30);

fn what_is_done_on_the_command_line_is_told_by_a_server(engine: Engine) {
    let Some(mut program) = Program::on(engine) else {
        return;
    };
    let file = program.path("messages");
    program.set("COUNTERSIGN_OUTBOX_WRITE_TO", file.to_str().unwrap());
    if engine == Engine::Postgres {
        program.done("database migrate");
    }
    program.add("ada");
    let code = program.done("bypass add ada --reason lost");
    assert!(!file.exists(), "nobody sends yet");
    let server = program.serve("");
    let begun = Instant::now();
    let text = loop {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if text.ends_with('\n') {
            break text;
        }
        assert!(begun.elapsed() < PATIENCE, "{text}");
        std::thread::sleep(Duration::from_millis(100));
    };
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert_eq!(
        (&lines[0]["to"], &lines[0]["language"]),
        (&"ada".into(), &"en".into())
    );
    let said = lines[0]["text"].as_str().unwrap();
    assert!(
        said.starts_with("Help code created by an administrator\nReason: lost\nWhen: ")
            && said.contains("\nAccount: ada\n"),
        "{said}"
    );
    assert!(!text.contains(code.trim()), "a notice holds no code");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(server.end("-TERM").code, 0);
}

#[test]
fn what_is_done_on_the_command_line_is_told_by_a_server_on_sqlite() {
    what_is_done_on_the_command_line_is_told_by_a_server(Engine::Sqlite);
}

#[test]
fn what_is_done_on_the_command_line_is_told_by_a_server_on_postgres() {
    what_is_done_on_the_command_line_is_told_by_a_server(Engine::Postgres);
}

#[test]
fn no_site_that_others_reach_writes_messages_to_a_file() {
    let mut program = Program::new();
    program.set("COUNTERSIGN_OUTBOX_WRITE_TO", "messages");
    program.set("COUNTERSIGN_PUBLIC_URL", "https://id.example.org");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1");
    let said = program.run("serve").refused();
    assert!(
        said.contains("OUTBOX_WRITE_TO") && said.contains("public_url"),
        "{said}"
    );
    assert!(!program.path("messages").exists());
}
