//! Where guessing ends for good, until somebody helps.

use domain::{Refusal, Span};
use door::Actor;
use testing::people::*;
use testing::{Place, on_both};

use super::{patient, right_is_looked_at, wrong_password};

on_both! {
    async fn N_6_at_sixty_strangers_are_refused_unlooked_at_until_an_administrator_helps(place: Place) {
        let door = place.door_with(patient).await;
        add(&door, "anna", false).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..60 {
            wrong_password(&door, "anna", &stranger).await;
            place.clock().advance(Span::hours(1));
        }
        place.clock().advance(Span::days(20));
        assert!(!right_is_looked_at(&door, "anna", &stranger).await);
        door.unlock_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert!(right_is_looked_at(&door, "anna", &stranger).await);
    }

    async fn N_6_a_hundred_wrong_in_a_row_disable_an_authenticator_whoever_gave_them(place: Place) {
        let door = place.door_with(|c| {
            patient(c);
            c.limits.known = 1_000;
            c.limits.begun = 1_000;
            c.limits.strangers = 1_000;
            c.limits.longest_wait = Span::micros(1);
            c.limits.first_wait = Span::micros(1);
        }).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let wrong = app.wrong(&place);
        for n in 0..100 {
            let stranger = Browser::new(&format!("198.51.100.{n}"));
            let (_, pending) = pending(&door, "anna", &stranger).await;
            place.clock().advance(Span::micros(2));
            assert_eq!(refusal(answer(&door, &pending, &TOTP, &wrong, &stranger).await), Refusal::WrongCode(TOTP));
        }
        let (_, pending) = pending(&door, "anna", &owner).await;
        let right = app.code(&place, 0);
        assert_eq!(refusal(answer(&door, &pending, &TOTP, &right, &owner).await), Refusal::Locked);
        door.unlock_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert!(answer(&door, &pending, &TOTP, &right, &owner).await.is_ok());
    }
}
