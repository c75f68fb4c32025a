//! A token's clock: how its drift is learned, and how it is found again.

use domain::Timestamp;

use super::{Found, TOKEN, card, find, first, found, shared};
use crate::oath::step;

#[test]
fn r6238_4_a_tokens_drift_is_learned_a_step_at_a_time_and_never_beyond_twenty() {
    let shared = shared(TOKEN);
    let (mut drift, mut mark) = (0, -1);
    for round in 0..40_i64 {
        let now = Timestamp::from_seconds(1_000_000_020 + round * 300);
        let current = step(now, 30);
        let ahead = find(
            &shared,
            &shared.code(current + drift + 2),
            now,
            &card(mark, drift),
        );
        assert_eq!(
            ahead,
            Found::Off((drift + 2) * 30),
            "more than a step at once"
        );
        match find(
            &shared,
            &shared.code(current + drift + 1),
            now,
            &card(mark, drift),
        ) {
            Found::Step { step, drift: new } => {
                assert_eq!((step, new), (current + drift + 1, drift + 1));
                (drift, mark) = (new, step);
            }
            other => assert_eq!((drift, other), (20, Found::Off(21 * 30))),
        }
    }
    assert_eq!(drift, 20);
    // A number that was spoilt is brought back within bounds.
    let now = Timestamp::from_seconds(2_000_000_010);
    let current = step(now, 30);
    let far = find(&shared, &shared.code(current + 500), now, &card(-1, 500));
    assert!(!matches!(far, Found::Step { .. }), "{far:?}");
}

#[test]
fn r6238_4_two_codes_in_a_row_find_a_token_within_twenty_steps() {
    let shared = shared(TOKEN);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    for away in -25..=25 {
        let code = |more: i64| shared.code(current + away + more);
        let typed = find(
            &shared,
            &format!("{} {}", code(0), code(1)),
            now,
            &card(-1, 0),
        );
        if (-20..20).contains(&away) {
            assert_eq!(typed, found(current + away + 1, away + 1));
        } else {
            assert_eq!(typed, Found::Nowhere, "{away}");
        }
        for other in [2, -1, 0] {
            let typed = format!("{} {}", code(0), code(other));
            assert_eq!(find(&shared, &typed, now, &card(-1, 0)), Found::Nowhere);
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
        assert_eq!(typed, Found::Off(away * 30));
    }
}
