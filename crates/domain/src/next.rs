//! Where somebody was going when the door stopped them. The target comes from outside and ends in a
//! `Location` header, so it is read strictly, by hand, and what isn't understood is dropped: the
//! person lands on the home page instead.

use crate::gate::{Authority, HostPattern, Origin, Scheme};

/// Longest target, in bytes.
const MOST: usize = 2_048;

/// Pages to which nobody is sent after signing in: they lead back here, or out again.
const LOOPS: [&str; 3] = ["logout", "confirm", "language"];

/// The places to which this server sends people.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// This server's own origin, as configured: `https://auth.example.org`.
    pub public: &'a str,
    pub hosts: &'a [HostPattern],
}

/// A checked target: a path on this server, or a URL of a protected host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    target: String,
    origin: Option<String>,
}

impl Next {
    /// Reads a target of at most 2,048 bytes. Accepted are
    ///
    /// - a path on this server with or without a query, plain (no percent sign, dot segment or empty
    ///   segment in the path), that is no page of signing in or out;
    /// - a URL of a protected host, on the port that it was configured with: https, or http as well where
    ///   this server itself is a plain-http localhost.
    ///
    /// Neither has user information, a fragment, a backslash, white space, control characters or
    /// anything beyond ASCII (RFC 3986 §3; lessons of open redirects: CWE-601).
    pub fn read(text: &str, places: &Places<'_>) -> Option<Self> {
        if text.len() > MOST {
            return None;
        }
        let next = if text.starts_with('/') {
            Self::here(text)
        } else {
            Self::elsewhere(text, places)
        }?;
        // A URL without a path has grown by its slash.
        (next.target.len() <= MOST).then_some(next)
    }

    /// The canonical target, fit for a `Location` header.
    pub fn as_str(&self) -> &str {
        &self.target
    }

    /// The origin of a protected host, for `form-action`; none for a path on this server.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    fn here(text: &str) -> Option<Self> {
        let (path, query) = split_query(text);
        let inner = path.strip_prefix('/')?;
        let first = inner.split('/').next().unwrap_or("").to_ascii_lowercase();
        // A trailing slash leaves one empty segment, and that one only.
        let whole = inner.strip_suffix('/').unwrap_or(inner);
        let plain = inner.is_empty()
            || whole
                .split('/')
                .all(|segment| !segment.is_empty() && !is_dots(segment));
        let fits = plain
            && path.bytes().all(is_path_byte)
            && query.is_none_or(is_query)
            && !first.starts_with("login")
            && !LOOPS.contains(&first.as_str());
        fits.then(|| Self {
            target: text.to_owned(),
            origin: None,
        })
    }

    fn elsewhere(text: &str, places: &Places<'_>) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let scheme = match scheme {
            "https" => Scheme::Https,
            "http" if is_plain_localhost(places.public) => Scheme::Http,
            _ => return None,
        };
        // Whatever ends the host; a backslash or `@` before it stays in the host and fails there.
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, tail) = rest.split_at_checked(end)?;
        let host = Authority::read(host, scheme).ok()?;
        let origin = format!("{}://{host}", scheme.as_str());
        let ours = origin.eq_ignore_ascii_case(places.public);
        if ours || !places.hosts.iter().any(|pattern| pattern.covers(&host)) {
            return None;
        }
        let (path, query) = split_query(tail);
        if !is_foreign_path(path) || !query.is_none_or(is_query) {
            return None;
        }
        let slash = if path.is_empty() { "/" } else { "" };
        Some(Self {
            target: format!("{origin}{slash}{tail}"),
            origin: Some(origin),
        })
    }
}

fn split_query(text: &str) -> (&str, Option<&str>) {
    match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    }
}

/// `pchar` of RFC 3986 §3.3 without the percent sign, and the slash.
fn is_path_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&b)
}

/// `query` of RFC 3986 §3.4, and the five marks beyond it that browsers leave as they are.
fn is_query(text: &str) -> bool {
    let allowed = |b: u8| is_path_byte(b) || b"?%[]{}|^".contains(&b);
    text.bytes().all(allowed) && decoded(text).is_some()
}

/// A path at a program that isn't ours: more is allowed than here, since its names may need percent
/// signs, but nothing that one server reads as a way up or out and another doesn't.
fn is_foreign_path(path: &str) -> bool {
    let Some(inner) = path.strip_prefix('/') else {
        return path.is_empty();
    };
    let Some(bytes) = decoded(inner) else {
        return false;
    };
    let written = path.bytes().all(|b| is_path_byte(b) || b == b'%');
    let harmless = bytes.iter().all(|b| !b.is_ascii_control() && *b != b'\\');
    // "%25" at the start could be decoded once more into a slash.
    let begins_well = !matches!(bytes.first(), Some(b'/' | b'%'));
    let still = bytes
        .split(|b| *b == b'/')
        .all(|segment| !str::from_utf8(segment).is_ok_and(is_dots));
    written && harmless && begins_well && still
}

/// A segment that means "here" or "up", also with parameters behind it: some servers drop these
/// before they look.
fn is_dots(segment: &str) -> bool {
    matches!(segment.split(';').next(), Some("." | ".."))
}

/// The bytes that a text stands for; none where a percent sign isn't followed by two hexadecimal
/// digits (RFC 3986 §2.1).
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(b) = bytes.next() {
        if b != b'%' {
            out.push(b);
            continue;
        }
        let pair = [bytes.next()?, bytes.next()?];
        out.extend(data_encoding::HEXLOWER_PERMISSIVE.decode(&pair).ok()?);
    }
    Some(out)
}

fn is_plain_localhost(origin: &str) -> bool {
    let read = Origin::read(origin);
    read.is_ok_and(|origin| origin.scheme == Scheme::Http && origin.authority.is_localhost())
}

#[cfg(test)]
mod tests;
