//! What a node knows again of clients: what was right, what was wrong, who came.

use std::sync::Arc;

use domain::Span;
use door::Door;
use testing::people::*;
use testing::{Engine, HandClock, Place, on_both};

use super::{ask, is_taken, stranger, with_address, wrong};

on_both! {
    async fn one_that_was_right_a_moment_ago_opens_nothing_where_it_wouldnt_be_looked_at(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let (home, address) = (Browser::new("192.0.2.7"), Browser::new("203.0.113.9"));
        for guess in 0..20 {
            wrong(&door, "nobody", guess, &address).await;
        }
        assert!(is_taken(&door, "anna", &home).await);
        assert!(!is_taken(&door, "anna", &address).await, "an address that has none left");
        for guess in 0..20 {
            wrong(&door, "anna", guess, &stranger(guess)).await;
        }
        for _ in 0..3 {
            assert!(is_taken(&door, "anna", &home).await);
            let work = door.hashing_work();
            assert!(!is_taken(&door, "anna", &stranger(99)).await, "a ladder that has ended");
            let right = door.hashing_work() - work;
            wrong(&door, "anna", 99, &stranger(98)).await;
            assert_eq!(door.hashing_work() - work - right, right, "and it looks like any other");
        }
    }

    async fn L28_whoever_goes_away_while_it_is_hashed_pays_for_the_next_time(place: Place) {
        let door = place.door_with(|c| c.argon2 = (16_384, 8)).await;
        add(&door, "anna", false).await;
        for from in ["203.0.113.9", "192.0.2.7"] {
            let from = Browser::new(from);
            if from.seen.address.to_string() == "192.0.2.7" {
                assert!(is_taken(&door, "anna", &from).await, "one of its own networks");
            }
            let work = door.hashing_work();
            for _ in 0..60 {
                let asked = tokio::spawn({
                    let (door, from) = (door.clone(), from.clone());
                    async move { drop(ask(&door, "anna", "the same each time", &from).await) }
                });
                while !asked.is_finished() && door.hashing_load().0 == 0 {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
                asked.abort();
                drop(asked.await);
                while door.hashing_load() != (0, 0) {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
            }
            let hashes = (door.hashing_work() - work) / (16_384 * 8);
            assert!((1..=21).contains(&hashes), "{hashes} hashes from {}", from.seen.address);
        }
    }

    async fn L15_nobodys_address_is_known_again_by_its_name_as_an_accounts_is(place: Place) {
        let door = place.door().await;
        with_address(&door, "kate").await;
        for name in ["kate", "nobody"] {
            wrong(&door, name, 1, &stranger(1)).await;
            let work = door.hashing_work();
            wrong(&door, &format!("{name}@example.org"), 1, &stranger(1)).await;
            assert_eq!(door.hashing_work(), work, "{name}");
        }
    }

    async fn clients_that_call_themselves_otherwise_each_time_are_noted_sixteen_times_a_minute(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut client = Browser::new("192.0.2.7");
        for minute in 1..=10 {
            for n in 0..100 {
                client.seen.agent = format!("{minute} {n}");
                assert!(ask(&door, "anna", PASSWORD, &client).await.is_ok());
            }
            let live = session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
            let noted = door.own_password_clients(&live).await.unwrap().len();
            assert!(noted > 0 && noted <= 16 * minute, "{noted} after {minute}");
            place.clock().advance(Span::seconds(61));
        }
        let kept = match place.engine() {
            Engine::Sqlite => place.sqlite().query_row(COUNT, [], |row| row.get(0)).unwrap(),
            Engine::Postgres => place.postgres().await.query_one(COUNT, &[]).await.unwrap().get(0),
        };
        assert!((90..=100_i64).contains(&kept), "{kept}");
    }

    async fn nodes_whose_clocks_differ_make_nobody_wait_who_was_right(place: Place) {
        let ahead = Arc::new(HandClock::new(place.now().plus(Span::seconds(8))));
        let (door, node) = (place.door().await, place.door_by(&ahead).await);
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        let mut browser = Browser::new("192.0.2.1");
        enrol_at(&place, &door, "bea", &mut browser).await;
        for _ in 0..3 {
            assert!(is_taken(&node, "anna", &stranger(1)).await);
            assert!(is_taken(&door, "anna", &stranger(1)).await);
            // A right password that owes more gives back what it has spent.
            pending(&node, "bea", &stranger(2)).await;
            pending(&door, "bea", &stranger(2)).await;
            place.clock().advance(Span::minutes(2));
            ahead.advance(Span::minutes(2));
        }
    }
}

/// With an app, whatever was there before.
async fn enrol_at(place: &Place, door: &Door, name: &str, browser: &mut Browser) {
    session(door, name, browser).await;
    enrol(place, door, name, browser).await;
}

const COUNT: &str = "SELECT count(*) FROM password_clients";
