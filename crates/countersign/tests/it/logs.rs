//! What the log holds of what people send.

use testing::{Engine, run};

use crate::program::Program;
use crate::support::node::Node;

#[test]
fn V16_4_1_a_path_from_outside_turns_no_line_of_the_log_around() {
    run(Engine::Sqlite, async |_place| {
        let program = Program::new();
        let node = Node::start(&program);
        let path = "/a\u{202e}gpj.exe\u{200b}";
        let seen = node.browser().get(path).await;
        assert!([400, 404].contains(&seen.status), "{}", seen.status);
        let log = std::fs::read_to_string(&node.log).unwrap();
        let line = log.lines().find(|line| line.contains("gpj.exe")).unwrap();
        assert!(line.contains("/a\\u202egpj.exe\\u200b"), "{line}");
        assert!(!log.contains(['\u{202e}', '\u{200b}']), "{log}");
        // It means the same to whoever reads it as JSON.
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["path"], path);
    });
}
