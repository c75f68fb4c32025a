//! The name and secret that a client sends with each request.

use data_encoding::BASE64;
use domain::Secret;
use http::HeaderValue;
use zeroize::Zeroizing;

/// Longest credentials, in bytes.
const MOST: usize = 2_048;

/// The name and secret of a header that is Basic's (RFC 7617 §2); none within where they can't be read.
pub(super) fn credentials(value: &HeaderValue) -> Option<Option<(String, Secret<String>)>> {
    let bytes = value.as_bytes().trim_ascii();
    let end = bytes.iter().position(|b| !b.is_ascii_alphanumeric());
    let (scheme, rest) = bytes.split_at_checked(end.unwrap_or(bytes.len()))?;
    if !scheme.eq_ignore_ascii_case(b"basic") {
        return None;
    }
    let read = || {
        let sent = rest.trim_ascii();
        if sent.len() > MOST {
            return None;
        }
        let bytes = Zeroizing::new(BASE64.decode(sent).ok()?);
        let text = str::from_utf8(&bytes).ok()?;
        let (name, secret) = text.split_once(':')?;
        (name.len() <= 512).then(|| (name.to_owned(), Secret::new(secret.to_owned())))
    };
    Some(read())
}
