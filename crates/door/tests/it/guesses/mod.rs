//! Guessing an account's own password at the gate: whom it costs what, and where it ends.

mod at_once;
mod known_again;

use domain::{Refusal, Secret, Span};
use door::administration::NewAccount;
use door::{Actor, Client, Door, Progress};
use testing::people::*;
use testing::{Place, on_both};

const LINE: Actor = Actor::COMMAND_LINE;

async fn ask(door: &Door, name: &str, text: &str, from: &Browser) -> Result<Client, domain::Stop> {
    let secret = Secret::new(text.to_owned());
    door.client(name, &secret, "files.example.org", &from.seen)
        .await
}

/// Whether the right password is taken; whatever else is said is the one refusal.
async fn is_taken(door: &Door, name: &str, from: &Browser) -> bool {
    match ask(door, name, PASSWORD, from).await {
        Ok(_) => true,
        Err(domain::Stop::Refused(Refusal::WrongSignIn)) => false,
        other => panic!("{other:?}"),
    }
}

async fn wrong(door: &Door, name: &str, guess: usize, from: &Browser) {
    let tried = ask(door, name, &format!("guess number {guess}"), from).await;
    assert_eq!(refusal(tried), Refusal::WrongSignIn);
}

/// A stranger from a network of their own.
fn stranger(n: usize) -> Browser {
    Browser::new(&format!("198.51.{n}.1"))
}

/// What a user's `show` says of the gate's ladders: strangers', and that of its own networks.
async fn ladders(door: &Door, name: &str) -> (i64, i64) {
    let waits = door.account(&LINE, name).await.unwrap().waits;
    let of = |own: bool| {
        let mut gate = waits.iter().filter(|wait| wait.ladder == "gate");
        gate.find(|wait| wait.known_browser == own)
            .map_or(0, |wait| wait.wrong)
    };
    (of(false), of(true))
}

async fn with_address(door: &Door, name: &str) {
    let new = NewAccount {
        name: name.into(),
        password: Some(Secret::new(PASSWORD.into())),
        emails: vec![format!("{name}@example.org")],
        ..Default::default()
    };
    door.add_account(&LINE, new).await.unwrap();
}

on_both! {
    async fn L13_N_8_at_the_gate_guesses_are_the_accounts_however_its_name_was_written(place: Place) {
        let door = place.door().await;
        with_address(&door, "kate").await;
        let names = ["kate", "kate@example.org", "KATE", " Kate@Example.Org "];
        for guess in 0..20 {
            wrong(&door, names[guess % 4], guess, &stranger(guess)).await;
        }
        assert_eq!(ladders(&door, "kate").await, (20, 0));
        for name in names {
            assert!(!is_taken(&door, name, &stranger(99)).await, "{name}");
        }
        let device = door.add_device_password(&LINE, "kate", "Phone", &Default::default()).await.unwrap();
        assert!(ask(&door, "kate", device.secret.expose(), &stranger(99)).await.is_ok(), "device passwords go on");
        let mut owner = Browser::new("192.0.2.1");
        session(&door, "kate", &mut owner).await;
        assert_eq!(ladders(&door, "kate").await, (0, 0), "a completed sign-in opens it");
        assert!(is_taken(&door, "kate", &stranger(98)).await);
    }

    async fn L12_at_the_gate_strangers_end_at_twenty_until_somebody_helps(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let shut = async |door: &Door| {
            for guess in 0..20 {
                wrong(door, "anna", guess, &stranger(guess)).await;
                let left = guess < 19;
                assert_eq!(is_taken(door, "anna", &stranger(guess)).await, left, "after {guess}");
                // What was right there is one of the account's own networks from then on.
                place.clock().advance(Span::days(30));
            }
            place.clock().advance(Span::days(400));
            assert!(!is_taken(door, "anna", &stranger(99)).await, "time alone opens nothing");
        };
        shut(&door).await;
        door.unlock_account(&LINE, "anna").await.unwrap();
        assert!(is_taken(&door, "anna", &stranger(98)).await, "an administrator does");
        place.clock().advance(Span::days(31));
        shut(&door).await;
        door.set_user_password(&LINE, "anna", &Secret::new(PASSWORD.into())).await.unwrap();
        assert!(is_taken(&door, "anna", &stranger(97)).await, "so does a new password");
    }

    async fn L35_an_accounts_own_networks_have_a_count_that_strangers_dont_touch(place: Place) {
        let door = place.door_with(|c| c.limits.address = 1_000_000).await;
        add(&door, "anna", false).await;
        let (home, office) = (Browser::new("192.0.2.7"), Browser::new("2001:db8:1:200::7"));
        assert!(is_taken(&door, "anna", &home).await && is_taken(&door, "anna", &office).await);
        for guess in 0..30 {
            wrong(&door, "anna", guess, &stranger(guess)).await;
        }
        assert_eq!(ladders(&door, "anna").await, (20, 0));
        // The same /24, and the same /56, are the same network.
        let (neighbour, desk) = (Browser::new("192.0.2.200"), Browser::new("2001:db8:1:2ff::9"));
        place.clock().advance(Span::minutes(2));
        for own in [&home, &office, &neighbour, &desk] {
            assert!(is_taken(&door, "anna", own).await, "{}", own.seen.address);
            place.clock().advance(Span::minutes(2));
        }
        assert!(!is_taken(&door, "anna", &Browser::new("2001:db8:1:300::7")).await, "another /56");
        for guess in 40..49 {
            let own = if guess % 2 == 0 { &neighbour } else { &office };
            wrong(&door, "anna", guess, own).await;
            let left = guess < 48;
            assert_eq!(is_taken(&door, "anna", &home).await, left, "a right one clears nothing: {guess}");
            place.clock().advance(Span::minutes(2));
        }
        assert_eq!(ladders(&door, "anna").await, (20, 9));
        let mut owner = Browser::new("203.0.113.9");
        session(&door, "anna", &mut owner).await;
        assert!(is_taken(&door, "anna", &home).await, "till a completed sign-in");
    }

    async fn a_network_is_the_accounts_own_for_thirty_days_and_no_other_accounts(place: Place) {
        let door = place.door_with(|c| c.limits.address = 1_000_000).await;
        let home = Browser::new("192.0.2.7");
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
            for guess in 0..20 {
                wrong(&door, name, guess, &stranger(guess)).await;
            }
        }
        door.unlock_account(&LINE, "anna").await.unwrap();
        assert!(is_taken(&door, "anna", &home).await);
        for guess in 20..40 {
            wrong(&door, "anna", guess, &stranger(guess)).await;
        }
        assert!(!is_taken(&door, "bea", &home).await, "it is anna's alone");
        place.clock().advance(Span::days(30).minus(Span::seconds(1)));
        assert!(is_taken(&door, "anna", &home).await);
        place.clock().advance(Span::days(30));
        assert!(!is_taken(&door, "anna", &home).await, "thirty days after it was last right");
    }

    async fn L36_the_same_wrong_secret_costs_nothing_more_on_any_node(place: Place) {
        let door = place.door().await;
        let home = Browser::new("192.0.2.7");
        add(&door, "anna", false).await;
        assert!(is_taken(&door, "anna", &home).await);
        for name in ["anna", "nobody"] {
            for from in [&home, &stranger(1)] {
                wrong(&door, name, 1, from).await;
            }
        }
        for day in 0..40 {
            place.clock().advance(Span::days(1));
            // Each is like a restart: nothing is remembered but what the database holds.
            let node = place.door().await;
            for name in ["anna", "nobody"] {
                for from in [&home, &stranger(day)] {
                    wrong(&node, name, 1, from).await;
                }
            }
            assert_eq!(node.hashing_work(), 0, "day {day}");
        }
        assert_eq!(ladders(&door, "anna").await, (0, 1));
    }

    async fn what_sign_in_has_disabled_is_disabled_at_the_gate_and_its_waits_arent_taken_over(place: Place) {
        let door = place.door_with(|c| {
            c.limits.address = 1_000_000;
            c.limits.strangers = 1_000;
            c.limits.longest_wait = Span::seconds(1);
        }).await;
        add(&door, "anna", false).await;
        let home = Browser::new("192.0.2.7");
        for wrong in 1..=100 {
            refusal(door.sign_in("anna", "not the password at all", "", &stranger(1).seen).await);
            if [1, 50, 99].contains(&wrong) {
                assert!(is_taken(&door, "anna", &home).await, "after {wrong}");
                place.clock().advance(Span::minutes(2));
            }
            place.clock().advance(Span::seconds(2));
        }
        place.clock().advance(Span::minutes(2));
        assert!(!is_taken(&door, "anna", &home).await);
        door.unlock_account(&LINE, "anna").await.unwrap();
        assert!(is_taken(&door, "anna", &home).await);
    }

    async fn L28_an_address_pays_before_anything_is_hashed_and_beyond_its_purse_nothing_is(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let address = Browser::new("203.0.113.9");
        let one = async |guess: usize| {
            let work = door.hashing_work();
            wrong(&door, &format!("name-{guess}"), guess, &address).await;
            door.hashing_work() - work
        };
        let cost = one(0).await;
        assert!(cost > 0);
        for guess in 1..100 {
            assert_eq!(one(guess).await, if guess < 20 { cost } else { 0 }, "{guess}");
        }
        let work = door.hashing_work();
        assert!(!is_taken(&door, "anna", &address).await, "not looked at");
        assert_eq!(door.hashing_work(), work);
        door.write_all_counted().await;
        let query = door::activity::Query { most: 1_000, ..Default::default() };
        let events = door.audit(&LINE, &query).await.unwrap();
        let mut spent = events.iter().filter(|event| event.action == "address.spent");
        assert_eq!(spent.next().map(|row| (row.times, spent.count())), Some((81, 0)), "one row");
        assert!(matches!(by_password(&door, "anna", &address).await, Ok(Progress::In(_))), "sign-in is another thing");
        place.clock().advance(Span::minutes(10));
        assert!(is_taken(&door, "anna", &address).await);
    }

    async fn the_gates_purse_is_empty_for_strangers_and_not_for_an_accounts_own_network(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let office = Browser::new("192.0.2.7");
        assert!(is_taken(&door, "anna", &office).await);
        for guess in 0..25 {
            wrong(&door, &format!("name-{guess}"), guess, &office).await;
        }
        place.clock().advance(Span::minutes(2));
        assert!(is_taken(&door, "anna", &office).await);
    }

    async fn L15_unknown_names_are_counted_by_bucket_and_a_shut_one_costs_the_same_work(place: Place) {
        let door = place.door_with(|c| c.limits.address = 1_000_000).await;
        add(&door, "anna", false).await;
        let mut costs = Vec::new();
        for name in ["anna", "nobody"] {
            for guess in 0..25 {
                let work = door.hashing_work();
                wrong(&door, name, guess, &stranger(guess)).await;
                costs.push(door.hashing_work() - work);
            }
        }
        assert!(costs[0] > 0 && costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    }
}
