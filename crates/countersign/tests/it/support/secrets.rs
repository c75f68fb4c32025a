//! What must be nowhere in what the program wrote.

use super::seen::Seen;

/// What must be nowhere: what it is, and all its spellings.
#[derive(Default)]
pub struct Secrets {
    /// Long ones, each in all its spellings.
    long: Vec<(&'static str, Vec<Vec<u8>>)>,
    /// Codes of few digits, which stand by chance within longer numbers.
    digits: Vec<String>,
}

impl Secrets {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.long.len()
    }

    /// A text, as it is and without what only parts it.
    pub fn text(&mut self, what: &'static str, text: &str) {
        self.bytes(what, text.as_bytes());
        let bare: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        self.long.push((
            what,
            vec![text.into(), bare.clone().into(), bare.to_lowercase().into()],
        ));
    }

    /// A typed code of few digits; gives it back.
    pub fn digits(&mut self, code: String) -> String {
        self.digits.push(code.clone());
        code
    }

    /// A token as it stands in a cookie or a link, and what it is made of.
    pub fn token(&mut self, what: &'static str, token: &str) {
        self.text(what, token);
        self.bytes(
            what,
            &data_encoding::BASE64URL_NOPAD
                .decode(token.as_bytes())
                .unwrap(),
        );
    }

    /// Bytes, in whatever alphabet somebody might write them.
    pub fn bytes(&mut self, what: &'static str, bytes: &[u8]) {
        use data_encoding as spelt;
        let all = [
            spelt::HEXLOWER,
            spelt::HEXUPPER,
            spelt::BASE64_NOPAD,
            spelt::BASE64URL_NOPAD,
            spelt::BASE32_NOPAD,
        ];
        let mut spellings: Vec<Vec<u8>> = all
            .iter()
            .map(|as_| as_.encode(bytes).into_bytes())
            .collect();
        spellings.push(bytes.to_vec());
        self.long.push((what, spellings));
    }

    /// All cookies that an answer set.
    pub fn cookies(&mut self, seen: &Seen) {
        for (_, value) in seen.cookies() {
            match value.len() {
                43 | 98 => self.token("a cookie", value),
                64 => self.session(value),
                _ => {}
            }
        }
    }

    /// A session's cookie, and each of the two that it holds.
    fn session(&mut self, value: &str) {
        self.token("a session's cookie", value);
        let whole = data_encoding::BASE64URL_NOPAD.decode(value.as_bytes());
        let whole = whole.unwrap();
        let (token, secret) = whole.split_at(32);
        self.bytes("a session's token", token);
        self.bytes("a session's secret", secret);
    }

    /// None of them stands there.
    #[track_caller]
    pub fn are_not_in(&self, place: &str, bytes: &[u8]) {
        for (what, spellings) in &self.long {
            for spelling in spellings.iter().filter(|spelling| spelling.len() >= 6) {
                let found = bytes
                    .windows(spelling.len())
                    .position(|window| window == spelling.as_slice());
                if let Some(at) = found {
                    let around = &bytes[at.saturating_sub(200)..(at + 200).min(bytes.len())];
                    panic!("{what} in {place}: {}", String::from_utf8_lossy(around));
                }
            }
        }
        let text = String::from_utf8_lossy(bytes);
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            assert!(
                !self.digits.iter().any(|code| code == word),
                "a code in {place}: {word}"
            );
        }
    }
}
