//! A token's clock: how its drift is learned, and how it is found again.

use domain::Timestamp;

use super::{CodeMatch, TOKEN, anywhere, card, find, first, found, shared};
use crate::Enrolment;
use crate::oath::step;

#[test]
fn r6238_4_a_tokens_drift_is_learned_a_step_at_a_time_and_never_beyond_twenty() {
    let shared = shared(TOKEN);
    let (mut drift, mut last_counter) = (0, -1);
    for round in 0..40_i64 {
        let now = Timestamp::from_seconds(1_000_000_020 + round * 300);
        let current = step(now, 30);
        let ahead = find(
            &shared,
            &shared.code(current + drift + 2),
            now,
            &card(last_counter, drift),
        );
        assert_eq!(
            ahead,
            CodeMatch::Off((drift + 2) * 30),
            "more than a step at once"
        );
        match find(
            &shared,
            &shared.code(current + drift + 1),
            now,
            &card(last_counter, drift),
        ) {
            CodeMatch::Step { step, drift: new } => {
                assert_eq!((step, new), (current + drift + 1, drift + 1));
                (drift, last_counter) = (new, step);
            }
            other => assert_eq!((drift, other), (20, CodeMatch::Off(21 * 30))),
        }
    }
    assert_eq!(drift, 20);
    // A number that was spoilt is brought back within bounds.
    let now = Timestamp::from_seconds(2_000_000_010);
    let current = step(now, 30);
    let far = find(&shared, &shared.code(current + 500), now, &card(-1, 500));
    assert!(!matches!(far, CodeMatch::Step { .. }), "{far:?}");
}

/// A drift, whether it grew within the last day, where a code stands, and what the drift is then; none where the
/// code isn't taken.
const MOVES: [(i64, bool, i64, Option<i64>); 18] = [
    (0, false, 1, Some(1)),
    (0, false, -1, Some(-1)),
    (0, true, 1, Some(0)),
    (0, true, -1, Some(0)),
    (0, true, 0, Some(0)),
    (0, true, 2, None),
    (5, false, 6, Some(6)),
    (5, true, 6, Some(5)),
    (5, true, 5, Some(5)),
    (5, true, 4, Some(4)),
    (5, true, 7, None),
    (-5, false, -6, Some(-6)),
    (-5, true, -6, Some(-5)),
    (-5, true, -5, Some(-5)),
    (-5, true, -4, Some(-4)),
    (-5, true, -7, None),
    (20, false, 21, None),
    (-20, true, -19, Some(-19)),
];

#[test]
fn a_drift_grows_by_a_step_a_day_and_shrinks_by_each_code() {
    let shared = shared(TOKEN);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    for (drift, grew, away, expected) in MOVES {
        let strayed = Timestamp::from_seconds(now.seconds() - 86_400 + i64::from(grew));
        let of = Enrolment {
            strayed: Some(strayed),
            ..card(-1, drift)
        };
        let found = find(&shared, &shared.code(current + away), now, &of);
        let then = match found {
            CodeMatch::Step { drift, .. } => Some(drift),
            _ => None,
        };
        assert_eq!(then, expected, "{drift} {grew} {away}");
    }
}

#[test]
fn r6238_4_two_codes_in_a_row_find_a_token_within_twenty_steps() {
    let shared = shared(TOKEN);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    for away in -25..=25 {
        let code = |more: i64| shared.code(current + away + more);
        let typed = anywhere(&shared, &format!("{} {}", code(0), code(1)), now);
        assert_eq!(
            typed,
            first(&shared, &format!("{} {}", code(0), code(1)), now)
        );
        if (-20..20).contains(&away) {
            assert_eq!(typed, found(current + away + 1, away + 1));
        } else {
            assert_eq!(typed, CodeMatch::Nowhere, "{away}");
        }
        for other in [2, -1, 0] {
            let typed = format!("{} {}", code(0), code(other));
            assert_eq!(anywhere(&shared, &typed, now), CodeMatch::Nowhere);
        }
        // One alone could be anybody's guess, or seen.
        assert_eq!(anywhere(&shared, &code(0), now), CodeMatch::Nowhere);
    }
}

/// Of each drift that a token has: the first of two codes that sign in, the last, and what the drift is then.
const PAIRS: [(i64, std::ops::RangeInclusive<i64>); 9] = [
    (0, -1..=0),
    (1, 0..=1),
    (-1, -2..=-1),
    (4, 3..=4),
    (-4, -5..=-1),
    (-19, -20..=-1),
    (-20, -20..=-1),
    (19, 18..=19),
    (20, 19..=19),
];

#[test]
fn at_sign_in_two_codes_reach_no_further_back_and_lead_to_the_present() {
    let shared = shared(TOKEN);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    for (drift, firsts) in PAIRS {
        for away in -25..=25 {
            let code = |more: i64| shared.code(current + away + more);
            let typed = format!("{} {}", code(0), code(1));
            let typed = find(&shared, &typed, now, &card(-1, drift));
            let nearer = if (away + 1_i64).abs() < drift.abs() {
                away + 1
            } else {
                drift
            };
            let expected = if firsts.contains(&away) {
                found(current + away + 1, nearer)
            } else {
                CodeMatch::Nowhere
            };
            assert_eq!(typed, expected, "{drift} {away}");
        }
    }
}

#[test]
fn a_tokens_first_code_sets_its_drift() {
    let shared = shared(TOKEN);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    for away in -20..=20 {
        let typed = first(&shared, &shared.code(current + away), now);
        assert_eq!(typed, found(current + away, away));
    }
    for away in [-21, 21] {
        let typed = first(&shared, &shared.code(current + away), now);
        assert_eq!(typed, CodeMatch::Off(away * 30));
    }
}
