//! What `doctor` says of mail, without sending any.

use testing::mail::Exim;

use super::program;
use crate::program::Program;

/// How the check of that name stands, and what was found.
fn check(program: &Program, name: &str) -> Option<(String, String)> {
    let done = program.run("doctor --json");
    let all: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let one = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["check"] == name)?;
    let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
    Some((text("state"), text("finding") + " " + &text("remedy")))
}

#[test]
fn doctor_asks_the_mail_server_and_sends_nothing() {
    let Some(exim) = Exim::start() else { return };
    let mut program = program(&exim);
    let (state, said) = check(&program, "mail").unwrap();
    assert_eq!(state, "warning");
    assert!(
        said.contains("lets us in, but no test message was ever sent"),
        "{said}"
    );
    program.done("mail test --to ada@example.org");
    exim.next();
    let (state, said) = check(&program, "mail").unwrap();
    assert_eq!(state, "ok", "{said}");
    // That is told of this server alone.
    program.set("COUNTERSIGN_MAIL_PORT", &exim.tls.to_string());
    program.set("COUNTERSIGN_MAIL_TLS", "tls");
    assert_eq!(check(&program, "mail").unwrap().0, "warning");
    std::fs::write(program.path("password"), "wrong").unwrap();
    let (state, said) = check(&program, "mail").unwrap();
    assert_eq!(state, "wrong");
    assert!(
        said.contains("refuses user and password (535") && said.contains("app password"),
        "{said}"
    );
    assert_eq!(
        exim.log().matches("<= id@example.org").count(),
        1,
        "the test message alone"
    );
}

#[test]
fn without_a_mail_server_there_is_nothing_to_ask() {
    let program = Program::new();
    let (state, said) = check(&program, "mail").unwrap();
    assert_eq!(state, "ok");
    assert!(said.contains("No mail server is set"), "{said}");
    assert_eq!(check(&program, "mail-records"), None);
}
