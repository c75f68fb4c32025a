//! Open files, of which the system lets a process have so many.

use std::process::Command;
use std::time::Duration;

use testing::{Engine, run};

use crate::program::Program;
use crate::support::node::Node;

fn count(node: &Node, what: &str) -> usize {
    let log = std::fs::read_to_string(&node.log).unwrap();
    log.matches(what).count()
}

#[test]
fn a_soft_limit_is_raised_to_the_hard_one() {
    let program = Program::new();
    let node = Node::start(&program);
    let hard = node.limit("--output=HARD");
    node.kill();
    let mut low = Command::new("sh");
    low.args(["-c", "ulimit -S -n 64; exec \"$0\" serve"]);
    low.arg(env!("CARGO_BIN_EXE_countersign"));
    let node = Node::by(&program, low);
    assert_eq!(node.limit("--output=SOFT"), hard);
}

#[test]
fn connections_that_can_not_be_taken_are_told_once_and_taken_later() {
    run(Engine::Sqlite, async |_| {
        let program = Program::new();
        let node = Node::start(&program);
        node.browser().get("/healthz").await.is(200);
        let limit = node.limit("--output=SOFT");
        node.set_limit("8:");
        let mut browser = node.browser();
        let waits = tokio::spawn(async move { browser.get("/healthz").await.is(200).status });
        while count(&node, "\"not-accepted\"") == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // Tried again and again meanwhile, without a word.
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(count(&node, "\"not-accepted\""), 1);
        node.set_limit(&format!("{limit}:"));
        assert_eq!(waits.await.unwrap(), 200);
    });
}
