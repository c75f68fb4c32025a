//! What is too old goes, and that is no tampering; what goes too early is.

use domain::Span;
use door::audit::Flaw;
use door::{Actor, Config, Door};
use testing::{Place, on_both};

use super::{behind, flaw, seal, verify};
use testing::people::*;

fn short(config: &mut Config) {
    config.lengths.audit = Span::days(10);
    config.lengths.audit_addresses = Span::days(3);
}

/// Somebody signs in every day for so many days.
async fn days(place: &Place, door: &Door, days: usize) {
    for _ in 0..days {
        session(door, "anna", &mut Browser::new("192.0.2.1")).await;
        seal(place, door).await;
        assert_eq!(flaw(door).await, None);
        place.clock().advance(Span::days(1));
    }
    door.sweep().await.unwrap();
}

on_both! {
    async fn sweeping_and_forgetting_leave_a_log_that_is_whole(place: Place) {
        let door = place.door_with(short).await;
        add(&door, "anna", false).await;
        days(&place, &door, 25).await;
        let verified = verify(&door).await;
        assert_eq!((&verified.broken, verified.open), (&None, 0));
        assert!((9..=10).contains(&verified.sealed), "{verified:?}");
        assert_eq!(verified.place, 26);
        let query = door::activity::Query { account: None, before: None, most: 100 };
        let events = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
        let with_address = events.iter().filter(|event| !event.address.is_empty()).count();
        assert!((2..=3).contains(&with_address), "{with_address}");
        assert!(events.iter().all(|event| event.address.is_empty() == event.agent.is_empty()));
    }

    async fn nothing_that_an_address_could_be_guessed_by_outlives_it(place: Place) {
        let door = place.door_with(short).await;
        add(&door, "anna", false).await;
        days(&place, &door, 6).await;
        behind(&place, "CREATE TABLE proof (one INTEGER NOT NULL)").await;
        // Each fails by a null: where nothing is forgotten yet, or a salt is left where something is.
        behind(&place, "INSERT INTO proof SELECT NULLIF(count(*), 0) FROM events
            WHERE address = '' AND action = 'sign-in.new-browser'").await;
        behind(&place, "INSERT INTO proof SELECT NULLIF(length(salt), 16) FROM events
            WHERE address = '' AND action = 'sign-in.new-browser'").await;
    }

    async fn what_goes_before_its_time_is_missed_after_sweeping_too(place: Place) {
        let door = place.door_with(short).await;
        add(&door, "anna", false).await;
        days(&place, &door, 15).await;
        behind(&place, "DELETE FROM events WHERE place = (SELECT min(place) FROM events)").await;
        assert_eq!(flaw(&door).await, Some(Flaw::Removed));
    }

    async fn two_nodes_that_sweep_at_once_leave_it_whole(place: Place) {
        let doors = [place.door_with(short).await, place.door_with(short).await];
        add(&doors[0], "anna", false).await;
        for _ in 0..20 {
            session(&doors[0], "anna", &mut Browser::new("192.0.2.1")).await;
        }
        seal(&place, &doors[0]).await;
        place.clock().advance(Span::days(11));
        let swept = testing::at_once(8, |n| {
            let door = doors[n % 2].clone();
            async move { door.sweep().await }
        }).await;
        for done in swept {
            done.unwrap();
        }
        let verified = verify(&doors[1]).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (0, 0, None));
    }
}
