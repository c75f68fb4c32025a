//! Secrets that do not print, and are wiped when they go.

use zeroize::Zeroize;

/// A value that only [`Secret::expose`] shows: neither `Debug` nor `Display` tells it, and its
/// memory is wiped when it is dropped.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into keeping.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Each call is a place to look at in a review.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// 256 random bits that a browser or link carries; written as unpadded base64url.
pub type Token = Secret<[u8; 32]>;

/// Makes a new token.
pub fn token(random: &dyn crate::Random) -> Token {
    Secret::new(random.array())
}

/// A token as it is written in a cookie or a link.
pub fn write_token(token: &Token) -> String {
    data_encoding::BASE64URL_NOPAD.encode(token.expose())
}

/// Reads a token; anything but exactly 256 bits of canonical base64url is none.
pub fn read_token(text: &str) -> Option<Token> {
    if text.len() != 43 {
        return None;
    }
    let bytes = data_encoding::BASE64URL_NOPAD
        .decode(text.as_bytes())
        .ok()?;
    Some(Secret::new(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        let secret = Secret::new(String::from("hunter2"));
        assert_eq!(format!("{secret:?}"), "(secret)");
    }

    #[test]
    fn a_secret_is_wiped_when_it_goes() {
        struct Seen(std::rc::Rc<std::cell::Cell<bool>>);
        impl Zeroize for Seen {
            fn zeroize(&mut self) {
                self.0.set(true);
            }
        }
        let wiped = std::rc::Rc::default();
        let secret = Secret::new(Seen(std::rc::Rc::clone(&wiped)));
        assert!(!wiped.get());
        drop(secret);
        assert!(wiped.get());
    }

    #[test]
    fn a_token_survives_writing_and_reading() {
        let token = Secret::new([7; 32]);
        assert_eq!(
            read_token(&write_token(&token)).unwrap().expose(),
            token.expose()
        );
        for wrong in [
            "",
            "abc",
            &"A".repeat(44),
            &format!("{}=", "A".repeat(42)),
            &"B".repeat(43),
        ] {
            // the last one has set bits beyond the 256: not canonical
            assert!(read_token(wrong).is_none(), "{wrong}");
        }
    }
}
