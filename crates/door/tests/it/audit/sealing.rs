//! What was written is sealed: once, in one chain, whoever does it, and however late it came.

use domain::Span;
use door::Actor;
use testing::{Place, on_both};

use super::{flaw, seal, verify, write};
use testing::at_once;
use testing::people::*;

on_both! {
    async fn events_are_sealed_when_they_have_settled(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 5).await;
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (0, 5, None));
        door.seal_events().await.unwrap();
        assert_eq!(verify(&door).await.sealed, 0, "too young");
        seal(&place, &door).await;
        write(&place, &door, 5, 2).await;
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (5, 2, None));
        seal(&place, &door).await;
        let later = verify(&door).await;
        assert_eq!((later.sealed, later.open, later.place), (7, 0, 7));
        assert_ne!(later.link, verified.link);
    }

    async fn two_nodes_that_seal_at_once_make_one_chain(place: Place) {
        let doors = [place.door().await, place.door().await];
        write(&place, &doors[0], 0, 700).await;
        place.clock().advance(Span::minutes(3));
        let swept = at_once(8, |n| {
            let door = doors[n % 2].clone();
            async move { door.seal_events().await }
        }).await;
        for done in swept {
            done.unwrap();
        }
        doors[1].seal_events().await.unwrap();
        let verified = verify(&doors[0]).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (700, 0, None));
    }

    async fn an_event_that_comes_late_is_sealed_late(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 3).await;
        seal(&place, &door).await;
        // Written by a node whose clock is behind.
        place.clock().advance(Span::minutes(-10));
        write(&place, &door, 3, 3).await;
        place.clock().advance(Span::minutes(10));
        seal(&place, &door).await;
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (6, 0, None));
    }

    async fn a_count_is_sealed_as_it_ended_and_later_ones_begin_anew(place: Place) {
        let door = place.door_with(crate::races::raised).await;
        add(&door, "anna", false).await;
        let stranger = Browser::new("198.51.100.1");
        let fail = async |times: usize| {
            for _ in 0..times {
                let wrong = door.sign_in("anna", "not the password at all", "", &stranger.seen).await;
                assert!(wrong.is_err());
            }
        };
        fail(7).await;
        assert_eq!(flaw(&door).await, None, "counted and still open");
        seal(&place, &door).await;
        // The same minute once more, by a clock that is behind.
        place.clock().advance(Span::minutes(-3));
        fail(2).await;
        seal(&place, &door).await;
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (3, 0, None));
        let query = door::activity::Query { account: Some("anna".into()), before: None, most: 100 };
        let counts = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
        let mut counts: Vec<_> = counts.iter().filter(|event| event.action == "sign-in.password").map(|event| event.times).collect();
        counts.sort_unstable();
        assert_eq!(counts, [2, 7]);
    }

    async fn a_log_that_is_written_and_sealed_beside_it_is_found_whole(place: Place) {
        let doors = [place.door().await, place.door().await];
        let (writer, verifier) = (doors[0].clone(), doors[1].clone());
        let clock = std::sync::Arc::clone(place.clock());
        let writing = tokio::spawn(async move {
            for n in 0..200 {
                writer.add_group(&Actor::COMMAND_LINE, &format!("group {n}")).await.unwrap();
                clock.advance(Span::seconds(20));
                writer.seal_events().await.unwrap();
            }
        });
        while !writing.is_finished() {
            let broken = verify(&verifier).await.broken;
            assert_eq!(broken, None);
        }
        writing.await.unwrap();
        assert!(verify(&verifier).await.sealed > 150);
    }
}
