//! A connection that is kept for the next request: each proxy lets go of it before Countersign does. Else now and
//! then a request would be sent on one that is just being closed, and be lost.

use std::time::Duration;

use testing::{Engine, run};

use super::place::Place;
use crate::support::proxy::{Kind, left_out};
use crate::support::tap::End;

/// The line of each file that says so, with the seconds; without, a connection isn't kept at all.
#[rustfmt::skip]
const LINES: [(&str, &str, &str, Option<u64>); 7] = [
    // file,                    before the number,      behind it, seconds
    ("nginx.conf",              "keepalive_timeout ",   "s;",      Some(5)),
    ("Caddyfile",               "keepalive ",           "s",       Some(5)),
    ("traefik/countersign.yml", "idleConnTimeout: ",    "s",       Some(5)),
    ("envoy.yaml",              "idle_timeout: ",       "s }",     Some(5)),
    ("haproxy/haproxy.cfg",     "option http-server-close", "",    None),
    ("haproxy/two-nodes.cfg",   "option http-server-close", "",    None),
    ("apache/apache.conf",      "disablereuse=on",      "",        None),
];

#[test]
fn every_file_lets_go_of_a_connection_well_before_countersign_does() {
    let ours = web::STILL.as_secs();
    for (file, before, behind, seconds) in LINES {
        let path = format!("{}/../../deploy/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let number = seconds
            .map(|seconds| seconds.to_string())
            .unwrap_or_default();
        assert!(
            text.contains(&format!("{before}{number}{behind}\n")),
            "{file}"
        );
        assert!(seconds.is_none_or(|seconds| seconds * 2 < ours), "{file}");
    }
    let manual = include_str!("../../../../../deploy/README.md");
    assert!(manual.contains(&format!("ends one on which nobody asks for {ours} seconds")));
}

behind_each!(walk);

fn walk(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let (place, tap) = Place::tapped(kind, kind.family()).await;
        // By each way on which Countersign is reached.
        place.home().get("/login").await.is(200);
        place.there().get("/public/x").await.is(200);
        let entrance = "/.well-known/countersign/enter?next=/docs";
        place.there().get(entrance).await.is(303);
        let ends = loop {
            let ends: Option<Vec<End>> = tap.ends().into_iter().collect();
            match ends {
                Some(ends) => break ends,
                None => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        assert!(!ends.is_empty());
        assert!(!ends.contains(&End::Countersign), "{kind:?} {ends:?}");
    });
}
