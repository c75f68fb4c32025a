//! Where no message can reach the owner, time alone ripens nothing while an older enrolment could be asked.

use domain::{Assurance, Refusal, Span};
use door::Freshness;
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, DAY, RESISTANT, by_code, by_token, is, stand, telling};

on_both! {
    async fn where_nobody_hears_of_it_an_older_one_has_to_sign_in(place: Place) {
        // One door sends nothing; at the other the account has no address.
        for (name, door) in [("anna", place.door().await), ("berit", telling(&place).await)] {
            let mut owner = Browser::new("192.0.2.1");
            let app = with_app(&place, &door, name, &mut owner).await;
            let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut owner).await;
            place.clock().advance(Span::minutes(1));
            // Before the day is over that says nothing: it may be the relayed one, sent once more.
            sign_in(&place, &door, name, &app, &mut owner).await;
            place.clock().advance(DAY);
            assert_eq!(stand(&door, name).await, [is("Phone", false, true), is("Key", false, false)]);
            let live = by_token(&door, name, (&SECURITY_KEY, &key), &mut owner).await;
            assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (Assurance::TwoFactor, Freshness::Younger));
            let why = refusal(door.remove_factor(&live, app.enrolment.parse().unwrap(), &owner.seen).await);
            assert_eq!(why, Refusal::NotSeen(place.now()));
            sign_in(&place, &door, name, &app, &mut Browser::new("192.0.2.1")).await;
            assert_eq!(stand(&door, name).await, [is("Phone", false, true), is("Key", false, true)]);
            let live = by_token(&door, name, (&SECURITY_KEY, &key), &mut owner).await;
            assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Full));
        }
    }

    async fn where_none_is_older_that_could_answer_the_day_is_enough(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        by_code(&door, "anna", &codes[0], &mut anna).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let live = anna.live(&door).await;
        door.suspend_factor(&live, app.enrolment.parse().unwrap(), &anna.seen).await.unwrap();
        place.clock().advance(DAY);
        assert_eq!(stand(&door, "anna").await, [is("Phone", true, true), is("Key", false, true)]);
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!((live.assurance(), door.freshness(&live).await.unwrap()), (RESISTANT, Freshness::Full));
    }

    async fn one_that_waits_is_no_older_one(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        place.clock().advance(Span::minutes(1));
        let (_, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        place.clock().advance(DAY);
        by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        let all = [is("Phone", false, true), is("Key", false, false), is("Laptop", false, false)];
        assert_eq!(stand(&door, "anna").await, all);
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let all = [is("Phone", false, true), is("Key", false, true), is("Laptop", false, true)];
        assert_eq!(stand(&door, "anna").await, all);
    }

    async fn an_administrator_who_has_verified_the_person_ends_the_wait(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut anna).await;
        let (key, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let id = id.parse().unwrap();
        assert_eq!(refusal(door.ripen_factor(&CLI, "anna", id, "").await), Refusal::ReasonMissing);
        assert!(!stand(&door, "anna").await[1].2);
        door.ripen_factor(&CLI, "anna", id, "seen at the desk").await.unwrap();
        assert!(stand(&door, "anna").await[1].2);
        assert_eq!(refusal(door.ripen_factor(&CLI, "anna", id, "again").await), Refusal::NoSuch);
        assert!(events(&door, "anna").await.contains(&"factor.ripened-by-administrator done".to_owned()));
        place.clock().advance(Span::minutes(1));
        let live = by_token(&door, "anna", (&SECURITY_KEY, &key), &mut anna).await;
        assert_eq!(live.assurance(), RESISTANT);
    }
}
