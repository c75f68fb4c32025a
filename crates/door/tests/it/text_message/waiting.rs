//! What waits to leave: no longer than its code lives, and not once that is used or its number gone.

use std::sync::Arc;

use domain::{Form, Span};
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, NUMBER, between, swedish};
use crate::outbox::{Does, Kept};

on_both! {
    async fn what_no_gateway_takes_costs_no_more_than_its_code_lives(place: Place) {
        let channel = Kept::to_numbers();
        let door = place.door_sending_with(Arc::clone(&channel) as _, swedish).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        channel.does(Does::Fails);
        let at = door::At::Settings(&live);
        let begun = post(&door, at, &KIND, "", None, &[("phone", NUMBER)], &browser).await;
        begun.unwrap();
        for _ in 0..12 {
            door.send_messages().await.unwrap();
            place.clock().advance(Span::minutes(1));
        }
        let tried = channel.tried();
        assert!((3..=4).contains(&tried), "{tried}");
        channel.does(Does::Sends);
        place.clock().advance(Span::days(3));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried(), tried, "a code of ten minutes isn't sent after them");
        assert!(channel.letters().is_empty());
        assert_eq!(door.sent_this_month().await.unwrap(), 0);
    }

    async fn what_waits_of_a_code_that_is_used_leaves_no_more(place: Place) {
        let channel = Kept::to_numbers();
        let door = place.door_sending_with(Arc::clone(&channel) as _, swedish).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let at = door::At::Settings(&live);
        let fields = [("phone", NUMBER)];
        let Ok(door::Shown::Done(begun)) = post(&door, at, &KIND, "", None, &fields, &browser).await else {
            panic!("nothing is sent");
        };
        door.send_messages().await.unwrap();
        let code = |letters: &[(String, String)]| letters[0].1.rsplit_once('#').unwrap().1.to_owned();
        let first = code(&channel.letters());
        let (_, page) = begun.show.unwrap();
        let id = between(page.as_str(), "name=\"enrolment\" value=\"", "\"");
        let fields = [("code", first.as_str())];
        let Ok(door::Shown::Done(done)) = post(&door, at, &KIND, "/{id}/confirm", Some(id), &fields, &browser).await else {
            panic!("not confirmed");
        };
        browser.keep(&done.session.unwrap());
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(domain::Language::FIRST, "");
        // It arrives, and the gateway's answer gets lost.
        channel.does(Does::SendsAndFails);
        door.ask(&waiting, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let second = code(&channel.letters());
        answer(&door, &waiting, &KIND, &second, &browser).await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(5));
        door.send_messages().await.unwrap();
        assert!(channel.letters().is_empty(), "its code is used");
    }

    async fn what_waits_for_a_number_that_is_removed_or_asked_anew_leaves_no_more(place: Place) {
        let channel = Kept::to_numbers();
        let door = place.door_sending_with(Arc::clone(&channel) as _, swedish).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let at = door::At::Settings(&live);
        let fields = [("phone", NUMBER)];
        let Ok(door::Shown::Done(begun)) = post(&door, at, &KIND, "", None, &fields, &browser).await else {
            panic!("nothing is sent");
        };
        let (_, page) = begun.show.unwrap();
        let id = between(page.as_str(), "name=\"enrolment\" value=\"", "\"");
        place.clock().advance(Span::minutes(1));
        let again = post(&door, at, &KIND, "/{id}/again", Some(id), &[], &browser).await;
        again.unwrap();
        door.send_messages().await.unwrap();
        let letters = channel.letters();
        assert_eq!(letters.len(), 1, "of two that wait the newest leaves");
        assert_eq!(letters[0].0, "+46701234567");
        assert_eq!(door.sent_this_month().await.unwrap(), 1, "what one pays for");
        let (_, code) = letters[0].1.rsplit_once('#').unwrap();
        let fields = [("code", code)];
        let confirmed = post(&door, at, &KIND, "/{id}/confirm", Some(id), &fields, &browser).await;
        let Ok(door::Shown::Done(confirmed)) = confirmed else { panic!("not confirmed") };
        browser.keep(&confirmed.session.unwrap());
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(domain::Language::FIRST, "");
        door.ask(&waiting, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        let live = browser.live(&door).await;
        door.remove_factor(&live, id.parse().unwrap(), &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert!(channel.letters().is_empty());
    }
}
