//! A message as Python's `email` reads it.

use std::io::Write;
use std::process::{Command, Stdio};

/// Its headers by their names in lower case, each a list; its parts with their types and texts; and under `wrong`
/// what the parser finds wrong with it.
pub fn read(message: &[u8]) -> serde_json::Value {
    let mut python = Command::new("python3")
        .args(["-c", include_str!("read.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 isn't installed (apt install python3)");
    python.stdin.take().unwrap().write_all(message).unwrap();
    let done = python.wait_with_output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}
