//! What counts as a code, which steps are accepted, and what an app is given to read.

mod drift;

use domain::ids::{AccountId, EnrolmentId};
use domain::{Form, Refusal, Timestamp};
use proptest::prelude::*;

use super::factor::KIND;
use super::steps::{CodeMatch, Watch};
use crate::Enrolment;
use crate::oath::{self, Algorithm, Codes, Moves, Parameters, Shared, step};

struct Fixed(u8);

impl domain::Random for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = self.0.wrapping_add(u8::try_from(place % 251).unwrap());
        }
    }
}

const APP: Moves = Moves::App { period: 30 };
const TOKEN: Moves = Moves::Token { period: 30 };

fn shared(moves: Moves) -> Shared {
    Shared::make(&Fixed(3), Parameters::DEFAULT, moves)
}

fn card(last_counter: i64, drift: i64) -> Enrolment {
    Enrolment {
        id: EnrolmentId::from_bytes([1; 16]),
        account: AccountId::from_bytes([2; 16]),
        kind: KIND,
        name: String::new(),
        added: Timestamp::from_seconds(0),
        confirmed: None,
        used: None,
        suspended: None,
        suspended_by: None,
        copied: None,
        strayed: None,
        until: None,
        last_counter,
        drift,
        codes_left: 0,
        sealed: None,
        ripens: domain::ripeness::Ripens::at_once(domain::Timestamp::from_micros(0)),
        leaving: None,
        made_by: None,
    }
}

fn find(shared: &Shared, typed: &str, now: Timestamp, of: &Enrolment) -> CodeMatch {
    let answer = oath::read(&KIND, typed).unwrap();
    let watch = Watch::of(shared, of, now).unwrap();
    watch.find(&Codes::of(&answer))
}

fn first(shared: &Shared, typed: &str, now: Timestamp) -> CodeMatch {
    let answer = oath::read(&KIND, typed).unwrap();
    let of = card(-1, 0);
    let watch = Watch::of(shared, &of, now).unwrap();
    watch.find_first(&Codes::of(&answer))
}

fn anywhere(shared: &Shared, typed: &str, now: Timestamp) -> CodeMatch {
    let answer = oath::read(&KIND, typed).unwrap();
    let of = card(-1, 0);
    let watch = Watch::of(shared, &of, now).unwrap();
    watch.find_anywhere(&Codes::of(&answer))
}

fn found(step: i64, drift: i64) -> CodeMatch {
    CodeMatch::Step { step, drift }
}

#[test]
fn l10_nothing_but_six_to_eight_ascii_digits_or_two_codes_is_a_code() {
    let wrong = [
        "",
        " ",
        "1",
        "12345",
        "123456789",
        "1234567890123",
        "123456789012345",
        "12345678901234567",
        "abcdef",
        "12345a",
        "١٢٣٤٥٦",
        "\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}",
        "12.456",
        "+12345",
        "-",
        "123 45",
        "1e5000",
        "0x1234",
        "123456\0",
        "null",
        "true",
        "123456;",
        "' or 1=1",
        &"1".repeat(10_000),
    ];
    for typed in wrong {
        assert_eq!(
            oath::read(&KIND, typed).err(),
            Some(Refusal::NotACode(KIND)),
            "{typed:?}"
        );
    }
    for right in [
        "123456",
        " 123 456 ",
        "123-456",
        "1234567",
        "12345678",
        "\u{a0}123456",
        "123456 654321",
        "1234567 7654321",
        "12345678-87654321",
    ] {
        assert!(oath::read(&KIND, right).is_ok(), "{right:?}");
    }
    assert!(oath::read(&KIND, Form::default().get("code")).is_err());
}

#[test]
fn v6_5_5_r6238_4_one_step_either_side_is_accepted_of_an_app_and_no_other() {
    let shared = shared(APP);
    let now = Timestamp::from_seconds(1_000_000_020);
    let current = step(now, 30);
    // The small number means nothing to an app.
    for drift in [0, 7, -20] {
        for away in -10..=10 {
            let code = shared.code(current + away);
            let found_it = find(&shared, &code, now, &card(-1, drift));
            if away.abs() <= 1 {
                assert_eq!(found_it, found(current + away, 0));
            } else {
                assert_eq!(found_it, CodeMatch::Off(away * 30));
            }
            assert_eq!(found_it, find(&shared, &code, now, &card(-1, 0)));
        }
        let two = format!("{} {}", shared.code(current), shared.code(current + 1));
        assert_eq!(
            find(&shared, &two, now, &card(-1, drift)),
            CodeMatch::Nowhere
        );
    }
    assert_eq!(
        first(&shared, &shared.code(current + 2), now),
        CodeMatch::Off(60)
    );
}

#[test]
fn r6238_3_no_step_up_to_an_accepted_one_is_accepted_again() {
    for moves in [APP, TOKEN] {
        let shared = shared(moves);
        let now = Timestamp::from_seconds(1_000_000_020);
        let current = step(now, 30);
        let at = |away: i64, last_counter: i64| {
            find(
                &shared,
                &shared.code(current + away),
                now,
                &card(last_counter, 0),
            )
        };
        let drift = |away| if moves == TOKEN { away } else { 0 };
        assert_eq!(at(0, current), CodeMatch::Used);
        assert_eq!(
            at(-1, current),
            CodeMatch::Used,
            "an older one after a newer one"
        );
        assert_eq!(at(1, current), found(current + 1, drift(1)));
        assert_eq!(at(1, current + 1), CodeMatch::Used);
        // Nor as the first or second of two.
        let two = format!("{}{}", shared.code(current), shared.code(current + 1));
        for last_counter in [current, current + 1] {
            let typed = find(&shared, &two, now, &card(last_counter, 0));
            assert!(!matches!(typed, CodeMatch::Step { .. }), "{typed:?}");
        }
    }
}

#[test]
fn r4226_1_and_n_10_r6238_5_a_secret_is_as_long_as_its_hash() {
    let lengths = [
        (Algorithm::Sha1, 20),
        (Algorithm::Sha256, 32),
        (Algorithm::Sha512, 64),
    ];
    for (algorithm, length) in lengths {
        let parameters = Parameters {
            algorithm,
            digits: 6,
        };
        let shared = Shared::make(&Fixed(1), parameters, APP);
        assert_eq!(shared.length(), length);
    }
    let grouped = shared(APP).grouped();
    let groups: Vec<usize> = grouped.split(' ').map(str::len).collect();
    assert_eq!(groups, [4; 8]);
}

#[test]
fn r6238_6_the_link_is_escaped_and_says_all_parameters() {
    let parameters = Parameters {
        algorithm: Algorithm::Sha256,
        digits: 8,
    };
    let secret: Vec<u8> = (0..20).collect();
    let moves = Moves::App { period: 60 };
    let shared = Shared::new(domain::Secret::new(secret), parameters, moves);
    let uri = shared.uri("Åre: bygg & 🏔", "anna+x@example.org");
    assert_eq!(
        uri,
        "otpauth://totp/%C3%85re%20-%20bygg%20%26%20%F0%9F%8F%94:anna%2Bx%40example.org\
         ?secret=AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT&issuer=%C3%85re%20-%20bygg%20%26%20%F0%9F%8F%94\
         &algorithm=SHA256&digits=8&period=60"
    );
}

#[test]
fn algorithms_are_read_by_their_own_names_only() {
    for algorithm in [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512] {
        assert_eq!(Algorithm::read(algorithm.name()), Some(algorithm));
    }
    for wrong in ["", "sha1", "MD5", "SHA-1", "none"] {
        assert_eq!(Algorithm::read(wrong), None);
    }
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in ".{0,64}") {
        if let Ok(answer) = oath::read(&KIND, &typed) {
            prop_assert!(answer.0.expose().bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn a_last_counter_never_lets_an_older_step_through(seconds in 0i64..4_000_000_000, last_counter in -1i64..200_000_000, kept in -30i64..=30, away in -22i64..=22, token: bool, two: bool) {
        let shared = shared(if token { TOKEN } else { APP });
        let now = Timestamp::from_seconds(seconds);
        let at = step(now, 30) + away;
        let mut typed = shared.code(at);
        if two {
            typed.push_str(&shared.code(at + 1));
        }
        if let CodeMatch::Step { step: accepted, drift } = find(&shared, &typed, now, &card(last_counter, kept)) {
            let before = kept.clamp(-20, 20);
            let latest = step(now, 30) + 1 + if token { (before + 1).max(0) } else { 0 };
            prop_assert!(accepted > last_counter || (last_counter > latest && accepted <= latest));
            prop_assert!(drift.abs() <= 20);
            prop_assert!(two || !token || (drift - before).abs() <= 1);
            prop_assert!(!two || drift.abs() <= before.abs());
            // No code counts that is older than one step before where the clock was.
            prop_assert!(!token || accepted >= step(now, 30) + before - i64::from(!two));
        }
    }
}

#[test]
fn a_step_of_a_clock_that_was_ahead_blocks_itself_alone() {
    let now = Timestamp::from_seconds(1_800_000_000);
    let current = step(now, 30);
    // How far the last accepted step is from now, and by how much the device's clock drifts.
    for (moves, last_counter, drift, away, expected) in [
        (APP, 0, 0, 0, CodeMatch::Used),
        (APP, 0, 0, -1, CodeMatch::Used),
        (APP, 1, 0, 0, CodeMatch::Used),
        (APP, 1, 0, 1, CodeMatch::Used),
        (APP, 2, 0, 1, found(current + 1, 0)),
        (APP, 2, 0, -1, found(current - 1, 0)),
        (APP, 120, 0, 0, found(current, 0)),
        (APP, -1, 0, 0, found(current, 0)),
        (TOKEN, 5, 3, 3, CodeMatch::Used),
        (TOKEN, 6, 3, 3, found(current + 3, 3)),
        (TOKEN, 1, -3, -3, CodeMatch::Used),
        (TOKEN, 2, -3, -3, found(current - 3, -3)),
        (TOKEN, -4, -3, -3, found(current - 3, -3)),
    ] {
        let shared = shared(moves);
        let code = shared.code(current + away);
        let of = card(current + last_counter, drift);
        assert_eq!(
            find(&shared, &code, now, &of),
            expected,
            "{moves:?} {last_counter} {drift} {away}"
        );
    }
}
