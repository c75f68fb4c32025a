//! The method of a request, compared as it is written: `get` isn't `GET` (RFC 9110 §9.1).

use super::Garbled;
use super::garbled::plain;

/// Longest method, in bytes; the longest registered one has 17.
const MOST: usize = 32;

/// Methods that change nothing, and those with which WebDAV clients ask and search (RFC 9110 §9.2.1,
/// RFC 4918 §9.1, RFC 3253 §3.6, RFC 5323 §2).
const READING: [&str; 6] = ["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH"];

/// A method: any token, so that a program behind may have methods of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Method(String);

impl Method {
    /// Reads a token of at most 32 bytes (RFC 9110 §5.6.2), otherwise [`Garbled::Method`].
    pub fn read(bytes: impl AsRef<[u8]>) -> Result<Self, Garbled> {
        let text = plain(bytes.as_ref()).map_err(|_| Garbled::Method)?;
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        let fits = (1..=MOST).contains(&text.len()) && text.bytes().all(token);
        fits.then(|| Self(text.to_owned())).ok_or(Garbled::Method)
    }

    /// The method as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a read-only device password may send it. A method that isn't known isn't reading.
    pub fn is_reading(&self) -> bool {
        READING.contains(&self.0.as_str())
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
