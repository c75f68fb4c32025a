//! How many leave, and what is beyond.

use domain::Span;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, by_code, characters, choose, sent, told, with_mail};
use crate::outbox::{Does, Kept};
use crate::webauthn::copies;

on_both! {
    async fn ten_are_sent_a_day_and_what_is_beyond_leaves_as_one_message(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        let mut sent_in_all = 1;
        for n in 0..14 {
            place.clock().advance(Span::minutes(11));
            door.give_code(&CLI, "anna", 1, &format!("call {n}")).await.unwrap();
            sent_in_all += sent(&door, &channel).await.len();
        }
        assert_eq!(sent_in_all, 10);
        assert_eq!(of.len(), 2);
        assert_eq!(door.sent_this_month().await.unwrap() - 1, 10, "one was a code");
        place.clock().advance(Span::hours(24));
        let rest = sent(&door, &channel).await;
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert!(characters(&rest[0].1).is_some());
    }

    async fn each_try_is_paid_for_and_what_rests_for_too_long_is_given_up(place: Place) {
        let (door, channel, _, _) = told(&place).await;
        channel.does(Does::Fails);
        door.give_code(&CLI, "anna", 1, "they called").await.unwrap();
        for _ in 0..24 {
            door.send_messages().await.unwrap();
            place.clock().advance(Span::hours(1));
        }
        // One has left before, and one was the code.
        assert!((5..=9).contains(&(channel.tried() - 2)), "{}", channel.tried());
        for _ in 0..60 {
            door.send_messages().await.unwrap();
            place.clock().advance(Span::hours(1));
        }
        let all = copies::told(&door, "anna").await;
        let given_up: Vec<_> = all.iter().filter(|(_, why)| why.starts_with("text-message: ")).collect();
        assert_eq!(given_up.len(), 1, "{all:?}");
        assert_eq!(given_up[0].0, "message.given-up");
    }

    async fn what_strangers_cause_keeps_nobody_from_being_told_of_what_can_be_stopped(place: Place) {
        let (_, channel, _, of) = told(&place).await;
        let mail = Kept::to_addresses();
        let door = with_mail(&place, &channel, &mail).await;
        let mut sent_in_all = 0;
        for n in 0..12 {
            place.clock().advance(Span::minutes(31));
            door.ask_for_reset("anna", &Browser::new(&format!("203.0.113.{n}")).seen).await.unwrap();
            sent_in_all += sent(&door, &channel).await.len();
        }
        assert!((1..=4).contains(&sent_in_all), "two a day: {sent_in_all}");
        place.clock().advance(Span::hours(2));
        for _ in 0..3 {
            place.clock().advance(Span::minutes(11));
            by_code(&door, &channel, of[1], &mut Browser::new("198.51.100.1")).await;
            let said = sent(&door, &channel).await;
            assert!(said.len() == 1 && characters(&said[0].1).is_some(), "{said:?}");
        }
    }

    async fn of_two_messages_at_once_for_what_is_left_of_ones_own_share_both_leave(place: Place) {
        for _ in 0..4 {
            let place = Place::new(place.engine());
            let (door, channel, browser, of) = told(&place).await;
            place.clock().advance(Span::minutes(11));
            let mut browser = browser;
            by_code(&door, &channel, of[1], &mut browser).await;
            choose(&door, &browser, Some(of[1])).await;
            assert_eq!(sent(&door, &channel).await.len(), 2);
        }
    }
}
