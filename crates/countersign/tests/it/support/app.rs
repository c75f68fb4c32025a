//! An authenticator app, by other hands than the program's (RFC 6238).

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};

use super::between;
use super::seen::Seen;

/// An app with one secret.
#[derive(Clone)]
pub struct App {
    /// The secret as it was shown, without spaces.
    pub shown: String,
    /// The secret.
    pub secret: Vec<u8>,
    /// The enrolment's id.
    pub enrolment: String,
}

impl App {
    /// Reads a page that shows a secret.
    pub fn read(page: &Seen) -> Self {
        let html = &page.text;
        let secret = between(html, "id=\"totp-secret\">", "</");
        let shown: String = secret.chars().filter(|c| *c != ' ').collect();
        Self {
            secret: BASE32_NOPAD.decode(shown.as_bytes()).unwrap(),
            shown,
            enrolment: between(html, "name=\"enrolment\" value=\"", "\"").to_owned(),
        }
    }

    /// The code of that second.
    pub fn code(&self, second: i64) -> String {
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.secret).unwrap();
        mac.update(&second.div_euclid(30).to_be_bytes());
        let mac = mac.finalize().into_bytes();
        let at = usize::from(mac[19] & 15);
        let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// A code that isn't right at that second or near it.
    pub fn wrong(&self, second: i64) -> String {
        let near = [-30, 0, 30].map(|by| self.code(second + by));
        let mut codes = (0..1_000_000).map(|n| format!("{n:06}"));
        codes.find(|code| !near.contains(code)).unwrap()
    }
}
