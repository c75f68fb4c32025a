//! What gives back and clears.

use domain::{Refusal, Span};
use door::Progress;
use testing::people::*;
use testing::{Place, on_both};

use super::{patient, right_is_looked_at, wrong_password};

on_both! {
    async fn a_right_password_clears_nothing_and_a_completed_sign_in_clears_what_it_climbed(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..4 {
            wrong_password(&door, "anna", &stranger).await;
        }
        // Right ones in between give back what they spent, no more: the fifth wrong one is the last free.
        for _ in 0..7 {
            assert!(right_is_looked_at(&door, "anna", &stranger).await);
        }
        wrong_password(&door, "anna", &stranger).await;
        assert!(!right_is_looked_at(&door, "anna", &stranger).await);
        place.clock().advance(Span::seconds(1));
        let mut other = stranger.clone();
        sign_in(&place, &door, "anna", &app, &mut other).await;
        for _ in 0..5 {
            assert!(right_is_looked_at(&door, "anna", &stranger).await, "cleared");
            wrong_password(&door, "anna", &stranger).await;
        }
    }

    async fn a_completed_sign_in_gives_back_what_its_account_spent_from_the_address(place: Place) {
        let door = place.door_with(|c| c.limits.address = 10).await;
        add(&door, "anna", false).await;
        let browser = Browser::new("203.0.113.7");
        for _ in 0..4 {
            wrong_password(&door, "anna", &browser).await;
        }
        for n in 0..5 {
            wrong_password(&door, &format!("n{n}"), &browser).await;
        }
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))));
        // Five of ten are left to strangers, not one.
        for n in 0..5 {
            assert_eq!(wrong_password(&door, &format!("m{n}"), &browser).await, Refusal::WrongSignIn);
        }
        assert!(matches!(wrong_password(&door, "m", &browser).await, Refusal::Wait(_)));
    }
}
