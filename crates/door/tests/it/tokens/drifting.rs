//! A token with a clock of its own: its drift is learned, within bounds, and it is found again.

use domain::Span;
use testing::people::*;
use testing::{Place, on_both};

use super::{anna, gets_in};
use crate::races::raised;

/// Anna with a token whose clock is so many steps ahead.
async fn ahead(place: &Place, door: &door::Door, steps: i64) -> (Browser, Fob) {
    let mut browser = anna(door).await;
    let page = begin_token(door, &TOTP, &[], &browser).await;
    let token = Fob::programmed(&TOTP, &page);
    assert!(confirm_token(door, &token, &token.shown(place, steps), &mut browser).await);
    place.clock().advance(Span::minutes(5));
    (browser, token)
}

on_both! {
    async fn r6238_4_the_drift_is_learned_by_a_step_a_code_and_stays_within_twenty(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 4).await;
        assert!(!gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await, "its clock is elsewhere");
        assert!(!gets_in(&door, &token, &token.shown(&place, 6), &mut browser).await, "two steps at once");
        for steps in 5..=20 {
            assert!(gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await, "{steps}");
            assert!(!gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await, "{steps}, again");
            place.clock().advance(Span::minutes(2));
        }
        assert!(!gets_in(&door, &token, &token.shown(&place, 21), &mut browser).await);
        assert!(gets_in(&door, &token, &token.shown(&place, 20), &mut browser).await);
    }

    async fn r6238_4_two_codes_in_a_row_find_a_token_again_within_twenty_steps(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 0).await;
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        for (typed, right) in [
            (token.shown(&place, -10), false),
            (two(-22), false),
            (two(20), false),
            (two(-11), false),
            (two(-5), true),
            (two(-5), false),
            (two(-4), false),
        ] {
            // Steps below the one that confirmed it are used up.
            assert_eq!(gets_in(&door, &token, &typed, &mut browser).await, right, "{typed}");
        }
        place.clock().advance(Span::minutes(1));
        // From then on its clock is known to be four behind.
        assert!(!gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await);
        assert!(gets_in(&door, &token, &token.shown(&place, -4), &mut browser).await);
    }

    async fn r6238_4_an_app_keeps_to_the_current_step_and_one_either_side(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let token = Fob::with(&TOTP, &[0; 16]);
        for _ in 0..3 {
            assert!(gets_in(&door, &token, &app.code(&place, 1), &mut browser).await);
            place.clock().advance(Span::minutes(2));
            assert!(!gets_in(&door, &token, &app.code(&place, 2), &mut browser).await, "nothing is learned");
        }
        let two = format!("{} {}", app.code(&place, 2), app.code(&place, 3));
        assert!(!gets_in(&door, &token, &two, &mut browser).await);
        assert!(gets_in(&door, &token, &app.code(&place, -1), &mut browser).await);
    }
}
