//! Secrets and links as people type them.

mod adding;
mod by_now;
mod devices;
mod links;
mod pages;
mod verdicts;

use data_encoding::{BASE32, BASE32_NOPAD, HEXLOWER, HEXUPPER};
use domain::{Secret, Unfit};
use proptest::prelude::*;

use super::algorithm::{Algorithm, Parameters};
use super::link;
use super::secret;
use super::shared::{Moves, Shared};
use super::typed;

const SECRET: &[u8] = b"12345678901234567890";

fn read(typed: &str) -> Result<Vec<u8>, Unfit> {
    secret::read(typed).map(|secret| secret.expose().clone())
}

#[test]
fn a_secret_is_read_in_every_writing() {
    let hex = HEXLOWER.encode(SECRET);
    let base32 = BASE32.encode(SECRET);
    let by_four = |text: &str, between: &str| {
        let parts: Vec<&str> = text
            .as_bytes()
            .chunks(4)
            .map(|part| std::str::from_utf8(part).unwrap())
            .collect();
        parts.join(between)
    };
    for typed in [
        hex.clone(),
        HEXUPPER.encode(SECRET),
        by_four(&hex, " "),
        by_four(&hex, ":"),
        by_four(&hex, "-"),
        format!("  {hex}\n"),
        base32.clone(),
        base32.to_lowercase(),
        by_four(&base32, " "),
        by_four(&base32, "-"),
        by_four(&base32, "\u{a0}"),
        format!("{base32}========"),
    ] {
        assert_eq!(read(&typed).as_deref(), Ok(SECRET), "{typed}");
    }
}

#[test]
fn r4226_1_a_secret_that_is_none_is_refused_for_its_own_reason() {
    let cases = [
        ("", Unfit::Unreadable),
        ("   ", Unfit::Unreadable),
        ("åäö", Unfit::Unreadable),
        ("not a secret!", Unfit::Unreadable),
        ("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", Unfit::Unreadable),
        ("JBSWY3DPEHPK3PXP", Unfit::TooShort),
        ("0123456789abcdef", Unfit::TooShort),
        ("0123456789abcdef0123456789abcd", Unfit::TooShort),
        ("0123456789abcdef0123456789abcdef0", Unfit::Unreadable),
        (&"00".repeat(20), Unfit::Repeated),
        (&"ff".repeat(16), Unfit::Repeated),
        (&"A".repeat(32), Unfit::Repeated),
        (&"0a".repeat(65), Unfit::TooLong),
        (&"1".repeat(5_000), Unfit::TooLong),
        (&"AB".repeat(60), Unfit::Repeated),
    ];
    for (typed, why) in cases {
        assert_eq!(read(typed), Err(why), "{typed}");
    }
}

#[test]
fn a_secret_is_typed_with_up_to_512_bytes_and_a_link_has_up_to_2048() {
    let hex = HEXLOWER.encode(SECRET);
    let spaced = |bytes: usize| read(&format!("{hex:>bytes$}"));
    assert_eq!(spaced(512).as_deref(), Ok(SECRET));
    assert_eq!(spaced(513), Err(Unfit::TooLong));
    let link = format!(
        "otpauth://totp/anna?secret={}&x=",
        BASE32_NOPAD.encode(SECRET)
    );
    let filled = |bytes: usize| link::read(&format!("{link:a<bytes$}")).map(drop);
    assert_eq!(filled(2_048), Ok(()));
    assert_eq!(filled(2_049), Err(Unfit::Link));
    let other = link::read(&link.replacen("otpauth", "otpauta", 1)).map(drop);
    assert_eq!(other, Err(Unfit::Link));
}

#[test]
fn one_code_has_six_to_eight_digits_and_two_are_halves_of_what_was_typed() {
    let typed = |text: &str| {
        let answer = typed::read(&crate::totp::KIND, text).ok()?;
        Some(match typed::Codes::of(&answer) {
            typed::Codes::One(code) => (code.to_owned(), String::new()),
            typed::Codes::Two(first, second) => (first.to_owned(), second.to_owned()),
        })
    };
    let cases = [
        ("123456", Some(("123456", ""))),
        ("123-4567", Some(("1234567", ""))),
        ("1234 5678", Some(("12345678", ""))),
        ("123456 654321", Some(("123456", "654321"))),
        ("12345677654321", Some(("1234567", "7654321"))),
        ("12345678\t87654321", Some(("12345678", "87654321"))),
        ("12345", None),
        ("123456789", None),
        ("1234567890123", None),
        ("12345678901234567", None),
        ("12345a", None),
        ("１２３４５６", None),
    ];
    for (text, codes) in cases {
        let codes = codes.map(|(one, two)| (one.to_owned(), two.to_owned()));
        assert_eq!(typed(text), codes, "{text}");
    }
    let spaced = |bytes: usize| typed(&format!("{:>bytes$}", "123456")).is_some();
    assert!(spaced(48) && !spaced(49));
}

#[test]
fn an_app_and_a_token_move_by_a_period_and_a_counter_from_where_it_begins() {
    let cases = [
        (Moves::App { period: 30 }, Some(30), None),
        (Moves::Token { period: 60 }, Some(60), None),
        (Moves::Counter { from: Some(7) }, None, Some(7)),
        (Moves::Counter { from: None }, None, None),
    ];
    for (moves, period, counter) in cases {
        assert_eq!(
            (moves.period(), moves.counter()),
            (period, counter),
            "{moves:?}"
        );
    }
}

#[test]
fn a_secret_is_shown_in_groups_of_four_in_either_writing() {
    let secret = Secret::new(SECRET[..16].to_vec());
    let shared = Shared::new(secret, Parameters::DEFAULT, Moves::App { period: 30 });
    assert_eq!(shared.grouped(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY");
    assert_eq!(
        shared.grouped_hex(),
        "3132 3334 3536 3738 3930 3132 3334 3536"
    );
}

#[test]
fn what_could_be_either_is_read_by_the_rule_that_people_are_told() {
    // Every character is of both alphabets.
    let both = "ABCDEF234567ABCDEF234567ABCDEF23";
    assert_eq!(read(both).unwrap().len(), 16, "hexadecimal");
    let short = "ABCDEF234567ABCDEF234567ABCDE";
    assert_eq!(read(short).unwrap().len(), 18, "29 characters: base32");
    assert_eq!(read(&format!("{both}GH")).unwrap().len(), 21, "base32");
    // Bits that belong to no byte don't matter, as in other programs.
    assert_eq!(read("MFRGGZDFMZTWQ2LKNNWG23TPO7").unwrap().len(), 16);
}

#[test]
fn zeros_at_the_end_make_no_other_secret() {
    let place = |bytes: &[u8]| {
        let shared = Shared::new(
            Secret::new(bytes.to_vec()),
            Parameters::DEFAULT,
            Moves::Counter { from: None },
        );
        (shared.code(1), shared.code(2))
    };
    // RFC 2104 §2: which is why the table of secrets hashes without them.
    assert_eq!(place(SECRET), place(&[SECRET, &[0, 0]].concat()));
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn a_code_has_as_many_digits_as_it_should(secret in proptest::collection::vec(any::<u8>(), 0..80), counter in any::<i64>(), digits in 6u8..=8) {
        for algorithm in Algorithm::ALL {
            let code = Parameters { algorithm, digits }.code(&secret, counter);
            prop_assert_eq!(code.len(), usize::from(digits));
            prop_assert!(code.bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn every_fit_secret_is_read_back_from_both_writings(bytes in proptest::collection::vec(any::<u8>(), 16..=64)) {
        let repeated = bytes.iter().all(|byte| Some(byte) == bytes.first());
        let right = if repeated { Err(Unfit::Repeated) } else { Ok(bytes.clone()) };
        prop_assert_eq!(read(&HEXLOWER.encode(&bytes)), right.clone());
        prop_assert_eq!(read(&BASE32.encode(&bytes)), right);
    }

    #[test]
    fn whatever_is_typed_for_a_secret_is_fit_or_refused(typed in "(?s).{0,200}", digits in "[0-9a-fA-F :-]{0,200}", letters in "[A-Z2-7= ]{0,200}") {
        for typed in [typed, digits, letters] {
            if let Ok(secret) = read(&typed) {
                prop_assert!((16..=64).contains(&secret.len()));
            }
        }
    }

    #[test]
    fn whatever_follows_is_a_link_or_refused(rest in "(?s).{0,200}", like in "(totp|hotp)/[a-z:%0-9]{0,20}\\?(secret|digits|period|counter|&|=|%|[A-Z2-7]){0,60}") {
        for rest in [rest, like] {
            for head in ["otpauth://", "otpauth:", ""] {
                if let Ok(given) = link::read(&format!("{head}{rest}")) {
                    prop_assert!(given.secret.expose().len() >= 16);
                }
            }
        }
    }
}
