//! A clock that is changed under a running server, and one that isn't set at the start.

use std::time::Duration;

use countersign::clock::floored::{Floored, settle};
use domain::{Clock, Span};
use testing::people::add;
use testing::{Engine, Place, run};

use crate::program::Program;
use crate::support::browser::Browser;
use crate::support::node::{Faked, Node};
use crate::support::site::Site;

const DAY: i64 = 86_400;

fn log_of(program: &Program) -> String {
    std::fs::read_to_string(program.path("log")).unwrap_or_default()
}

fn until_logged(program: &Program, what: &str) {
    while !log_of(program).contains(what) {
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_clock_that_is_changed_is_told_everywhere_and_stops_nothing() {
    run(Engine::Sqlite, async |_| {
        let mut program = Program::new();
        program.set("COUNTERSIGN_METRICS_LISTEN", "127.0.0.1:0");
        let mut clock = Faked::under(&mut program);
        let node = Node::start(&program);
        let ready = node.browser().get("/readyz").await.is(200);
        assert!(!ready.text.contains("clock_jumped"), "{}", ready.text);
        for (seconds, nth) in [(3_600, 1), (-3_600, 2)] {
            clock.later(seconds);
            let jumps = || {
                log_of(&program)
                    .matches("\"event\":\"clock-jumped\"")
                    .count()
            };
            let until = tokio::time::Instant::now() + Duration::from_secs(60);
            while jumps() < nth {
                let log = || log_of(&program);
                assert!(tokio::time::Instant::now() < until, "{nth}: {}", log());
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let ready = node.browser().get("/readyz").await.is(200);
            let jumped = ready
                .text
                .split_once("\"clock_jumped\":\"changed by ")
                .unwrap()
                .1;
            let said: i64 = jumped.split(' ').next().unwrap().parse().unwrap();
            assert!((said - seconds).abs() <= 1, "{}", ready.text);
            let metrics = Browser::new(node.metrics_ports()[0], "http://localhost");
            let text = metrics.clone().get("/metrics").await.is(200).text;
            assert!(
                text.contains(&format!("countersign_clock_jumps_total {nth}\n")),
                "{text}"
            );
        }
        let events = program.json("audit list --json");
        let all = events.as_array().unwrap().iter();
        let jumps: Vec<_> = all
            .filter(|event| event["action"] == "clock.jumped")
            .collect();
        assert!(!jumps.is_empty(), "{events}");
    });
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_nobody_sets_goes_by_the_newest_moment_in_the_database() {
    let place = Place::new(Engine::Sqlite);
    let door = place.door().await;
    // However late this test is run.
    place.clock().advance(Span::days(365 * 100));
    add(&door, "ada", true).await;
    let (clock, start) = (Floored::default(), tokio::time::Instant::now());
    assert!(clock.now() < place.now());
    settle(&clock, &door).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(60));
    assert!(clock.now() >= place.now());
    assert!(clock.now() < place.now().plus(Span::minutes(1)));
}

#[test]
fn a_server_knows_the_clock_that_all_nodes_share_before_it_answers() {
    run(Engine::Postgres, async |place| {
        // This node's own would let every wait end, or last, as nobody set it.
        place.clock().advance(Span::days(30));
        let site = Site::start(place).await;
        site.browser("192.0.2.1").sign_in("nobody").await.is(422);
        let left = "SELECT expires / 1000000 - EXTRACT(EPOCH FROM clock_timestamp())::bigint FROM address_budgets";
        let client = site.place.postgres().await;
        let left: i64 = client.query_one(left, &[]).await.unwrap().get(0);
        assert!((540..=600).contains(&left), "{left}");
    });
}

#[test]
fn a_clock_that_is_not_set_is_waited_for() {
    let mut program = Program::new();
    let mut clock = Faked::under(&mut program);
    program.add("ada --admin");
    clock.later(-30 * DAY);
    std::thread::scope(|scope| {
        let starting = scope.spawn(|| Node::start(&program));
        until_logged(&program, "\"event\":\"clock-not-set\"");
        assert!(!log_of(&program).contains("\"event\":\"started\""));
        clock.later(30 * DAY);
        let node = starting.join().unwrap();
        assert!(log_of(&program).contains("\"event\":\"clock-set\""));
        node.kill();
    });
    // Less than a day is no clock that isn't set: perhaps it was ahead before.
    clock.later(-3_600);
    Node::start(&program).kill();
    assert_eq!(
        log_of(&program)
            .matches("\"event\":\"clock-not-set\"")
            .count(),
        1
    );
}
