//! docs/examples/assertion.py, with what `./test` installed for it beside the build.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::node::FAKETIME;

/// A second at which Python's clock can stand still: 18 May 2033, 03:33:20.
pub const THEN: i64 = 2_000_000_000;

/// The variables under which it does.
pub const AT_THEN: [(&str, &str); 4] = [
    ("LD_PRELOAD", FAKETIME),
    ("FAKETIME", "2033-05-18 03:33:20"),
    ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ("TZ", "UTC0"),
];

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/examples");

/// What it says to each of these assertions as a program, asked about a request: its claims, or why not.
pub async fn checked(
    (issuer, method, url): (&str, &str, &str),
    assertions: &[&str],
    env: &[(&str, &str)],
) -> Vec<Result<serde_json::Value, String>> {
    let script = format!("{EXAMPLES}/assertion.py");
    let args = [script.as_str(), issuer, method, url];
    let said = run(&args, &assertions.join("\n"), env).await;
    let read = |line: &str| match line.strip_prefix("refused: ") {
        Some(why) => Err(why.to_owned()),
        None => Ok(serde_json::from_str(line).unwrap()),
    };
    let answers: Vec<_> = said.lines().map(read).collect();
    assert_eq!(answers.len(), assertions.len(), "{said}");
    answers
}

/// Runs Python for at most half a minute; what it prints.
pub async fn run(args: &[&str], input: &str, env: &[(&str, &str)]) -> String {
    let built = Path::new(env!("CARGO_BIN_EXE_countersign"));
    let installed = built.ancestors().nth(2).unwrap().join("examples");
    let mut python = Command::new("timeout");
    python
        .args(["-k", "1", "30", "python3", "-B"])
        .args(args)
        .env("PYTHONPATH", format!("{}:{EXAMPLES}", installed.display()));
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        python.env_remove(name);
        python.env_remove(name.to_ascii_uppercase());
    }
    python
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let input = input.to_owned();
    // What it asks is answered here meanwhile.
    let work = tokio::task::spawn_blocking(move || {
        let mut child = python.spawn().unwrap();
        let mut near = child.stdin.take().unwrap();
        near.write_all(input.as_bytes()).unwrap();
        drop(near);
        child.wait_with_output().unwrap()
    });
    let done = work.await.unwrap();
    let said = |bytes| String::from_utf8(bytes).unwrap();
    assert!(done.status.success(), "{}", said(done.stderr));
    said(done.stdout)
}
