//! `outbox`

use serde_json::Value;

use super::on_every_engine;

#[test]
fn messages_that_wait_are_listed_shown_retried_and_dropped() {
    on_every_engine(|program| {
        assert_eq!(program.done("outbox list"), "No message waits.\n");
        assert_eq!(program.done("outbox list --json"), "[]\n");
        let file = program.path("countersign.toml");
        std::fs::write(file, "outbox.write_to = \"letters\"\n").unwrap();
        program.add("ada");
        program.done("user unlock ada");
        program.done("user unlock ada");
        let all = program.json("outbox list --json");
        let all: Vec<&Value> = all.as_array().unwrap().iter().collect();
        assert_eq!(all.len(), 2);
        for one in &all {
            assert_eq!(
                (&one["account"], &one["channel"]),
                (&"ada".into(), &"file".into())
            );
            assert_eq!(
                (&one["state"], &one["why"]),
                (&"waiting".into(), &"".into())
            );
            assert!(one["made"].as_str().unwrap().ends_with('Z'), "{one}");
        }
        let text = program.done("outbox list");
        assert!(text.starts_with("ID "), "{text}");
        assert_eq!(text.lines().count(), 3, "{text}");
        let id = all[0]["id"].as_str().unwrap();
        let shown = program.done(&format!("outbox show {id}"));
        assert!(shown.contains(id) && shown.contains("waiting"), "{shown}");
        let retried = program.done(&format!("outbox retry {id}"));
        assert_eq!(retried, "The message is tried again within some seconds.\n");
        program.done("outbox retry --all");
        let dropped = program.done(&format!("outbox drop {id}"));
        assert_eq!(dropped, "The message was dropped. It won't be sent.\n");
        let gone = format!("The message \"{id}\" was given up, and what stood in it is gone.");
        assert_eq!(program.refused(&format!("outbox retry {id}")), gone);
        assert_eq!(program.refused(&format!("outbox drop {id}")), gone);
        for line in [
            "outbox show nonsense",
            "outbox drop 0123456789abcdef0123456789abcdef",
        ] {
            let said = program.refused(line);
            assert!(said.starts_with("There is no message \""), "{line}: {said}");
        }
    });
}
