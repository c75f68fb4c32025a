//! What counts as a code, which steps are accepted, and what an app is given to read.

use domain::{Clock, Form, Refusal, Timestamp};
use proptest::prelude::*;

use super::algorithm::{Algorithm, Parameters};
use super::factor::{KIND, read};
use super::secret::{Found, Shared};

struct Fixed(u8);

impl domain::Random for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = self.0.wrapping_add(u8::try_from(place % 251).unwrap());
        }
    }
}

struct At(i64);

impl Clock for At {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0)
    }
}

fn shared() -> Shared {
    Shared::make(&Fixed(3), Parameters::DEFAULT)
}

#[test]
fn l10_nothing_but_six_to_eight_ascii_digits_is_a_code() {
    let wrong = [
        "",
        " ",
        "1",
        "12345",
        "123456789",
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
            read(typed).err(),
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
    ] {
        assert!(read(right).is_ok(), "{right:?}");
    }
    assert!(read(Form::default().get("code")).is_err());
}

#[test]
fn r6238_4_one_step_either_side_is_accepted_and_no_other() {
    let shared = shared();
    let now = At(1_000_000_020).now();
    let step = Parameters::DEFAULT.step(now);
    for away in -10..=10 {
        let code = shared.code(Timestamp::from_seconds((step + away) * 30));
        let found = shared.find(&code, now, -1);
        if away.abs() <= 1 {
            assert_eq!(found, Found::Step(step + away));
        } else {
            assert_eq!(found, Found::Off(away));
        }
    }
}

#[test]
fn r6238_3_no_step_up_to_an_accepted_one_is_accepted_again() {
    let shared = shared();
    let now = Timestamp::from_seconds(1_000_000_020);
    let step = Parameters::DEFAULT.step(now);
    let code = |away: i64| shared.code(Timestamp::from_seconds((step + away) * 30));
    assert_eq!(shared.find(&code(0), now, step), Found::Used);
    assert_eq!(
        shared.find(&code(-1), now, step),
        Found::Used,
        "an older one after a newer one"
    );
    assert_eq!(shared.find(&code(1), now, step), Found::Step(step + 1));
    assert_eq!(shared.find(&code(1), now, step + 1), Found::Used);
}

#[test]
fn r4226_1_and_n_10_a_secret_has_160_bits() {
    assert_eq!(
        shared()
            .grouped()
            .split(' ')
            .map(str::len)
            .collect::<Vec<_>>(),
        [4; 8]
    );
}

#[test]
fn r6238_6_the_link_is_escaped_and_says_all_parameters() {
    let parameters = Parameters {
        algorithm: Algorithm::Sha256,
        digits: 8,
        period: 60,
    };
    let shared = Shared::make(&Fixed(0), parameters);
    let uri = shared.uri("Åre: bygg & 🏔", "anna+x@example.org");
    assert_eq!(
        uri,
        "otpauth://totp/%C3%85re%3A%20bygg%20%26%20%F0%9F%8F%94:anna%2Bx%40example.org\
         ?secret=AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT&issuer=%C3%85re%3A%20bygg%20%26%20%F0%9F%8F%94\
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
    #[test]
    fn a_code_has_as_many_digits_as_it_should(secret in proptest::collection::vec(any::<u8>(), 0..80), step in any::<i64>(), digits in 6u8..=8) {
        for algorithm in [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512] {
            let code = Parameters { algorithm, digits, period: 30 }.code(&secret, step);
            prop_assert_eq!(code.len(), usize::from(digits));
            prop_assert!(code.bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in ".{0,64}") {
        if let Ok(answer) = read(&typed) {
            prop_assert!(answer.0.expose().bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn a_mark_never_lets_an_older_step_through(seconds in 0i64..4_000_000_000, mark in -1i64..200_000_000, away in -2i64..=2) {
        let shared = shared();
        let now = Timestamp::from_seconds(seconds);
        let step = Parameters::DEFAULT.step(now) + away;
        let code = shared.code(Timestamp::from_seconds(step * 30));
        if let Found::Step(accepted) = shared.find(&code, now, mark) {
            prop_assert!(accepted > mark);
        }
    }
}
