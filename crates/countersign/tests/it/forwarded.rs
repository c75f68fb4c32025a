//! What the log says of who asks for whom: proxies that say nothing, and whoever says something and isn't
//! trusted. A balancer's question how we are raises neither.

use testing::{Engine, run};

use crate::program::Program;
use crate::support::node::Node;
use crate::support::site::HTTPS;

const SILENT: &str = "sends no X-Forwarded-For";
const IGNORED: &str = "forwarding headers from 127.0.0.9 are ignored";

fn told(node: &Node, what: &str) -> usize {
    let log = std::fs::read_to_string(&node.log).unwrap();
    log.matches(what).count()
}

#[test]
fn L23_a_health_check_is_no_silent_proxy_and_hides_none() {
    run(Engine::Sqlite, async |_| {
        let mut program = Program::new();
        program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
        program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
        program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1");
        program.set("COUNTERSIGN_METRICS_LISTEN", "127.0.0.1:0");
        let node = Node::start(&program);
        let mut stranger = node.browser().at("198.51.100.1").from([127, 0, 0, 9]);
        for path in ["/healthz", "/readyz"] {
            node.browser().get(path).await.is(200);
            stranger.get(path).await.is(200);
        }
        assert_eq!((told(&node, SILENT), told(&node, IGNORED)), (0, 0));
        let metrics = node.metrics_ports()[0];
        let counted = crate::support::browser::Browser::new(metrics, "http://localhost");
        let text = counted.clone().get("/metrics").await.is(200).text;
        assert!(!text.contains("countersign_forwarding_total{"), "{text}");

        for _ in 0..3 {
            node.browser().get("/login").await.is(200);
            stranger.get("/login").await.is(200);
        }
        assert_eq!((told(&node, SILENT), told(&node, IGNORED)), (1, 1));
        let log = std::fs::read_to_string(&node.log).unwrap();
        assert!(
            log.contains(r#"add it: trusted_proxies = [\"127.0.0.9\"]"#),
            "{log}"
        );
    });
}
