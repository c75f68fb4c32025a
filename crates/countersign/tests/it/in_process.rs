//! The server within the test: its own clock, chance and configuration, real HTTP.

use std::sync::Arc;
use std::time::Duration;

use countersign::config::{self, Sources, rows};
use countersign::wiring::{Nature, factors};
use countersign::{Running, Wiring};
use domain::Span;
use door::jobs::{Due, Job, Ran};
use testing::{Engine, Place};

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
        loaded: config::load(&rows::declared(&factors()), &from).unwrap(),
        nature: Nature {
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
            factors: factors(),
        },
        clock: None,
        listeners: None,
    })
    .await
    .unwrap()
}

async fn behind(place: &Place, statement: &str) {
    match place.engine() {
        Engine::Sqlite => place.sqlite().execute_batch(statement).unwrap(),
        Engine::Postgres => place
            .postgres()
            .await
            .batch_execute(statement)
            .await
            .unwrap(),
    }
}

async fn get(port: u16, path: &str) -> (u16, String) {
    let path = path.to_owned();
    let ask = move || {
        let answer = Browser::at(port).get(&path);
        (answer.status, answer.text)
    };
    tokio::task::spawn_blocking(ask).await.unwrap()
}

/// The status of `/readyz`, and what it says.
async fn readiness(port: u16) -> (u16, String) {
    let (status, text) = get(port, "/readyz").await;
    let (_, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(body.contains("\"ready\":"), "{text}");
    (status, body.to_owned())
}

testing::on_both! {
    async fn V6_4_1_the_set_up_link_works_for_an_hour(place: Place) {
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

    async fn a_job_that_fails_is_counted_and_leaves_the_server_ready(place: Place) {
        let running = start(&place).await;
        let (pages, metrics) = (running.public_url.port(), running.metrics[0].port());
        // What looks at once has run.
        let looked = "countersign_job_runs_total{job=\"standby\",result=\"ok\"} 1\n";
        while !get(metrics, "/metrics").await.1.contains(looked) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let ready = readiness(pages).await;
        behind(&place, "ALTER TABLE known_browsers RENAME TO lost").await;
        let due = Due { job: Job::Sweep, failures: 0 };
        assert_eq!(running.door.run_job(due).await, Ran::Failed);
        let due = Due { job: Job::AuditSeal, failures: 0 };
        assert_eq!(running.door.run_job(due).await, Ran::Well);
        assert_eq!(readiness(pages).await, ready);
        let (status, text) = get(metrics, "/metrics").await;
        assert_eq!(status, 200);
        for line in [
            "countersign_job_runs_total{job=\"sweep\",result=\"ok\"} 0\n".to_owned(),
            "countersign_job_runs_total{job=\"sweep\",result=\"failed\"} 1\n".to_owned(),
            "countersign_job_runs_total{job=\"audit-seal\",result=\"ok\"} 1\n".to_owned(),
            format!("countersign_job_last_success_seconds{{job=\"audit-seal\"}} {}\n", place.now().seconds()),
        ] {
            assert!(text.contains(&line), "{line} in {text}");
        }
        assert!(!text.contains("countersign_job_last_success_seconds{job=\"sweep\"}"), "{text}");
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
        let (status, text) = get(metrics, "/forwards.json").await;
        let body = text.split_once("\r\n\r\n").unwrap().1;
        let forwards: web::Forwards = serde_json::from_str(body).unwrap();
        assert_eq!((status, forwards), (200, web::Forwards::default()));
        assert_eq!(get(pages, "/forwards.json").await.0, 404);
        assert_eq!(get(metrics, "/healthz").await.0, 404);
        running.stop().await.unwrap();
        assert!(std::net::TcpStream::connect(("127.0.0.1", pages)).is_err());
    }
}
