//! The request to a protected host, in the one form that is decided on. It is made once, from what one
//! family of headers says, or not at all.

use super::garbled::plain;
use super::path::{canonical, carried};
use super::{Authority, Garbled, Method, Origin, Scheme};

/// Longest URI, in bytes.
const MOST: usize = 8_192;

/// What a proxy says was asked, untouched, all of it out of one family of headers (L41).
#[derive(Clone, Copy, Debug)]
pub struct RawTarget<'a> {
    /// `X-Forwarded-Method` or `X-Original-Method`.
    pub method: &'a [u8],
    /// `X-Forwarded-Proto`.
    pub scheme: &'a [u8],
    /// `X-Forwarded-Host`, with its port if there is one.
    pub host: &'a [u8],
    /// `X-Forwarded-Uri`: path and query as the client sent them.
    pub uri: &'a [u8],
}

impl<'a> RawTarget<'a> {
    /// Takes `X-Original-URL` apart; nothing is judged yet but that it has a scheme and an authority.
    /// The authority ends where any reader would end it, so that a forged `Host` with a slash, a
    /// question mark or a number sign in it leaves a URI that isn't understood.
    pub fn from_url(method: &'a [u8], url: &'a [u8]) -> Result<Self, Garbled> {
        let text = plain(url)?;
        let (scheme, rest) = text.split_once("://").ok_or(Garbled::Scheme)?;
        let (host, uri) = split_authority(rest);
        Ok(Self {
            method,
            scheme: scheme.as_bytes(),
            host: host.as_bytes(),
            uri: uri.as_bytes(),
        })
    }
}

/// A request to a protected host: method and origin in canonical form, and the path as far as it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    method: Method,
    origin: Origin,
    path: Result<String, Garbled>,
    sent: String,
}

impl Target {
    /// Makes the canonical request, or refuses what isn't HTTP, and whatever of method, scheme and host a
    /// proxy, a program behind and this gate might not all read alike. Whether that may be refused of a path
    /// too hangs on whether a rule looks at paths; see [`Target::path`].
    ///
    /// - The method is any token and keeps its case; the scheme is http or https.
    /// - The host is read by [`Authority::read`].
    /// - The URI has at most 8,192 bytes: an absolute path with or without a query, or a URL of the
    ///   same scheme and host (RFC 9112 §3.2.2).
    /// - The query decides nothing, so it may hold any visible ASCII but `#`.
    pub fn read(asked: &RawTarget<'_>) -> Result<Self, Garbled> {
        let method = Method::read(asked.method)?;
        let scheme = Scheme::read(asked.scheme)?;
        let authority = Authority::read(asked.host, scheme)?;
        let origin = Origin { scheme, authority };
        if asked.uri.len() > MOST {
            return Err(Garbled::TooLong);
        }
        let uri = plain(asked.uri)?;
        if uri.contains('#') {
            return Err(Garbled::Fragment);
        }
        let sent = beneath(uri, &origin)?;
        let (path, query) = match sent.split_once('?') {
            Some((path, query)) => (path, query),
            None => (sent, ""),
        };
        if query.contains(' ') {
            return Err(Garbled::Unescaped);
        }
        Ok(Self {
            method,
            path: {
                carried(path)?;
                canonical(path)
            },
            sent: sent.to_owned(),
            origin,
        })
    }

    /// The method of the request that the proxy asks about.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Scheme, host and port.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The canonical path: what rules are compared with. It has been decoded once and encoded again in one way.
    ///
    /// # Errors
    /// Why there is none: servers read the path that was sent differently. Who looks at paths refuses it then.
    pub fn path(&self) -> Result<&str, Garbled> {
        self.path.as_deref().map_err(|why| *why)
    }

    /// The path as it was sent.
    pub fn sent_path(&self) -> &str {
        self.sent.split('?').next().unwrap_or_default()
    }

    /// Path and query as they were sent.
    pub fn sent(&self) -> &str {
        &self.sent
    }

    /// The URL that was asked for, path and query as they were sent, to go back to after signing in.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin, self.sent)
    }
}

/// Path and query of a URI, whose own scheme and host, if it has them, must be the request's.
fn beneath<'a>(uri: &'a str, origin: &Origin) -> Result<&'a str, Garbled> {
    if uri.is_empty() {
        return Err(Garbled::Empty);
    }
    if uri.starts_with('/') {
        return Ok(uri);
    }
    let (scheme, rest) = uri.split_once("://").ok_or(Garbled::Relative)?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        _ => return Err(Garbled::Relative),
    };
    let (host, sent) = split_authority(rest);
    let authority = Authority::read(host, scheme)?;
    if (Origin { scheme, authority }) != *origin {
        return Err(Garbled::Elsewhere);
    }
    if !sent.starts_with('/') {
        return Err(Garbled::Relative);
    }
    Ok(sent)
}

/// The authority, and everything behind it (RFC 3986 §3.2).
fn split_authority(rest: &str) -> (&str, &str) {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest.split_at_checked(end).unwrap_or((rest, ""))
}
