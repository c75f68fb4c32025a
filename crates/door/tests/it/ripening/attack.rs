//! Whoever relays a password and a code makes nothing stronger of it.

use domain::{Assurance, Refusal, Span};
use door::Freshness;
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, DAY, RESISTANT, anna, by_code, by_token, is, stand, telling};

on_both! {
    async fn whoever_relays_a_code_makes_no_key_that_counts(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        place.clock().advance(DAY);
        // Both are typed at a page that isn't ours, and are good once.
        let mut thief = Browser::new("203.0.113.9");
        sign_in(&place, &door, "anna", &app, &mut thief).await;
        assert_eq!(door.freshness(&thief.live(&door).await).await.unwrap(), Freshness::Full);
        let (key, id) = add_token(&door, &SECURITY_KEY, "Mine", &mut thief).await;
        assert_eq!(thief.live(&door).await.assurance(), Assurance::TwoFactor);
        let id = id.parse().unwrap();

        // What was relayed is over in ten minutes; then there is the key alone.
        place.clock().advance(Span::minutes(11));
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut thief).await;
        assert_eq!(live.assurance(), Assurance::TwoFactor);
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Younger);
        let moment = place.now().plus(DAY).minus(Span::minutes(11));
        let phone = app.enrolment.parse().unwrap();
        let seen = &thief.seen;
        let tried = [
            ("remove", door.remove_factor(&live, phone, seen).await.map(drop)),
            ("suspend", door.suspend_factor(&live, phone, seen).await),
            ("address", door.add_email(&live, "thief@example.org", seen).await),
            ("codes", make_codes(&door, &live, &thief).await.map(drop)),
            ("client", door.make_device_password(&live, &form(&[("name", "x")]), seen).await.map(drop)),
        ];
        for (what, tried) in tried {
            assert_eq!(refusal(tried), Refusal::NotRipe(moment), "{what}");
        }
        let ways = door.step_up_ways(&live).await.unwrap();
        assert_eq!(ways.kinds.only().map(|only| only.kind.clone()), Some(TOTP), "the strongest that counts");

        // Where only the strongest are offered, the owner isn't shut out by it.
        door.offer_strongest_only(&CLI, true).await.unwrap();
        let mut anna = Browser::new("192.0.2.1");
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        // A wait is over for a new proof; a session never ripens.
        place.clock().advance(DAY.minus(Span::minutes(12)));
        assert_eq!(stand(&door, "anna").await, [is("Phone", false, true), is("Mine", false, false)]);
        place.clock().advance(Span::minutes(1));
        assert_eq!(stand(&door, "anna").await, [is("Phone", false, true), is("Mine", false, true)]);
        let later = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut thief).await;
        assert_eq!(later.assurance(), RESISTANT);
        assert_eq!(door.freshness(&later).await.unwrap(), Freshness::Full);
        let _: domain::ids::EnrolmentId = id;
    }

    async fn a_session_never_ripens(place: Place) {
        let door = place.door_sending_with(crate::outbox::Kept::to_addresses(), |config| {
            config.stay = door::Stay::Always;
            config.hashing_threads = 2;
        }).await;
        let mut anna = anna(&door).await;
        enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let mut other = Browser::new("192.0.2.1");
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut other).await;
        place.clock().advance(DAY.plus(Span::minutes(1)));
        for browser in [&anna, &other] {
            assert_eq!(browser.live(&door).await.assurance(), Assurance::TwoFactor);
        }
        assert_eq!(by_token(&door, "anna", (&SECURITY_KEY, &key), &mut Browser::new("192.0.2.1")).await.assurance(), RESISTANT);
    }

    async fn by_the_narrow_way_a_new_key_opens_nothing(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let codes = backup_codes(&door, &anna).await;
        place.clock().advance(DAY);
        let mut thief = Browser::new("203.0.113.9");
        by_code(&door, "anna", &codes[0], &mut thief).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Mine", &mut thief).await;
        let live = thief.live(&door).await;
        assert_eq!(live.assurance(), Assurance::TwoFactor);
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow);
        // It suspends, and what it wants gone stays for a day.
        let phone = app.enrolment.parse().unwrap();
        let removed = door.remove_factor(&live, phone, &thief.seen).await.unwrap();
        assert_eq!(removed, door::Removed::From(place.now().plus(DAY)));
        assert_eq!(stand(&door, "anna").await, [is("Phone", true, true), is("Mine", false, false)]);
        // What is suspended says for a day what is strong enough.
        place.clock().advance(Span::minutes(11));
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut thief).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Younger);
        assert!(matches!(refusal(door.add_email(&live, "t@example.org", &thief.seen).await), Refusal::NotRipe(_)));
    }

    async fn what_a_code_has_opened_stays_narrow_whatever_is_added(place: Place) {
        let door = place.door_sending_with(crate::outbox::Kept::to_addresses(), |config| {
            config.stay = door::Stay::Always;
            config.hashing_threads = 2;
        }).await;
        let mut anna = anna(&door).await;
        let app = enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(60));
        let codes = backup_codes(&door, &anna).await;
        by_code(&door, "anna", &codes[0], &mut anna).await;
        // A day later a fresh sign-in by it opens everything, and this session never does.
        let new = enrol(&place, &door, "New phone", &mut anna).await;
        assert_eq!(door.freshness(&anna.live(&door).await).await.unwrap(), Freshness::Narrow);
        place.clock().advance(DAY.plus(DAY));
        let live = anna.live(&door).await;
        let code = form(&[("code", &new.code(&place, 0))]);
        let password = door.step_up_by_password(&live, PASSWORD, &anna.seen).await.unwrap();
        anna.keep(&password);
        let live = anna.live(&door).await;
        anna.keep(&door.step_up(&live, &TOTP, &code, &anna.seen).await.unwrap());
        let live = anna.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Younger);
        assert_eq!(refusal(door.add_email(&live, "b@example.org", &anna.seen).await), Refusal::Afresh);
        // By the one that was there before it is as open as ever.
        place.clock().advance(Span::minutes(11));
        let code = form(&[("code", &app.code(&place, 0))]);
        anna.keep(&door.step_up(&anna.live(&door).await, &TOTP, &code, &anna.seen).await.unwrap());
        assert_eq!(door.freshness(&anna.live(&door).await).await.unwrap(), Freshness::Full);
        let mut fresh = Browser::new("192.0.2.1");
        place.clock().advance(Span::minutes(1));
        sign_in(&place, &door, "anna", &new, &mut fresh).await;
        assert_eq!(door.freshness(&fresh.live(&door).await).await.unwrap(), Freshness::Full);
    }

    async fn what_was_proved_long_ago_authorises_nothing_now(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        let (key, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(DAY);
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        // Somebody else at that browser has the password, and a code.
        place.clock().advance(Span::minutes(11));
        let live = anna.live(&door).await;
        anna.keep(&door.step_up_by_password(&live, PASSWORD, &anna.seen).await.unwrap());
        let live = anna.live(&door).await;
        let code = form(&[("code", &codes[0])]);
        anna.keep(&door.step_up(&live, &BACKUP, &code, &anna.seen).await.unwrap());
        let live = anna.live(&door).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Narrow));
        place.clock().advance(Span::seconds(1));
        add_token(&door, &SECURITY_KEY, "Mine", &mut anna).await;
        enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let all = [is("Key", false, true), is("Mine", false, false), is("Phone", false, false)];
        let mut stand = stand(&door, "anna").await;
        stand.sort();
        assert_eq!(stand, all);
        // What is taken into use again by a code isn't any better.
        let live = anna.live(&door).await;
        let id = id.parse().unwrap();
        door.suspend_factor(&live, id, &anna.seen).await.unwrap();
        place.clock().advance(Span::minutes(11));
        let mut thief = Browser::new("203.0.113.9");
        let live = by_code(&door, "anna", &codes[1], &mut thief).await;
        door.resume_factor(&live, id, &thief.seen).await.unwrap();
        assert!(super::stand(&door, "anna").await.contains(&is("Key", false, false)));
    }

    async fn a_longer_wait_than_one_that_begins_now_is_not_over_for_that(place: Place) {
        let week = |config: &mut door::Config| {
            config.hashing_threads = 2;
            config.lengths.ripens = Span::days(7);
        };
        let door = place.door_sending_with(crate::outbox::Kept::to_addresses(), week).await;
        let mut anna = anna(&door).await;
        enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        // An administrator has made waits shorter since.
        let door = telling(&place).await;
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(live.assurance(), Assurance::TwoFactor);
        place.clock().advance(DAY);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(live.assurance(), RESISTANT);
    }

    async fn what_is_as_strong_authorises_what_counts_at_once(place: Place) {
        let door = telling(&place).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(DAY);
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        let (second, _) = add_token(&door, &SECURITY_KEY, "Spare", &mut anna).await;
        enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let all = [is("Key", false, true), is("Spare", false, true), is("Phone", false, true)];
        assert_eq!(stand(&door, "anna").await, all);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &second), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Full));
    }

    async fn what_is_not_ripe_makes_nothing_that_is(place: Place) {
        let door = telling(&place).await;
        let mut anna = anna(&door).await;
        enrol(&place, &door, "Phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(Span::minutes(11));
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Younger);
        // Adding is open, and changes of what is no older.
        enrol(&place, &door, "Second phone", &mut anna).await;
        place.clock().advance(Span::seconds(1));
        add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        let all = [is("Phone", false, true), is("Key", false, false), is("Second phone", false, false), is("Laptop", false, false)];
        assert_eq!(stand(&door, "anna").await, all);
        let live = anna.live(&door).await;
        let own = door.own_factors(&live).await.unwrap();
        let of = |name: &str| own.iter().find(|one| one.name == name).unwrap().id.parse().unwrap();
        assert!(matches!(refusal(door.remove_factor(&live, of("Phone"), &anna.seen).await), Refusal::NotRipe(_)));
        assert_eq!(door.remove_factor(&live, of("Laptop"), &anna.seen).await.unwrap(), door::Removed::AtOnce);
    }
}
