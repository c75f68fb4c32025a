//! What is typed: no command, a wrong one, or a question about one.

use crate::program::Program;

#[test]
fn wrong_usage_is_code_2() {
    let program = Program::new();
    for line in [
        "serve --json",
        "user",
        "user add",
        "user add ada --password hunter2",
        "user add ada hunter2",
        "user add ada",
        "policy require",
        "session end ada",
        "session end ada --everyone",
        "session end ada --all --yes",
        "bypass add ada",
        "nonsense",
    ] {
        let done = program.run(line);
        assert_eq!(done.code, 2, "{line}: {}", done.err);
        assert_eq!(done.out, "", "{line}");
        assert_ne!(done.err, "", "{line}");
    }
    assert!(!program.path("data").exists());
}

#[test]
fn whoever_names_no_command_wants_the_server() {
    let mut program = Program::new();
    program.set("COUNTERSIGN_LISTEN", "nonsense");
    for line in ["", "serve"] {
        let done = program.run(line);
        assert_eq!(done.code, 1, "{line}: {}", done.err);
        assert!(
            done.err.contains("COUNTERSIGN_LISTEN must be"),
            "{line}: {}",
            done.err
        );
    }
}

#[test]
fn help_and_completions_need_nothing() {
    let mut program = Program::new();
    program.set("COUNTERSIGN_LISTEN", "nonsense");
    for line in ["--help", "user add --help", "--version", "completions bash"] {
        assert_ne!(program.done(line), "", "{line}");
    }
}
