//! `countersign mail test`: each step that is made, and what helps where one isn't.

use testing::mail::{CLOSES, Exim, Script, Scripted, Spoken, read};

use super::{only_its_owner_reads, program};
use crate::program::{Done, Program};

#[test]
fn a_test_message_goes_at_once_and_each_step_is_told() {
    let Some(exim) = Exim::start() else { return };
    let mut program = program(&exim);
    let said = program.done("mail test --to ada@example.org");
    let steps: Vec<_> = said
        .lines()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        steps[..8],
        [
            "Found",
            "Connected",
            "Greeted",
            "TLS",
            "Signed in",
            "Sender",
            "Recipient",
            "Accepted"
        ],
        "{said}"
    );
    assert!(said.contains("in the spam folder too"), "{said}");
    let seen = read(&exim.next());
    assert_eq!(seen["headers"]["subject"][0], "Countersign: test message");
    assert_eq!(seen["wrong"], serde_json::json!([]));
    let noted = std::fs::read_to_string(program.path("data/mail-accepted")).unwrap();
    assert!(
        noted.ends_with(&format!(" localhost:{}\n", exim.starttls)),
        "{noted}"
    );

    // In the site's language; and for programs.
    program.set("COUNTERSIGN_SITE_LANGUAGE", "sv");
    let steps = program.json("mail test --json --to ada@example.org");
    assert_eq!(steps.as_array().unwrap().len(), 8);
    assert!(
        steps
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["made"] == true)
    );
    let seen = read(&exim.next());
    assert_eq!(seen["headers"]["subject"][0], "Countersign: testmeddelande");
    assert_eq!(seen["headers"]["content-language"][0], "sv");

    // What the server refuses is told with what helps.
    let said = no(&program, "nobody@example.org");
    assert!(said.contains("refuses the recipient (550 5.1.1). It says: \"5.1.1 nobody of that name\". Check the address."), "{said}");
    std::fs::write(program.path("password"), "wrong").unwrap();
    let said = no(&program, "ada@example.org");
    assert!(
        said.contains("refuses user and password (535") && said.contains("app password"),
        "{said}"
    );
    program.set("SSL_CERT_FILE", "/dev/null");
    let said = no(&program, "ada@example.org");
    assert!(
        said.contains("nobody whom this machine trusts") && said.contains("update-ca-certificates"),
        "{said}"
    );
}

/// Why a message to that address isn't taken.
fn no(program: &Program, to: &str) -> String {
    let done = program.run(&format!("mail test --to {to}"));
    assert_eq!(
        (done.code, done.err.lines().count()),
        (1, 1),
        "{}",
        done.err
    );
    done.err
}

/// What it says of a server that follows that script.
async fn told(script: Script, tls: &str, line: &str) -> Done {
    let scripted = Scripted::start(script).await;
    let mut program = Program::new();
    std::fs::write(program.path("password"), "hunter2").unwrap();
    only_its_owner_reads(&program, "password");
    let port = scripted.port.to_string();
    for (name, value) in [
        ("COUNTERSIGN_MAIL_SERVER", "localhost"),
        ("COUNTERSIGN_MAIL_PORT", &port),
        ("COUNTERSIGN_MAIL_TLS", tls),
        ("COUNTERSIGN_MAIL_FROM", "id@example.org"),
        ("SSL_CERT_FILE", scripted.certificate().to_str().unwrap()),
    ] {
        program.set(name, value);
    }
    if tls != "none" {
        program.set("COUNTERSIGN_MAIL_USER", "ada");
        program.set("COUNTERSIGN_MAIL_PASSWORD_FILE", "password");
    }
    let line = line.to_owned();
    tokio::task::spawn_blocking(move || program.run(&line))
        .await
        .unwrap()
}

#[tokio::test]
async fn where_a_step_fails_the_ones_before_are_told_and_what_helps() {
    let by_tls = |answers| Script {
        spoken: Spoken::ByTls,
        offers: &["AUTH PLAIN"],
        answers,
        ..Script::default()
    };
    for (script, tls, last, why, remedy) in [
        (
            Script::default(),
            "tls",
            "Connected",
            "doesn't speak TLS",
            "mail.tls = \"starttls\"",
        ),
        (
            Script::default(),
            "starttls",
            "Greeted",
            "doesn't offer STARTTLS",
            "takes the offer away",
        ),
        (
            by_tls(&[("220", CLOSES)]),
            "tls",
            "TLS",
            "it ended the connection",
            "mail server's log",
        ),
        (
            by_tls(&[("AUTH", "535 no")]),
            "tls",
            "TLS",
            "refuses user and password (535)",
            "app password",
        ),
        (
            by_tls(&[("MAIL", "553 5.7.1 no")]),
            "tls",
            "Signed in",
            "refuses the sender (553 5.7.1)",
            "Set mail.from",
        ),
        (
            by_tls(&[("RCPT", "450 4.2.0 wait")]),
            "tls",
            "Sender",
            "(450 4.2.0)",
            "in some minutes",
        ),
        (
            by_tls(&[("DATA", "554 5.7.26 no")]),
            "tls",
            "Recipient",
            "(554 5.7.26)",
            "SPF and DKIM",
        ),
        (
            Script {
                answers: &[("RCPT", "530 5.7.0 sign in")],
                ..Script::default()
            },
            "none",
            "Sender",
            "(530 5.7.0)",
            "Set mail.user",
        ),
    ] {
        let done = told(script, tls, "mail test --to ada@example.org").await;
        let (code, err) = (done.code, done.err);
        assert_eq!((code, err.lines().count()), (1, 1), "{err}");
        assert!(err.contains(why) && err.contains(remedy), "{err}");
        let step = done.out.lines().last().unwrap();
        assert!(
            step.starts_with(last) || last == "TLS" && step.starts_with("Greeted"),
            "{}: {err}",
            done.out
        );
        assert!(!err.contains("hunter2"));
    }
}

#[test]
fn what_can_not_be_tried_says_so() {
    let mut program = Program::new();
    let said = no(&program, "ada@example.org");
    assert!(said.contains("No mail server is set"), "{said}");
    program.set("COUNTERSIGN_MAIL_SERVER", "localhost");
    program.set("COUNTERSIGN_MAIL_FROM", "id@example.org");
    let done = program.run("mail test --to ada");
    assert_eq!(done.code, 2);
    assert!(
        done.err.contains("--to must be one email address"),
        "{}",
        done.err
    );
}
