//! What a session's browser holds: a token, which is new at each rise, and a secret, which stays. What
//! protected hosts hold is made with the secret, so that it outlives a rise; the database has neither, so
//! that nobody makes up what a host holds by reading it, not even with the keys.

use data_encoding::BASE64URL_NOPAD;
use domain::Secret;
use domain::ids::SessionId;
use domain::secret::Token;
use store::{Hash, Reader};

/// 128 bits that only the session's cookie holds.
pub(crate) type SessionSecret = Secret<[u8; 16]>;

/// A session's token and its secret. The one is good only with the other.
#[derive(Clone, Debug)]
pub struct SessionToken {
    token: Token,
    secret: SessionSecret,
}

impl SessionToken {
    /// That of a new session, whose secret is made of its first token: an answer that is sent twice finds
    /// both again.
    pub(crate) fn first(reader: &Reader, token: Token) -> Self {
        let hash = reader
            .keys()
            .lookup
            .hash("secret-of-session", token.expose());
        let mut secret = [0; 16];
        for (to, from) in secret.iter_mut().zip(hash.iter().skip(1)) {
            *to = *from;
        }
        Self {
            token,
            secret: Secret::new(secret),
        }
    }

    /// That of the same session once it has risen.
    pub(crate) fn risen(&self, token: Token) -> Self {
        let secret = self.secret.clone();
        Self { token, secret }
    }

    /// What is new at each rise.
    pub(crate) const fn token(&self) -> &Token {
        &self.token
    }

    pub(crate) const fn secret(&self) -> &SessionSecret {
        &self.secret
    }

    /// Under which hash the session is found: that of both.
    pub(crate) fn hash(&self, reader: &Reader) -> Hash {
        reader.keys().lookup.hash("session", self.bytes().expose())
    }

    fn bytes(&self) -> Secret<[u8; 48]> {
        let mut bytes = [0; 48];
        let parts = self.token.expose().iter().chain(self.secret.expose());
        for (to, from) in bytes.iter_mut().zip(parts) {
            *to = *from;
        }
        Secret::new(bytes)
    }

    /// As it is written in a cookie: 64 characters of base64url.
    pub fn write(&self) -> String {
        BASE64URL_NOPAD.encode(self.bytes().expose())
    }

    /// Reads one; anything but what [`SessionToken::write`] writes is none.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 64 {
            return None;
        }
        let bytes = zeroize::Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        let (token, secret) = bytes.split_first_chunk()?;
        Some(Self {
            token: Secret::new(*token),
            secret: Secret::new(secret.try_into().ok()?),
        })
    }
}

/// The hash of a session's secret, as its row has it.
pub(crate) fn secret_hash(reader: &Reader, id: SessionId, secret: &SessionSecret) -> Hash {
    let whole = zeroize::Zeroizing::new([id.bytes().as_slice(), secret.expose()].concat());
    reader.keys().lookup.hash("session-secret", &whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_it_is_written_and_no_other_way() {
        let both = SessionToken {
            token: Secret::new([7; 32]),
            secret: Secret::new([9; 16]),
        };
        let text = both.write();
        let read = SessionToken::read(&text).unwrap();
        assert_eq!(read.token.expose(), &[7; 32]);
        assert_eq!(read.secret.expose(), &[9; 16]);
        for wrong in [
            "",
            text.get(1..).unwrap(),
            &format!("{text}A"),
            text.get(..43).unwrap(),
            &text.replace('B', "+"),
        ] {
            assert!(SessionToken::read(wrong).is_none(), "{wrong}");
        }
    }
}
