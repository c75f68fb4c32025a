//! What a known browser is spared, and what it is told.

use domain::{Refusal, Span};
use testing::people::*;
use testing::{Place, on_both};

use super::{patient, right_is_looked_at, wrong_password};

on_both! {
    async fn telling_of_waits_a_stranger_reads_wrong_and_the_owner_reads_how_long(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        for _ in 0..5 {
            wrong_password(&door, "anna", &owner).await;
        }
        assert_eq!(wrong_password(&door, "anna", &owner).await, Refusal::Wait(Span::seconds(1)));
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..9 {
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
    }

    async fn L35_strangers_guesses_never_stop_a_known_browser(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..200 {
            wrong_password(&door, "anna", &stranger).await;
            place.clock().advance(Span::hours(1));
        }
        assert!(!right_is_looked_at(&door, "anna", &stranger).await, "shut for strangers at ninety");
        sign_in(&place, &door, "anna", &app, &mut owner).await;
        // A completed sign-in from a known browser opens the strangers' ladder again.
        assert!(right_is_looked_at(&door, "anna", &stranger).await);
    }

    async fn a_mark_that_is_over_is_worth_nothing_even_before_it_is_swept(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for (days, known) in [(179, true), (2, false)] {
            place.clock().advance(Span::days(days));
            for _ in 0..9 {
                wrong_password(&door, "anna", &stranger).await;
            }
            assert_eq!(right_is_looked_at(&door, "anna", &owner).await, known);
        }
    }

    async fn a_known_browser_loses_its_mark_after_ten_wrong_in_a_row(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        for _ in 0..10 {
            wrong_password(&door, "anna", &owner).await;
            place.clock().advance(Span::hours(1));
        }
        // Now a stranger like any other: five are free again, and waits aren't told.
        for _ in 0..9 {
            assert_eq!(wrong_password(&door, "anna", &owner).await, Refusal::WrongSignIn);
        }
        assert!(!right_is_looked_at(&door, "anna", &owner).await);
    }
}
