//! Starts the tests' gateway for text messages, prints how it is reached and where the log of its network stands, and
//! keeps it running until its input ends: for tests that aren't written in Rust.
#![allow(
    clippy::expect_used,
    reason = "a test that can't go on ends by a panic"
)]

use std::io::Read;

use testing::text::{Kannel, SECRET, SENDER};

fn main() -> std::io::Result<()> {
    let kannel = Kannel::start().expect("left out by ./test quick");
    let told = serde_json::json!({
        "port": kannel.port,
        "sender": SENDER,
        "secret": SECRET,
        "arrivals": kannel.arrivals(),
    });
    println!("{told}");
    std::io::stdin().read_to_end(&mut Vec::new()).map(drop)
}
