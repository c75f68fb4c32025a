//! HOTP (RFC 4226), and with a time step for its counter TOTP (RFC 6238): pure computation.

use domain::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};

/// The hash under the HMAC (RFC 6238 §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    /// The default, and all that many apps know.
    #[serde(rename = "SHA1")]
    Sha1,
    /// HMAC-SHA-256.
    #[serde(rename = "SHA256")]
    Sha256,
    /// HMAC-SHA-512.
    #[serde(rename = "SHA512")]
    Sha512,
}

impl Algorithm {
    /// All of them, the default first.
    pub(crate) const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// As an `otpauth://` link writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// As people write it.
    pub(crate) const fn spoken(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    /// How many bytes a secret should have: as many as the hash gives (RFC 6238 §5.1).
    pub(crate) const fn secret_length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }

    /// Reads it as it is written elsewhere: `sha-1`, `HmacSHA256`.
    pub(crate) fn read_loosely(name: &str) -> Option<Self> {
        let name: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_uppercase();
        Self::read(name.strip_prefix("HMAC").unwrap_or(&name))
    }
}

/// How a code is made of a secret and a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parameters {
    pub algorithm: Algorithm,
    /// 6 to 8 digits.
    pub digits: u8,
}

impl Parameters {
    /// What every app and token understands.
    pub(crate) const DEFAULT: Self = Self {
        algorithm: Algorithm::Sha1,
        digits: 6,
    };

    /// The code of a counter, as digits (RFC 4226 §5.3).
    pub(crate) fn code(&self, secret: &[u8], counter: i64) -> String {
        let counter = counter.to_be_bytes();
        let mac = match self.algorithm {
            Algorithm::Sha1 => mac::<Hmac<sha1::Sha1>>(secret, &counter),
            Algorithm::Sha256 => mac::<Hmac<sha2::Sha256>>(secret, &counter),
            Algorithm::Sha512 => mac::<Hmac<sha2::Sha512>>(secret, &counter),
        };
        let digits = self.digits.clamp(6, 8);
        let modulus = 10u32.checked_pow(u32::from(digits)).unwrap_or(u32::MAX);
        let number = truncate(&mac).checked_rem(modulus).unwrap_or(0);
        format!("{number:0width$}", width = usize::from(digits))
    }
}

/// The time step of a moment: `(unix - 0) / X` (RFC 6238 §4.2).
pub(crate) fn step(at: Timestamp, period: u32) -> i64 {
    at.seconds().div_euclid(i64::from(period.max(1)))
}

fn mac<M: Mac + KeyInit>(secret: &[u8], counter: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length (RFC 2104 §2), so there is always one.
    match <M as KeyInit>::new_from_slice(secret) {
        Ok(mac) => mac.chain_update(counter).finalize().into_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}

/// Dynamic truncation to 31 bits (RFC 4226 §5.3).
fn truncate(mac: &[u8]) -> u32 {
    let offset = mac.last().map_or(0, |last| usize::from(last & 0x0f));
    let four = mac
        .get(offset..offset.saturating_add(4))
        .and_then(|bytes| bytes.try_into().ok());
    u32::from_be_bytes(four.unwrap_or([0; 4])) & 0x7fff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWENTY: &[u8] = b"12345678901234567890";

    #[test]
    fn r4226_2_vectors_of_appendix_d() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (step, code) in (0..).zip(codes) {
            assert_eq!(Parameters::DEFAULT.code(TWENTY, step), code);
        }
    }

    #[test]
    fn r6238_2_vectors_of_appendix_b() {
        let seed = |length| {
            TWENTY
                .iter()
                .copied()
                .cycle()
                .take(length)
                .collect::<Vec<u8>>()
        };
        let times = [
            59,
            1_111_111_109,
            1_111_111_111,
            1_234_567_890,
            2_000_000_000,
            20_000_000_000,
        ];
        let table = [
            (
                Algorithm::Sha1,
                20,
                [
                    "94287082", "07081804", "14050471", "89005924", "69279037", "65353130",
                ],
            ),
            (
                Algorithm::Sha256,
                32,
                [
                    "46119246", "68084774", "67062674", "91819424", "90698825", "77737706",
                ],
            ),
            (
                Algorithm::Sha512,
                64,
                [
                    "90693936", "25091201", "99943326", "93441116", "38618901", "47863826",
                ],
            ),
        ];
        for (algorithm, length, codes) in table {
            let parameters = Parameters {
                algorithm,
                digits: 8,
            };
            for (time, code) in times.into_iter().zip(codes) {
                let step = step(Timestamp::from_seconds(time), 30);
                assert_eq!(
                    parameters.code(&seed(length), step),
                    code,
                    "{algorithm:?} at {time}"
                );
            }
        }
    }

    #[test]
    fn r6238_1_steps_go_beyond_32_bits() {
        let far = Timestamp::from_seconds(20_000_000_000 * 30);
        assert_eq!(step(far, 30), 20_000_000_000);
    }
}
