//! HOTP: the counter only goes up, and a token that was pressed too often is found again.

use std::sync::Arc;

use domain::Refusal;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{anna, gets_in};
use crate::races::{CROWD, admitted, raised};

on_both! {
    async fn r4226_3_a_counter_never_comes_twice_and_ten_may_be_skipped(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = anna(&door).await;
        let token = enrol_token(&door, &HOTP, "Key ring", &mut browser).await;
        // Counter 0 has confirmed it.
        for (counter, right) in [
            (0, false), (1, true), (1, false), (0, false), (12, true), (11, false), (2, false), (12, false),
            (24, false), (23, true), (34, true), (46, false), (45, true),
        ] {
            assert_eq!(gets_in(&door, &token, &token.code(counter), &mut browser).await, right, "{counter}");
        }
        let again = place.door_with(raised).await;
        assert!(!gets_in(&again, &token, &token.code(45), &mut browser).await, "after a restart");
        assert!(gets_in(&again, &token, &token.code(46), &mut browser).await);
    }

    async fn r4226_5_two_codes_in_a_row_in_the_one_field_find_it_again(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = anna(&door).await;
        let token = enrol_token(&door, &HOTP, "Key ring", &mut browser).await;
        let two = |counter: i64, between: &str| format!("{}{between}{}", token.code(counter), token.code(counter + 1));
        for (typed, right) in [
            (two(103, " "), false),
            (two(101, " "), true),
            (two(101, " "), false),
            (two(102, " "), false),
            (two(100, ""), false),
            (token.code(102), false),
            (two(150, ""), true),
            (format!("{} {}", token.code(170), token.code(172)), false),
            (format!("{} {}", token.code(171), token.code(170)), false),
            (token.code(152), true),
        ] {
            assert_eq!(gets_in(&door, &token, &typed, &mut browser).await, right, "{typed}");
        }
    }

    async fn r4226_4_guesses_in_many_sign_ins_at_once_gain_nothing(place: Place) {
        let doors = [place.door().await, place.door().await];
        let mut browser = anna(&doors[0]).await;
        let token = enrol_token(&doors[0], &HOTP, "Key ring", &mut browser).await;
        let stranger = Browser::new("198.51.100.1");
        let mut waiting = Vec::new();
        for _ in 0..16 {
            waiting.push(pending(&doors[0], "anna", &stranger).await.1);
        }
        let waiting = Arc::new(waiting);
        let outcomes = at_once(16, |n| {
            let (door, stranger, waiting) = (doors[n % 2].clone(), stranger.clone(), Arc::clone(&waiting));
            // Too far ahead.
            let code = token.code(500 + i64::try_from(n).unwrap());
            async move { answer(&door, &waiting[n], &HOTP, &code, &stranger).await }
        }).await;
        let said: Vec<_> = outcomes.into_iter().map(refusal).collect();
        let looked_at = said.iter().filter(|said| **said == Refusal::WrongCode(HOTP)).count();
        assert_eq!(looked_at, 5, "{said:?}");
        let late = answer(&doors[1], &waiting[0], &HOTP, &token.code(1), &stranger).await;
        assert!(matches!(refusal(late), Refusal::Wait(_)), "the right one isn't looked at either");
    }

    async fn r4226_3_different_codes_by_sixty_four_at_once_never_turn_the_counter_back(place: Place) {
        let doors = [place.door_with(raised).await, place.door_with(raised).await];
        let mut browser = anna(&doors[0]).await;
        let token = enrol_token(&doors[0], &HOTP, "Key ring", &mut browser).await;
        let mut next = 1;
        for round in 0..5 {
            let mut waiting = Vec::new();
            for _ in 0..CROWD {
                waiting.push(pending(&doors[0], "anna", &browser).await.1);
            }
            let waiting = Arc::new(waiting);
            // Eight counters, each by eight.
            let outcomes = at_once(CROWD, |n| {
                let (door, browser, waiting) = (doors[n % 2].clone(), browser.clone(), Arc::clone(&waiting));
                let code = token.code(next + i64::try_from(n % 8).unwrap());
                async move { answer(&door, &waiting[n], &HOTP, &code, &browser).await }
            }).await;
            let came = admitted(&outcomes);
            assert!((1..=8).contains(&came), "round {round}: {came}");
            for outcome in outcomes {
                if let Ok(door::Progress::In(new)) = outcome {
                    browser.keep(&new);
                }
            }
            place.clock().advance(domain::Span::minutes(11));
            // Whatever came last, none of the eight is good again once the highest was.
            let highest = next + 7;
            gets_in(&doors[0], &token, &token.code(highest), &mut browser).await;
            for counter in next..=highest {
                assert!(!gets_in(&doors[1], &token, &token.code(counter), &mut browser).await, "round {round}: {counter}");
            }
            next = highest + 1;
            // What is pending has gone by the next round.
            place.clock().advance(domain::Span::minutes(11));
        }
    }
}
