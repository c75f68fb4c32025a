//! What waits to leave: no longer than its code lives, and not once that is used or its number gone.

use std::sync::Arc;

use domain::{Form, Language, Span};
use door::{At, Door, Pending, Shown};
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, NUMBER, ask, between, swedish};
use crate::outbox::{Does, Kept};

/// A house in Sweden with the channel that takes its text messages, and Anna, who has begun to set a number up there:
/// its enrolment waits for its first code, which hasn't left.
async fn begun(place: &Place) -> (Arc<Kept>, Door, Browser, String) {
    let channel = Kept::to_numbers();
    let door = place
        .door_sending_with(Arc::clone(&channel) as _, swedish)
        .await;
    add(&door, "anna", false).await;
    let mut browser = Browser::new("192.0.2.1");
    let live = session(&door, "anna", &mut browser).await;
    let (at, fields) = (At::Settings(&live), [("phone", NUMBER)]);
    let begun = post(&door, at, &KIND, "", None, &fields, &browser).await;
    let Ok(Shown::Done(begun)) = begun else {
        panic!("nothing is sent");
    };
    let (_, page) = begun.show.unwrap();
    let id = between(page.as_str(), "name=\"enrolment\" value=\"", "\"");
    (channel, door, browser, id.to_owned())
}

/// Confirms the number by its code, and signs in anew as far as that asks for the next one.
async fn confirmed(door: &Door, browser: &mut Browser, id: &str, code: &str) -> Pending {
    let live = browser.live(door).await;
    let (at, fields) = (At::Settings(&live), [("code", code)]);
    let done = post(door, at, &KIND, "/{id}/confirm", Some(id), &fields, browser).await;
    let Ok(Shown::Done(done)) = done else {
        panic!("not confirmed");
    };
    browser.keep(&done.session.unwrap());
    pending(door, "anna", browser).await.1
}

/// To whom the only message went that has left since, and its code.
fn left(channel: &Kept) -> (String, String) {
    let letters = channel.letters();
    let [(to, text)] = letters.as_slice() else {
        panic!("{} have left", letters.len());
    };
    let (_, code) = text.rsplit_once('#').unwrap();
    (to.clone(), code.to_owned())
}

on_both! {
    async fn what_no_gateway_takes_costs_no_more_than_its_code_lives(place: Place) {
        let (channel, door, _, _) = begun(&place).await;
        channel.does(Does::Fails);
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
        let (channel, door, mut browser, id) = begun(&place).await;
        door.send_messages().await.unwrap();
        let (_, first) = left(&channel);
        let waiting = confirmed(&door, &mut browser, &id, &first).await;
        // It arrives, and the gateway's answer gets lost.
        channel.does(Does::SendsAndFails);
        ask(&door, &waiting, &browser).await.unwrap();
        let (_, second) = left(&channel);
        answer(&door, &waiting, &KIND, &second, &browser).await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(5));
        door.send_messages().await.unwrap();
        assert!(channel.letters().is_empty(), "its code is used");
    }

    async fn what_waits_for_a_number_that_is_removed_or_asked_anew_leaves_no_more(place: Place) {
        let (channel, door, mut browser, id) = begun(&place).await;
        place.clock().advance(Span::minutes(1));
        let live = browser.live(&door).await;
        let at = At::Settings(&live);
        let again = post(&door, at, &KIND, "/{id}/again", Some(&id), &[], &browser).await;
        again.unwrap();
        door.send_messages().await.unwrap();
        // Of two that wait the newest.
        let (to, code) = left(&channel);
        assert_eq!(to, "+46701234567");
        assert_eq!(door.sent_this_month().await.unwrap(), 1, "what one pays for");
        let waiting = confirmed(&door, &mut browser, &id, &code).await;
        let words = door.words(Language::FIRST, "");
        door.ask(&waiting, &KIND, &Form::default(), &words, &browser.seen).await.unwrap();
        let live = browser.live(&door).await;
        door.remove_factor(&live, id.parse().unwrap(), &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert!(channel.letters().is_empty());
    }
}
