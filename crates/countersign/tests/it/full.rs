//! A disk that fills up while the server runs: nobody is let in, everybody is told plainly, and when there
//! is room again so is the program.

use std::time::Duration;

use testing::{Engine, Tiny, run};

use crate::program::{PASSWORD, Program};
use crate::support::node::Node;

#[test]
fn V16_5_3_with_a_full_disk_it_lets_nobody_in_is_not_ready_and_recovers_by_itself() {
    run(Engine::Sqlite, async |_| {
        let mut program = Program::new();
        let tiny = Tiny::mount(&program.path("disk"), 8);
        program.set("COUNTERSIGN_DATA", "disk");
        program.add("anna");
        let mut node = Node::start(&program);
        let ready = node.browser().get("/readyz").await.is(200);
        assert!(ready.text.contains("\"database\":\"ok\""), "{}", ready.text);

        tiny.fill();
        let fields = [("username", "anna"), ("password", PASSWORD)];
        let seen = node.browser().post("/login", &fields).await.is(503);
        assert_eq!(seen.header("retry-after"), "5");
        assert!(
            seen.text.contains(seen.header("x-request-id")),
            "{}",
            seen.text
        );
        assert_eq!(seen.cookies().count(), 0);
        let ready = node.browser().get("/readyz").await.is(503);
        let says = "\"database\":\"takes no changes\"";
        assert!(ready.text.contains(says), "{}", ready.text);
        node.browser().get("/healthz").await.is(200);
        node.browser().get("/login").await.is(200);

        tiny.grow();
        while node.browser().get("/readyz").await.status != 200 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        node.browser().post("/login", &fields).await.leads("/");
        assert!(node.lives());
    });
}
