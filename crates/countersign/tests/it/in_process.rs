//! The server within the test: its own clock, chance and configuration, real HTTP.

use std::sync::Arc;

use countersign::config::{self, Sources, rows};
use countersign::wiring::Nature;
use countersign::{Running, Wiring};
use domain::Span;
use testing::Place;

use crate::http::Browser;

async fn start(place: &Place) -> Running {
    let (database, prepared) = match place.database().await {
        store::Place::Postgres(options) => (options.url.expose().clone(), options.prepared),
        store::Place::Sqlite(_) => (String::new(), true),
    };
    let prepared = prepared.to_string();
    let (data, key) = (place.folder(), place.key_file());
    let settings = [
        ("data", data.to_str().unwrap()),
        ("key_file", key.to_str().unwrap()),
        ("database", database.as_str()),
        ("postgres.prepared", prepared.as_str()),
        ("listen", "localhost:0"),
        ("metrics_listen", "127.0.0.1:0"),
        ("argon2.memory_kib", "64"),
    ];
    let from = Sources::given(place.folder(), &settings);
    countersign::serve(Wiring {
        loaded: config::load(&rows::declared(), &from).unwrap(),
        nature: Nature {
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
        },
        clock: None,
        listeners: None,
    })
    .await
    .unwrap()
}

async fn get(port: u16, path: &str) -> (u16, String) {
    let path = path.to_owned();
    let ask = move || {
        let answer = Browser::at(port).get(&path);
        (answer.status, answer.text)
    };
    tokio::task::spawn_blocking(ask).await.unwrap()
}

testing::on_both! {
    async fn the_set_up_link_works_for_an_hour(place: Place) {
        let running = start(&place).await;
        let port = running.public_url.port();
        let link = running.set_up_link.as_ref().unwrap().expose();
        let path = link.strip_prefix(running.public_url.origin()).unwrap();
        assert_eq!(get(port, path).await.0, 200);
        place.clock().advance(Span::minutes(59));
        assert_eq!(get(port, path).await.0, 200);
        place.clock().advance(Span::minutes(2));
        assert_eq!(get(port, path).await.0, 410);
        running.door.sweep().await.unwrap();
        running.stop().await.unwrap();
    }

    async fn what_machines_ask_is_answered_where_it_belongs(place: Place) {
        let running = start(&place).await;
        let (pages, metrics) = (running.public_url.port(), running.metrics[0].port());
        assert_eq!(get(pages, "/healthz").await.0, 200);
        assert_eq!(get(pages, "/metrics").await.0, 404);
        let (status, text) = get(metrics, "/metrics").await;
        assert_eq!(status, 200);
        assert!(text.contains("# EOF"), "{text}");
        assert!(text.contains("countersign_audit_unsealed_age_seconds 0.0"), "{text}");
        running.door.add_group(&door::Actor::COMMAND_LINE, "staff").await.unwrap();
        place.clock().advance(Span::seconds(301));
        let (_, text) = get(metrics, "/metrics").await;
        assert!(text.contains("countersign_audit_unsealed 1.0"), "{text}");
        assert!(text.contains("countersign_audit_unsealed_age_seconds 301.0"), "{text}");
        assert_eq!(get(metrics, "/healthz").await.0, 404);
        running.stop().await.unwrap();
        assert!(std::net::TcpStream::connect(("127.0.0.1", pages)).is_err());
    }
}
