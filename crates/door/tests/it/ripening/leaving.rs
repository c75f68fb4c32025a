//! What its owner wants gone while nothing else counts in full: suspended at once, and removed once something does.

use domain::{Refusal, Span};
use door::Removed;
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, DAY, anna, by_code, is, stand, telling};
use crate::jobs::{after, run};
use crate::notices::way_to;
use crate::outbox::Kept;
use door::jobs::{Job, Ran};

on_both! {
    async fn what_is_removed_while_the_new_one_waits_goes_when_that_counts(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let live = anna.live(&door).await;
        let phone = app.enrolment.parse().unwrap();
        let said = door.removal(&live, phone).await.unwrap();
        let at = place.now().plus(DAY);
        assert_eq!((said.later, said.last), (Some(at), false));
        assert_eq!(door.remove_factor(&live, phone, &anna.seen).await.unwrap(), Removed::From(at));
        let waits = [is("Phone", true, true), is("Key", false, false)];
        assert_eq!(stand(&door, "anna").await, waits);
        assert_eq!(run(&door, Job::Leaving).await, Ran::Well);
        assert_eq!(stand(&door, "anna").await, waits);
        place.clock().advance(DAY);
        assert_eq!(after(&door, Job::Leaving, 1).await, Ran::Well);
        assert_eq!(stand(&door, "anna").await, [is("Key", false, true)]);
        assert!(events(&door, "anna").await.contains(&"factor.removed done".to_owned()));
    }

    async fn whoever_takes_it_back_keeps_it(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let live = anna.live(&door).await;
        let phone = app.enrolment.parse().unwrap();
        door.remove_factor(&live, phone, &anna.seen).await.unwrap();
        door.resume_factor(&live, phone, &anna.seen).await.unwrap();
        place.clock().advance(DAY.plus(DAY));
        run(&door, Job::Leaving).await;
        assert_eq!(stand(&door, "anna").await, [is("Phone", false, true), is("Key", false, true)]);
    }

    async fn what_the_owner_says_was_not_them_keeps_what_was_to_go(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending_with(channel.clone(), |config| config.hashing_threads = 2).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        place.clock().advance(DAY);
        let mut thief = Browser::new("203.0.113.9");
        sign_in(&place, &door, "anna", &app, &mut thief).await;
        door.send_messages().await.unwrap();
        channel.letters();
        add_token(&door, &SECURITY_KEY, "Mine", &mut thief).await;
        let live = thief.live(&door).await;
        door.remove_factor(&live, app.enrolment.parse().unwrap(), &thief.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        door.not_me(&link, &letters, &Browser::new("192.0.2.1").seen).await.unwrap();
        place.clock().advance(DAY.plus(DAY));
        run(&door, Job::Leaving).await;
        assert_eq!(stand(&door, "anna").await, [is("Phone", false, true), is("Mine", true, true)]);
    }

    async fn where_nothing_else_counts_it_stays_for_as_long(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let codes = backup_codes(&door, &anna).await;
        let (_, key) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let live = anna.live(&door).await;
        door.remove_factor(&live, app.enrolment.parse().unwrap(), &anna.seen).await.unwrap();
        door.remove_user_factors(&CLI, "anna", Some(key.parse().unwrap()), "broke").await.unwrap();
        place.clock().advance(DAY.plus(DAY));
        run(&door, Job::Leaving).await;
        assert_eq!(stand(&door, "anna").await, [is("Phone", true, true)]);
        // Alone by a code nothing is removed: it is suspended already.
        let mut lost = Browser::new("192.0.2.1");
        let live = by_code(&door, "anna", &codes[0], &mut lost).await;
        let phone = app.enrolment.parse().unwrap();
        assert!(door.removal(&live, phone).await.unwrap().only_suspends);
        assert_eq!(refusal(door.remove_factor(&live, phone, &lost.seen).await), Refusal::OnlyTheLost);
        enrol(&place, &door, "New phone", &mut lost).await;
        place.clock().advance(DAY);
        assert_eq!(after(&door, Job::Leaving, 1).await, Ran::Well);
        assert_eq!(stand(&door, "anna").await, [is("New phone", false, true)]);
    }
}
