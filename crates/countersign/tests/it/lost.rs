//! PostgreSQL gone while the program runs: nobody is let in, everybody is told plainly, and when it is
//! back so is the program.

use std::time::Duration;

use testing::{Engine, Folder, Place, run};

use crate::program::{PASSWORD, Program};
use crate::support::node::Node;
use crate::support::wire::{State, Wire};

#[test]
fn V16_5_3_without_its_database_it_lets_nobody_in_and_recovers_by_itself() {
    lets_nobody_in_while(&[State::Cut, State::Silent]);
}

#[test]
fn V16_5_2_V16_5_3_a_database_that_falls_silent_lets_nobody_in_and_keeps_nobody_waiting() {
    lets_nobody_in_while(&[State::Frozen]);
}

fn lets_nobody_in_while(states: &[State]) {
    run(Engine::Postgres, async |_: Place| {
        let program = tokio::task::spawn_blocking(|| Program::on(Engine::Postgres));
        let mut program = program.await.unwrap().unwrap();
        program.done("database migrate");
        program.add("anna");
        let folder = Folder::new();
        let direct = program
            .variables
            .iter()
            .find(|(name, _)| name == "COUNTERSIGN_DATABASE");
        let wire = Wire::lay(folder.path(), &direct.unwrap().1.clone());
        program.set("COUNTERSIGN_DATABASE", &wire.url);
        let mut node = Node::start(&program);
        let fields = [("username", "anna"), ("password", PASSWORD)];
        let mut anna = node.browser();
        anna.post("/login", &fields).await.leads("/");
        node.browser().get("/readyz").await.is(200);

        for state in states {
            wire.is_now(*state);
            let mut tab = anna.clone();
            let seen = tab.get("/settings").await;
            assert!(
                [500, 503].contains(&seen.status),
                "{state:?}: {} {}",
                seen.status,
                seen.text
            );
            let request = seen.header("x-request-id").to_owned();
            assert_eq!(request.len(), 32);
            assert!(
                seen.text.contains(&request),
                "the page shows it: {}",
                seen.text
            );
            let log = std::fs::read_to_string(&node.log).unwrap();
            let cause = log
                .lines()
                .find(|line| line.contains(&request) && line.contains("\"ERROR\""));
            assert!(cause.is_some(), "{log}");
            assert_eq!(seen.cookies().count(), 0, "{state:?}");
            let seen = node.browser().post("/login", &fields).await;
            assert!(
                [500, 503].contains(&seen.status),
                "{state:?}: {}",
                seen.text
            );
            assert_eq!(seen.cookies().count(), 0);
            let gone = node.browser().get("/readyz").await.is(503);
            assert_eq!(gone.header("content-type"), "application/json");
            node.browser().get("/healthz").await.is(200);
            node.browser().get("/login").await.is(200);

            wire.is_now(State::Whole);
            while node.browser().get("/readyz").await.status != 200 {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            assert!(anna.is_in().await, "{state:?}");
            node.browser().post("/login", &fields).await.leads("/");
            assert!(node.lives());
        }
    });
}
