//! A clock that jumps, and is set right again: nobody gets in by a code that was used, and nobody is kept out for
//! longer than a minute.

use std::collections::BTreeSet;

use domain::{Refusal, Span};
use door::{Door, Progress};
use testing::people::*;
use testing::{Place, on_both};

use crate::races::raised;
use crate::walk::Dice;

/// Whether the code of a step so far from now signs in.
async fn enters(place: &Place, door: &Door, app: &App, away: i64) -> bool {
    let browser = Browser::new("192.0.2.1");
    let (_, waiting) = pending(door, "anna", &browser).await;
    match answer(door, &waiting, &TOTP, &app.code(place, away), &browser).await {
        Ok(Progress::In(_)) => true,
        refused => {
            assert_eq!(refusal(refused), Refusal::WrongCode(TOTP));
            false
        }
    }
}

fn step(place: &Place) -> i64 {
    place.now().seconds().div_euclid(30)
}

/// How many steps a clock is off.
const OFF: [i64; 12] = [0, 0, 0, 1, -1, 2, -2, 20, -20, 120, -120, 1_400];

on_both! {
    async fn whoever_signed_in_while_the_clock_was_ahead_gets_in_once_it_is_right(place: Place) {
        let door = place.door_with(raised).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        place.clock().advance(Span::minutes(1));
        assert!(enters(&place, &door, &app, 0).await);
        place.clock().advance(Span::hours(1));
        assert!(enters(&place, &door, &app, 0).await, "ahead");
        place.clock().advance(Span::seconds(60));
        assert!(enters(&place, &door, &app, 0).await, "ahead");
        place.clock().advance(Span::hours(-1));
        for (away, gets_in) in [(-1, true), (-1, false), (0, true), (-1, false), (0, false), (1, true), (0, false)] {
            assert_eq!(enters(&place, &door, &app, away).await, gets_in, "{away}");
        }
        // An hour later the codes of the hour ahead are used, and only those.
        place.clock().advance(Span::minutes(59).plus(Span::seconds(30)));
        for (away, gets_in) in [(-1, false), (0, true), (0, false), (1, false)] {
            assert_eq!(enters(&place, &door, &app, away).await, gets_in, "{away}");
        }
        place.clock().advance(Span::seconds(60));
        assert!(enters(&place, &door, &app, 0).await);
    }

    async fn L11_V6_5_8_no_walk_with_a_clock_that_jumps_takes_a_code_twice_or_keeps_anybody_out(place: Place) {
        let door = place.door_with(raised).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let mut dice = Dice(31);
        place.clock().advance(Span::minutes(2));
        let mut used = BTreeSet::new();
        let (mut off, mut ahead) = (0, 0);
        for round in 0..60 {
            let now = OFF[dice.below(OFF.len())];
            place.clock().advance(Span::seconds(30 * (now - off)));
            off = now;
            ahead += usize::from(used.last() > Some(&(step(&place) + 1)));
            // Every code that was ever used is tried again as soon as it would fit.
            for away in [-1, 0, 1] {
                if used.contains(&(step(&place) + away)) {
                    assert!(!enters(&place, &door, &app, away).await, "round {round}: {away} again");
                }
            }
            // Whoever waits for a code that they haven't used gets in within a minute of any jump.
            let mut waited = 0;
            while used.contains(&step(&place)) {
                place.clock().advance(Span::seconds(30));
                waited += 1;
            }
            if !enters(&place, &door, &app, 0).await {
                place.clock().advance(Span::seconds(60));
                while used.contains(&step(&place)) {
                    place.clock().advance(Span::seconds(30));
                }
                assert!(enters(&place, &door, &app, 0).await, "round {round}, after {waited} codes of their own");
            }
            used.insert(step(&place));
        }
        assert!(ahead > 5, "{ahead} times ahead");
    }

    async fn no_wait_lasts_longer_than_its_rule_says_when_the_clock_is_put_back(place: Place) {
        let door = place.door_with(|config: &mut door::Config| config.limits.address = 1_000).await;
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        let wrong = async || door.sign_in("anna", "en annan mening", "", &browser.seen).await;
        for _ in 0..8 {
            assert_eq!(refusal(wrong().await), Refusal::WrongSignIn);
            place.clock().advance(Span::seconds(20));
        }
        // The next waits eight seconds at most; put back by an hour, it would wait that hour.
        assert_eq!(refusal(wrong().await), Refusal::WrongSignIn);
        place.clock().advance(Span::hours(-1));
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))));
    }

    async fn a_wait_holds_when_the_clocks_of_nodes_differ_by_seconds(place: Place) {
        let door = place.door_with(|config: &mut door::Config| config.limits.address = 1_000).await;
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        for _ in 0..8 {
            let wrong = door.sign_in("anna", "en annan mening", "", &browser.seen).await;
            assert_eq!(refusal(wrong), Refusal::WrongSignIn);
            place.clock().advance(Span::seconds(20));
        }
        let wrong = door.sign_in("anna", "en annan mening", "", &browser.seen).await;
        assert_eq!(refusal(wrong), Refusal::WrongSignIn);
        place.clock().advance(Span::seconds(-10));
        assert_eq!(refusal(by_password(&door, "anna", &browser).await), Refusal::WrongSignIn);
    }

    async fn an_address_that_had_spent_its_purse_has_another_when_the_clock_is_put_back(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        for n in 0..20 {
            let wrong = door.sign_in(&format!("nobody{n}"), "en annan mening", "", &browser.seen).await;
            assert_eq!(refusal(wrong), Refusal::WrongSignIn);
        }
        assert!(matches!(refusal(by_password(&door, "anna", &browser).await), Refusal::Wait(_)));
        place.clock().advance(Span::seconds(-30));
        assert!(matches!(refusal(by_password(&door, "anna", &browser).await), Refusal::Wait(_)), "clocks differ");
        place.clock().advance(Span::hours(-1));
        assert!(by_password(&door, "anna", &browser).await.is_ok());
    }
}
