//! Countersign gone behind each real proxy: nothing passes, whoever comes reads that something isn't there,
//! and once it is back so is everything, without a restart of the proxy.

use std::time::{Duration, Instant};

use testing::{Engine, run};

use super::place::Place;
use crate::support::node::Node;
use crate::support::proxy::{Kind, left_out};
use crate::support::seen::Seen;

behind_each!(shut);

fn shut(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let mut place = Place::start(kind, kind.family()).await;
        place.there().get("/public/x").await.is(200);
        place.behind.came();
        let address = format!("127.0.0.1:{}", place.node.port());
        place.program.set("COUNTERSIGN_LISTEN", &address);
        place.node.end_here();

        for path in ["/public/x", "/docs", "/.well-known/countersign/enter"] {
            is_shut(&place.there().get(path).await, kind, path);
            let client = place.there().with("Authorization", "Basic eDp5");
            is_shut(&client.bare().get(path).await, kind, path);
        }
        is_shut(&place.home().get("/login").await, kind, "/login");
        assert!(place.behind.came().is_empty(), "something passed");

        place.node = Node::start(&place.program);
        let end = Instant::now() + Duration::from_secs(20);
        while place.there().get("/public/x").await.status != 200 {
            assert!(Instant::now() < end, "not there again");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        place.there().get("/docs").await.is(302);
    });
}

/// 502 or 503, with a page.
fn is_shut(seen: &Seen, kind: Kind, path: &str) {
    assert!(
        [502, 503].contains(&seen.status),
        "{kind:?} {path} {}",
        seen.status
    );
    assert!(!seen.text.trim().is_empty(), "{kind:?} {path}: no page");
    assert_eq!(seen.header("www-authenticate"), "", "{kind:?} {path}");
}
