//! How the server is told to end, and what doesn't end it.

use testing::{Engine, run};

use crate::program::Program;
use crate::support::node::Node;

/// A drain that only a second signal ends within a test.
const FOR_EVER: &str = "300";

fn draining_for(seconds: &str) -> Program {
    let mut program = Program::new();
    program.set("COUNTERSIGN_SHUTDOWN_DRAIN", seconds);
    program
}

/// Waits until that stands in the log.
fn logged(node: &mut Node, what: &str) {
    while !std::fs::read_to_string(&node.log).unwrap().contains(what) {
        assert!(node.lives(), "it ended without a word of {what}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn a_hang_up_never_ends_it() {
    run(Engine::Sqlite, async |_| {
        let program = Program::new();
        let mut node = Node::start(&program);
        node.signal("-HUP");
        logged(&mut node, "\"event\":\"hang-up\"");
        node.browser().get("/healthz").await.is(200);
    });
}

#[test]
fn told_to_end_it_is_not_ready_and_still_takes_requests() {
    run(Engine::Sqlite, async |_| {
        let program = draining_for(FOR_EVER);
        let mut node = Node::start(&program);
        node.browser().get("/readyz").await.is(200);
        node.signal("-TERM");
        logged(&mut node, "\"event\":\"draining\"");
        let ready = node.browser().get("/readyz").await.is(503);
        assert!(
            ready.text.contains("\"program\":\"stopping\""),
            "{}",
            ready.text
        );
        node.browser().get("/login").await.is(200);
        node.browser().get("/healthz").await.is(200);
        // Whoever asks twice doesn't want to wait.
        node.signal("-TERM");
        assert_eq!(node.ended(), Some(1));
    });
}

#[test]
fn a_drain_ends_by_itself() {
    let node = draining_for("1").serve("");
    let ended = node.end("-TERM");
    assert_eq!(ended.code, 0, "{}", ended.err);
    for event in ["draining", "stopping"] {
        let line = format!("\"event\":\"{event}\"");
        assert!(ended.err.contains(&line), "{}", ended.err);
    }
}

#[test]
fn ctrl_c_drains_nothing_and_ends_a_drain() {
    let program = draining_for(FOR_EVER);
    let ended = program.serve("").end("-INT");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(!ended.err.contains("draining"), "{}", ended.err);

    let mut node = Node::start(&program);
    node.signal("-TERM");
    logged(&mut node, "\"event\":\"draining\"");
    node.signal("-INT");
    assert_eq!(node.ended(), Some(1));
}
