//! What is taken into use again, and who counts as an administrator that can act.

use domain::{Assurance, Refusal, Span};
use door::Freshness;
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, DAY, RESISTANT, anna, by_token, is, stand, telling};
use crate::outbox::leaving::with_addresses;

on_both! {
    async fn what_is_taken_into_use_again_is_bound_anew(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let (key, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(DAY);
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let id = id.parse().unwrap();
        // Whoever was mistaken takes it back as it was.
        let live = anna.live(&door).await;
        door.suspend_factor(&live, id, &anna.seen).await.unwrap();
        door.resume_factor(&live, id, &anna.seen).await.unwrap();
        assert_eq!(stand(&door, "anna").await, [is("Key", false, true), is("Phone", false, true)]);
        // By the app, which is weaker, it waits.
        door.suspend_factor(&live, id, &anna.seen).await.unwrap();
        place.clock().advance(Span::minutes(11));
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let live = anna.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow, "the key still says what is enough");
        door.resume_factor(&live, id, &anna.seen).await.unwrap();
        assert_eq!(stand(&door, "anna").await, [is("Key", false, false), is("Phone", false, true)]);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(live.assurance(), Assurance::TwoFactor);
        place.clock().advance(DAY);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(live.assurance(), RESISTANT);
    }

    async fn what_is_suspended_says_for_a_day_what_is_enough_and_then_no_more(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let (key, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(DAY);
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        place.clock().advance(Span::minutes(11));
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let live = anna.live(&door).await;
        door.suspend_factor(&live, id.parse().unwrap(), &anna.seen).await.unwrap();
        for (hours, opens) in [(1, Freshness::Narrow), (22, Freshness::Narrow), (1, Freshness::Full)] {
            place.clock().advance(Span::hours(hours));
            sign_in(&place, &door, "anna", &app, &mut anna).await;
            assert_eq!(door.freshness(&anna.live(&door).await).await.unwrap(), opens, "{hours}");
        }
    }

    async fn an_administrator_by_what_waits_alone_is_not_the_one_who_could_act(place: Place) {
        let door = telling(&place).await;
        with_addresses(&door, "boss", &["boss@example.org"]).await;
        add(&door, "first", true).await;
        add(&door, "second", true).await;
        let mut second = Browser::new("192.0.2.1");
        session(&door, "second", &mut second).await;
        let app = enrol(&place, &door, "Phone", &mut second).await;
        place.clock().advance(Span::seconds(1));
        place.clock().advance(DAY);
        sign_in(&place, &door, "second", &app, &mut second).await;
        door.remove_factor(&second.live(&door).await, app.enrolment.parse().unwrap(), &second.seen).await.unwrap();
        add_token(&door, &SECURITY_KEY, "New", &mut second).await;
        assert_eq!(stand(&door, "second").await, [is("New", false, false)]);
        assert_eq!(refusal(door.disable_account(&CLI, "first").await), Refusal::LastAdministrator);
        place.clock().advance(DAY);
        door.disable_account(&CLI, "first").await.unwrap();
    }
}
