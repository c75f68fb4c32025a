//! Countersign gone behind each real proxy, or its database: nothing passes, whoever comes reads that
//! something isn't there, and once it is back so is everything, without a restart.

use std::time::{Duration, Instant};

use data_encoding::BASE64;
use testing::{Engine, Folder, run};

use super::place::Place;
use crate::support::browser::Browser;
use crate::support::node::Node;
use crate::support::proxy::{Kind, left_out};
use crate::support::seen::Seen;
use crate::support::wire::State;

mod without_countersign {
    use super::*;

    behind_each!(shut);
}

mod without_the_database {
    use super::*;

    behind_each!(undecided);
}

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
        is_back(place.there(), "/public/x").await;
        place.there().get("/docs").await.is(302);
    });
}

fn undecided(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Postgres, async move |_place| {
        let folder = Folder::new();
        let (place, wire) = Place::on_a_wire(kind, kind.family(), folder.path()).await;
        let secret = place.device_password("anna", "phone");
        let basic = BASE64.encode(format!("anna:{secret}").as_bytes());
        let client = place
            .there()
            .with("Authorization", &format!("Basic {basic}"));
        client
            .bare()
            .get("/docs")
            .await
            .is(200)
            .has("remote-user: anna\n");
        place.behind.came();
        wire.is_now(State::Cut);
        for path in ["/docs", "/public/x"] {
            let seen = client.bare().get(path).await;
            is_shut(&seen, kind, path);
            let seconds = seen.header("retry-after").parse::<u32>();
            assert!(
                seconds.is_ok_and(|seconds| seconds > 0),
                "{path} {:?}",
                seen.headers
            );
        }
        assert!(place.behind.came().is_empty(), "something passed");
        wire.is_now(State::Whole);
        is_back(client, "/docs").await;
    });
}

async fn is_back(mut visitor: Browser, path: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while visitor.get(path).await.status != 200 {
        assert!(Instant::now() < end, "not there again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
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
