//! Starts the tests' mail server, prints how it is reached and where its messages come to, and keeps it running
//! until its input ends: for tests that aren't written in Rust.
#![allow(
    clippy::expect_used,
    reason = "a test that can't go on ends by a panic"
)]

use std::io::Read;

use testing::mail::{Exim, PASSWORD, USER};

fn main() -> std::io::Result<()> {
    let exim = Exim::start().expect("left out by ./test quick");
    let told = serde_json::json!({
        "port": exim.starttls,
        "user": USER,
        "password": PASSWORD,
        "certificate": exim.certificate(),
        "folder": exim.folder(),
    });
    println!("{told}");
    std::io::stdin().read_to_end(&mut Vec::new()).map(drop)
}
