//! Comparison with `oathtool` (OATH Toolkit): thousands of random secrets, times, algorithms and
//! digits.

use std::process::Command;

use data_encoding::BASE32;
use domain::Timestamp;

use super::algorithm::{Algorithm, Parameters, step};

/// A small generator of its own, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }
}

#[test]
fn oathtool_computes_the_same_codes() {
    let mut numbers = Numbers(42);
    let mut compared = 0;
    for _ in 0..40 {
        let length = 16 + usize::try_from(numbers.next() % 49).unwrap();
        let secret: Vec<u8> = (0..length)
            .map(|_| u8::try_from(numbers.next() % 256).unwrap())
            .collect();
        let seconds = i64::try_from(numbers.next() % 20_000_000_000).unwrap();
        let digits = 6 + u8::try_from(numbers.next() % 3).unwrap();
        let period = [15, 30, 60, 120][usize::try_from(numbers.next() % 4).unwrap()];
        for (algorithm, name) in [
            (Algorithm::Sha1, "sha1"),
            (Algorithm::Sha256, "sha256"),
            (Algorithm::Sha512, "sha512"),
        ] {
            // One call of the tool computes a window of codes in a row.
            let window = 20;
            let output = Command::new("oathtool")
                .args([
                    "--base32",
                    &format!("--totp={name}"),
                    "--digits",
                    &digits.to_string(),
                ])
                .args([
                    "--time-step-size",
                    &format!("{period}s"),
                    "--now",
                    &format!("@{seconds}"),
                ])
                .args(["--window", &window.to_string(), &BASE32.encode(&secret)])
                .output()
                .expect("oathtool is installed by ./test");
            let output = String::from_utf8(output.stdout).unwrap();
            let parameters = Parameters { algorithm, digits };
            let step = step(Timestamp::from_seconds(seconds), period);
            for (away, code) in (0..).zip(output.lines()) {
                assert_eq!(
                    parameters.code(&secret, step + away),
                    code,
                    "{name} {digits} {period} {seconds}"
                );
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 40 * 3 * 21);
}

#[test]
fn r4226_2_oathtool_computes_the_same_codes_of_a_counter() {
    let mut numbers = Numbers(7);
    let mut compared = 0;
    for _ in 0..40 {
        let length = 16 + usize::try_from(numbers.next() % 49).unwrap();
        let secret: Vec<u8> = (0..length)
            .map(|_| u8::try_from(numbers.next() % 256).unwrap())
            .collect();
        let counter = i64::try_from(numbers.next() % 10_000_000_000).unwrap();
        let digits = 6 + u8::try_from(numbers.next() % 3).unwrap();
        let output = Command::new("oathtool")
            .args(["--hotp", "--base32", "--digits", &digits.to_string()])
            .args(["--counter", &counter.to_string(), "--window", "20"])
            .arg(BASE32.encode(&secret))
            .output()
            .expect("oathtool is installed by ./test");
        let output = String::from_utf8(output.stdout).unwrap();
        let parameters = Parameters {
            algorithm: Algorithm::Sha1,
            digits,
        };
        for (away, code) in (0..).zip(output.lines()) {
            assert_eq!(
                parameters.code(&secret, counter + away),
                code,
                "{digits} {counter}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 40 * 21);
}
