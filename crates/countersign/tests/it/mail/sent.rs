//! What the command line queues a server sends, and no mail server keeps it from starting.

use std::time::{Duration, Instant};

use testing::mail::{Exim, read};

use super::program;
use crate::program::Program;

#[test]
fn what_is_done_on_the_command_line_comes_by_mail() {
    let Some(exim) = Exim::start() else { return };
    let program = program(&exim);
    program.add("ada --email ada@example.org");
    let code = program.done("bypass add ada --reason lost:http://evil.example/");
    let server = program.serve("");
    let raw = exim.next();
    let seen = read(&raw);
    assert_eq!(seen["wrong"], serde_json::json!([]));
    let header = |name: &str| seen["headers"][name][0].as_str().unwrap().to_owned();
    assert_eq!(header("to"), "ada@example.org");
    assert_eq!(header("from"), "Räksmörgås <id@example.org>");
    assert_eq!(
        header("subject"),
        "Countersign: Help code created by an administrator"
    );
    assert!(
        header("message-id").ends_with("@localhost>"),
        "{}",
        header("message-id")
    );
    for part in seen["parts"].as_array().unwrap() {
        let text = part["text"].as_str().unwrap();
        assert!(
            text.contains("Help code created by an administrator"),
            "{text}"
        );
        assert!(
            !text.contains("evil.example") && !text.contains("http://evil"),
            "{text}"
        );
        assert!(!text.contains(code.trim()), "a notice holds no code");
    }
    let ended = server.end("-TERM");
    assert_eq!(ended.code, 0);
    assert!(!ended.err.contains("ada@"), "{}", ended.err);
}

#[test]
fn an_invite_comes_by_mail_once_mail_was_tried_and_opens_its_account() {
    let Some(exim) = Exim::start() else { return };
    let mut program = program(&exim);
    program.set("COUNTERSIGN_PUBLIC_URL", "https://id.example.org");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8");
    program.add("root --admin");
    let server = program.serve("");
    program.done("mail test --to root@example.org");
    exim.next();
    let said = program.done("user invite bo --email bo@example.org --send");
    assert!(
        !said.contains("/invite/"),
        "the link is shown to nobody else: {said}"
    );
    let seen = read(&exim.next());
    assert_eq!(seen["headers"]["to"][0], "bo@example.org");
    let text = seen["parts"][0]["text"].as_str().unwrap();
    let link = text
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("https://id.example.org/invite/"));
    assert!(
        link.is_some_and(|link| link.len() == "https://id.example.org/invite/".len() + 43),
        "{text}"
    );
    assert!(text.contains("the account bo"), "{text}");
    let none = program.refused("user invite root --send");
    assert!(none.contains("no email address"), "{none}");
    server.end("-TERM");
}

#[test]
fn a_mail_server_that_is_away_keeps_nothing_from_starting() {
    let mut program = Program::new();
    for (name, value) in [
        ("COUNTERSIGN_MAIL_SERVER", "127.0.0.1"),
        ("COUNTERSIGN_MAIL_PORT", "1"),
        ("COUNTERSIGN_MAIL_TLS", "none"),
        ("COUNTERSIGN_MAIL_FROM", "id@example.org"),
    ] {
        program.set(name, value);
    }
    program.add("ada --email ada@example.org");
    program.done("bypass add ada --reason lost");
    let server = program.serve("");
    let tried = || -> i64 {
        let database = rusqlite::Connection::open(program.path("data/countersign.db")).unwrap();
        let tries = "SELECT tries FROM outbox WHERE leased = 0 AND tries > 0";
        database.query_row(tries, [], |row| row.get(0)).unwrap_or(0)
    };
    let begun = Instant::now();
    while tried() == 0 {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "it hasn't been sent"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    let ended = server.end("-TERM");
    assert_eq!(ended.code, 0);
    let line = ended
        .err
        .lines()
        .find(|line| line.contains("message-not-sent"));
    let line = line.unwrap_or_else(|| panic!("{}", ended.err));
    assert!(line.contains("be reached: Connection refused"), "{line}");
    assert!(!ended.err.contains("ada@"), "{}", ended.err);
}
