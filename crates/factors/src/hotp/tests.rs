//! Which counters are accepted, and how a token is found again that was pressed too often.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Secret, Timestamp};
use proptest::prelude::*;

use super::factor::KIND;
use super::presses::{CodeMatch, Presses};
use crate::Enrolment;
use crate::oath::{self, Codes, Moves, Parameters, Shared};

fn shared(from: Option<i64>) -> Shared {
    let secret = Secret::new(b"12345678901234567890".to_vec());
    Shared::new(secret, Parameters::DEFAULT, Moves::Counter { from })
}

fn card(last_counter: i64, on: bool) -> Enrolment {
    Enrolment {
        id: EnrolmentId::from_bytes([1; 16]),
        account: AccountId::from_bytes([2; 16]),
        kind: KIND,
        name: String::new(),
        added: Timestamp::from_seconds(0),
        confirmed: on.then(|| Timestamp::from_seconds(0)),
        used: None,
        suspended: None,
        suspended_by: None,
        copied: None,
        strayed: None,
        until: None,
        last_counter,
        drift: 0,
        codes_left: 0,
        sealed: None,
        ripens: domain::ripeness::Ripens::at_once(domain::Timestamp::from_micros(0)),
        leaving: None,
        made_by: None,
    }
}

fn find(shared: &Shared, typed: &str, of: &Enrolment) -> CodeMatch {
    let answer = oath::read(&KIND, typed).unwrap();
    Presses::of(shared, of).unwrap().find(&Codes::of(&answer))
}

#[test]
fn r4226_3_ten_presses_may_be_skipped_and_no_counter_comes_twice() {
    let shared = shared(Some(0));
    for last_counter in [-1, 0, 41, 1_000_000] {
        for ahead in 1..=11 {
            let counter = last_counter + ahead;
            let typed = find(&shared, &shared.code(counter), &card(last_counter, true));
            assert_eq!(typed, CodeMatch::Counter(counter));
        }
        for beyond in [12, 13, 50] {
            let typed = find(
                &shared,
                &shared.code(last_counter + beyond),
                &card(last_counter, true),
            );
            assert_eq!(typed, CodeMatch::Nowhere, "{last_counter} {beyond}");
        }
        for back in 0..10 {
            let counter = last_counter - back;
            if counter >= 0 {
                let typed = find(&shared, &shared.code(counter), &card(last_counter, true));
                assert_eq!(typed, CodeMatch::Used, "{last_counter} {back}");
            }
        }
    }
}

#[test]
fn r4226_5_two_codes_in_a_row_find_a_token_within_a_hundred_presses() {
    let shared = shared(Some(0));
    let of = card(499, true);
    for ahead in 0..=110 {
        let code = |more: i64| shared.code(500 + ahead + more);
        let typed = find(&shared, &format!("{} {}", code(0), code(1)), &of);
        if ahead <= 100 {
            assert_eq!(typed, CodeMatch::Counter(501 + ahead));
        } else {
            assert_eq!(typed, CodeMatch::Nowhere);
        }
        for other in [0, 2, -1] {
            let typed = find(&shared, &format!("{}{}", code(0), code(other)), &of);
            assert_eq!(typed, CodeMatch::Nowhere, "{ahead} {other}");
        }
    }
    // The first of the two may not have been used.
    let typed = format!("{}{}", shared.code(499), shared.code(500));
    assert_eq!(find(&shared, &typed, &of), CodeMatch::Nowhere);
}

#[test]
fn a_token_of_unknown_counter_is_switched_on_by_two_codes_alone() {
    let shared = shared(None);
    let fresh = card(-1, false);
    for counter in [0, 3, 120, 9_999] {
        let (one, two) = (shared.code(counter), shared.code(counter + 1));
        assert_ne!(find(&shared, &one, &fresh), CodeMatch::Counter(counter));
        let typed = find(&shared, &format!("{one}{two}"), &fresh);
        assert_eq!(typed, CodeMatch::Counter(counter + 1));
    }
    // Once it is on, it is as any other.
    let on = card(120, true);
    assert_eq!(
        find(&shared, &shared.code(121), &on),
        CodeMatch::Counter(121)
    );
    let far = format!("{}{}", shared.code(500), shared.code(501));
    assert_eq!(find(&shared, &far, &on), CodeMatch::Nowhere);
}

#[test]
fn a_counter_that_is_known_is_where_it_begins() {
    let shared = shared(Some(77));
    let fresh = card(-1, false);
    for (counter, right) in [(76, false), (77, true), (87, true), (88, false)] {
        let typed = find(&shared, &shared.code(counter), &fresh);
        assert_eq!(typed == CodeMatch::Counter(counter), right, "{counter}");
    }
    let two = format!("{}{}", shared.code(150), shared.code(151));
    assert_eq!(find(&shared, &two, &fresh), CodeMatch::Counter(151));
}

#[test]
fn r4226_5_a_token_was_astray_where_one_code_would_not_have_been_enough() {
    let shared = shared(Some(0));
    let (new, used) = (card(-1, false), card(7, true));
    let cases = [
        (&new, 10, false),
        (&new, 11, true),
        (&used, 18, false),
        (&used, 19, true),
    ];
    for (of, counter, astray) in cases {
        let presses = Presses::of(&shared, of).unwrap();
        assert_eq!(presses.was_astray(counter), astray, "{counter}");
    }
}

#[test]
fn the_end_of_all_counters_is_no_fault() {
    let shared = shared(Some(0));
    let of = card(i64::MAX, true);
    assert_ne!(
        find(&shared, "000000", &of),
        CodeMatch::Counter(i64::MAX - 1)
    );
    find(&shared, "000000000000", &of);
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn the_counter_never_goes_back(last_counter in -1i64..2_000_000, counter in 0i64..2_000_000, near in -120i64..120, typed_two: bool, close: bool) {
        let shared = shared(Some(0));
        let counter = if close { (last_counter + near).max(0) } else { counter };
        let mut typed = shared.code(counter);
        if typed_two {
            typed.push_str(&shared.code(counter + 1));
        }
        if let CodeMatch::Counter(accepted) = find(&shared, &typed, &card(last_counter, true)) {
            prop_assert!(accepted > last_counter && accepted <= last_counter + 102);
            prop_assert!(typed_two || accepted <= last_counter + 11);
        }
    }
}
