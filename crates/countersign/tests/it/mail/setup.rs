//! `countersign mail setup`, by somebody at a terminal and by flags alone.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::process::{Command, Stdio};

use testing::mail::{Exim, PASSWORD, Script, Scripted, USER, read};

use crate::program::Program;

/// A program that trusts that server, and has a configuration file of its own.
fn place(exim: &Exim) -> Program {
    let mut program = Program::new();
    let certificate = exim.certificate();
    program.set("SSL_CERT_FILE", certificate.to_str().unwrap());
    let text = "# Ours.\nmetrics_listen = \"\" # none\n\n[site]\nname = \"Sajten\"\n";
    std::fs::write(program.path("countersign.toml"), text).unwrap();
    program
}

/// What is shown to somebody who answers so, and the exit code.
fn typed(program: &Program, exim: &Exim, line: &str, answers: &[(&str, &str)]) -> (i64, String) {
    let mut python = Command::new("python3");
    python
        .args(["-c", include_str!("typed.py")])
        .arg(exim.folder())
        .arg(env!("CARGO_BIN_EXE_countersign"))
        .args(line.split_whitespace())
        .envs(program.variables.iter().cloned())
        .current_dir(program.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = python.spawn().expect("python3 isn't installed");
    let json = serde_json::to_string(answers).unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(json.as_bytes())
        .unwrap();
    let done = child.wait_with_output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let shown = said["shown"].as_str().unwrap().to_owned();
    assert_eq!(said["unasked"], serde_json::json!([]), "{shown}");
    (said["code"].as_i64().unwrap(), shown)
}

#[test]
fn mail_is_set_up_at_a_terminal_and_works_then() {
    let Some(exim) = Exim::start() else { return };
    let program = place(&exim);
    let port = exim.starttls.to_string();
    let before = std::fs::read_to_string(program.path("countersign.toml")).unwrap();
    let answers = |password, letters| {
        [
            ("Number: ", "other"),
            ("Mail server: ", "localhost"),
            ("Encryption", "SSL"),
            ("Encryption", "STARTTLS"),
            ("Port [587]: ", port.as_str()),
            ("User", USER),
            ("Program that prints a token", ""),
            ("Password: ", password),
            ("Messages are from: ", "Sajten <id@example.org>"),
            ("DKIM selector", ""),
            ("Send four letters to [id@example.org]: ", "ada@example.org"),
            ("The four letters", letters),
        ]
    };
    // A wrong password is told with what helps, and leaves nothing.
    let (code, shown) = typed(&program, &exim, "mail setup", &answers("wrong", "x")[..11]);
    assert_eq!(code, 1);
    assert!(
        shown.contains("TLS: spoken") && shown.contains("app password"),
        "{shown}"
    );
    // Nor does a message that didn't arrive.
    let (code, shown) = typed(&program, &exim, "mail setup", &answers(PASSWORD, "nothing"));
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("it hasn't arrived"), "{shown}");
    assert_eq!(
        std::fs::read_to_string(program.path("countersign.toml")).unwrap(),
        before
    );
    assert!(!program.path("data/mail-password").exists());
    exim.next();

    let (code, shown) = typed(
        &program,
        &exim,
        "mail setup",
        &answers(PASSWORD, "(letters)"),
    );
    assert_eq!(code, 0, "{shown}");
    for says in [
        "Accepted: ",
        "Mail arrives.",
        // Whatever the DNS has of example.org.
        "a:localhost",
        "_dmarc.example.org. IN TXT",
        "Restart the server",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    assert!(
        !shown.contains(PASSWORD),
        "what is secret isn't shown: {shown}"
    );
    let subject = read(&exim.next())["headers"]["subject"][0].clone();
    assert_eq!(subject, "Sajten: four letters");
    let file = program.path("data/mail-password");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        format!("{PASSWORD}\n")
    );
    let text = std::fs::read_to_string(program.path("countersign.toml")).unwrap();
    assert!(
        text.starts_with(&before) && text.contains("\n[mail]\nserver = \"localhost\"\n"),
        "{text}"
    );
    // What was written is what works.
    program.done("mail test --to ada@example.org");
    exim.next();
}

#[test]
fn mail_is_set_up_by_flags_alone() {
    let Some(exim) = Exim::start() else { return };
    let program = place(&exim);
    let line = format!(
        "mail setup --server localhost --port {} --tls tls --user {USER} --from id@example.org --password-stdin",
        exim.tls
    );
    let done = program.run_with(&line, PASSWORD);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("Give --unconfirmed"), "{}", done.err);
    let line = format!("{line} --unconfirmed --to ada@example.org");
    let done = program.run_with(&line, PASSWORD);
    assert_eq!(done.code, 0, "{}", done.err);
    exim.next();
    program.done("mail test --to ada@example.org");
    exim.next();

    // Twice leaves one of each.
    let done = program.run_with(&line, PASSWORD);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!done.out.contains("environment"), "{}", done.out);
    exim.next();
    let text = std::fs::read_to_string(program.path("countersign.toml")).unwrap();
    assert_eq!(text.matches("server = ").count(), 1, "{text}");
}

#[test]
fn settings_that_can_not_be_written_are_printed_and_stay_true() {
    let Some(exim) = Exim::start() else { return };
    let mut program = place(&exim);
    let line = format!(
        "mail setup --server localhost --port {} --tls tls --user {USER} --from id@example.org --password-stdin \
         --unconfirmed --to ada@example.org",
        exim.tls
    );
    // It can't be edited by lines.
    let own = "mail = { server = \"localhost\", from = \"id@example.org\" }\n";
    std::fs::write(program.path("countersign.toml"), own).unwrap();
    let kept = program.path("data/mail-password");
    std::fs::create_dir(program.path("data")).unwrap();
    // What root writes, the server can read all the same.
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        chown(program.path("data"), Some(1234), Some(5678)).unwrap();
    }
    std::fs::write(&kept, "the old one\n").unwrap();
    program.set("COUNTERSIGN_MAIL_TLS", "starttls");
    let done = program.run_with(&line, PASSWORD);
    assert_eq!(done.code, 0, "{}", done.err);
    exim.next();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "the old one\n");
    let beside = program.path("data/mail-password-2");
    assert_eq!(
        std::fs::read_to_string(&beside).unwrap(),
        format!("{PASSWORD}\n")
    );
    let about = beside.metadata().unwrap();
    assert!(!is_root || (about.uid(), about.gid()) == (1234, 5678));
    for says in [
        "/data/mail-password-2\"\n",
        "goes before the file: unset COUNTERSIGN_MAIL_TLS,",
    ] {
        assert!(done.out.contains(says), "{}", done.out);
    }
    assert!(
        done.out
            .contains("Put these lines there yourself:\n[mail]\nserver = \"localhost\"\n"),
        "{}",
        done.out
    );
    assert_eq!(
        std::fs::read_to_string(program.path("countersign.toml")).unwrap(),
        own
    );
}

#[tokio::test]
async fn a_question_that_nobody_answers_names_its_flag() {
    let scripted = Scripted::start(Script::default()).await;
    let port = scripted.port;
    let asked = tokio::task::spawn_blocking(move || {
        let program = Program::new();
        for (line, says) in [
            ("mail setup --unconfirmed", "Give --provider or --server."),
            (
                "mail setup --unconfirmed --provider example",
                "--provider must be one of google",
            ),
            (
                "mail setup --unconfirmed --provider fastmail",
                "Give --user.",
            ),
            (
                "mail setup --unconfirmed --provider fastmail --user ada",
                "Use --password-stdin",
            ),
            (
                "mail setup --unconfirmed --server localhost --tls none",
                "Give --from.",
            ),
            (
                "mail setup --unconfirmed --server localhost --tls none --from id@example.org --to ada",
                "--to must be one",
            ),
        ] {
            let done = program.run(line);
            assert_eq!(done.code, 2, "{line}: {}", done.err);
            assert!(done.err.contains(says), "{line}: {}", done.err);
        }
        // Without a user nobody signs in, and no password is kept.
        let line = format!(
            "mail setup --unconfirmed --server 127.0.0.1 --port {port} --tls none --from id@example.org"
        );
        program.done(&line);
        assert!(!program.path("data/mail-password").exists());
        let text = std::fs::read_to_string(program.path("countersign.toml")).unwrap();
        assert!(
            text.contains("tls = \"none\"") && !text.contains("user"),
            "{text}"
        );
        let wrong = line.replace("127.0.0.1", "mail.example.org");
        let said = program.refused(&wrong);
        assert!(said.contains("for a server on this machine"), "{said}");
    });
    asked.await.unwrap();
    assert_eq!(scripted.messages().len(), 1);
}
