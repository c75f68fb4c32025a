//! Where a request goes: scheme, host and port, in the one spelling that rules are compared with.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Garbled;
use super::garbled::plain;

/// Longest host with its port: a name of 253 (RFC 1035 §2.3.4), a colon, five digits.
const MOST: usize = 259;

/// How the visitor reaches the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Http as it is, without TLS.
    Http,
    /// Http over TLS (RFC 9110 §4.2.2).
    Https,
}

impl Scheme {
    /// Reads `http` or `https`, whatever the case. `ws` and `wss` are read as these two, since
    /// Traefik sends them for the request that opens a web socket, and that is an http request to the
    /// same authority (RFC 6455 §3, §4.1).
    pub fn read(bytes: impl AsRef<[u8]>) -> Result<Self, Garbled> {
        let is = |word: &str| bytes.as_ref().eq_ignore_ascii_case(word.as_bytes());
        if is("https") || is("wss") {
            Ok(Self::Https)
        } else if is("http") || is("ws") {
            Ok(Self::Http)
        } else {
            Err(Garbled::Scheme)
        }
    }

    /// The word before the colon.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// A host and, where it isn't the scheme's own, a port.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Authority {
    name: String,
    literal: bool,
    port: Option<u16>,
}

impl Authority {
    /// Reads a host as a client sends it (RFC 9110 §7.2): a name of letters, digits and inner hyphens
    /// (RFC 1123 §2.1; international names as punycode), an IPv4 address in four plain numbers, or an
    /// IPv6 address in brackets. Letters are lowered and the scheme's own port is dropped; a trailing
    /// dot is refused. Whether a port or an address may be asked for at all, the configured hosts say.
    pub fn read(bytes: impl AsRef<[u8]>, scheme: Scheme) -> Result<Self, Garbled> {
        let mut read = Self::bare(bytes.as_ref())?;
        read.port = read.port.filter(|port| *port != scheme.port());
        Ok(read)
    }

    /// Reads it with its port as written.
    pub fn bare(bytes: &[u8]) -> Result<Self, Garbled> {
        if bytes.len() > MOST {
            return Err(Garbled::TooLong);
        }
        let text = plain(bytes)?;
        if text.contains('@') {
            return Err(Garbled::UserInfo);
        }
        let (name, literal, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (inside, port) = rest.split_once(']').ok_or(Garbled::Host)?;
                let address: Ipv6Addr = inside.parse().map_err(|_| Garbled::Host)?;
                let port = match port.strip_prefix(':') {
                    Some(port) => Some(port),
                    None if port.is_empty() => None,
                    None => return Err(Garbled::Host),
                };
                (format!("[{address}]"), true, port)
            }
            None => {
                let (name, port) = match text.split_once(':') {
                    Some((name, port)) => (name, Some(port)),
                    None => (text, None),
                };
                let (name, literal) = read_name(name)?;
                (name, literal, port)
            }
        };
        Ok(Self {
            name,
            literal,
            port: port.map(read_port).transpose()?,
        })
    }

    /// The host alone: a lower-case name, or an address (IPv6 in brackets).
    pub fn host(&self) -> &str {
        &self.name
    }

    /// The port, if it isn't the scheme's own.
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// Whether the host is an address rather than a name.
    pub const fn is_literal(&self) -> bool {
        self.literal
    }

    /// Whether a host, with or without the brackets of IPv6, is this machine, so that nobody else hears what is said
    /// to it.
    pub fn is_here(host: &str) -> bool {
        let bare = host.trim_matches(['[', ']']);
        bare.eq_ignore_ascii_case("localhost")
            || bare.parse::<IpAddr>().is_ok_and(|at| at.is_loopback())
    }

    /// Whether it is this machine to a browser (RFC 6761 §6.3), which then treats plain http as safe.
    pub fn is_localhost(&self) -> bool {
        let loopback = || self.name.parse().is_ok_and(|a: Ipv4Addr| a.is_loopback());
        self.name == "localhost"
            || self.name.ends_with(".localhost")
            || self.name == "[::1]"
            || loopback()
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

/// A scheme and an authority, as browsers tell sites apart (RFC 6454 §4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    pub scheme: Scheme,
    pub authority: Authority,
}

impl Origin {
    /// Reads `https://auth.example.org`, without path or trailing slash.
    pub fn read(text: &str) -> Result<Self, Garbled> {
        let (_, authority) = text.split_once("://").ok_or(Garbled::Scheme)?;
        if authority.contains(['/', '?', '#']) {
            return Err(Garbled::Host);
        }
        Self::of_url(text)
    }

    /// Reads that of a URL, whatever comes after it.
    pub fn of_url(text: &str) -> Result<Self, Garbled> {
        let (scheme, rest) = text.split_once("://").ok_or(Garbled::Scheme)?;
        let scheme = Scheme::read(scheme)?;
        // A backslash or `@` before the end of the host stays in it, and fails there.
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        Ok(Self {
            scheme,
            authority: Authority::read(authority, scheme)?,
        })
    }

    /// Whether a browser keeps a cookie of ours there: over TLS, or on this machine.
    pub fn keeps_cookies(&self) -> bool {
        self.scheme == Scheme::Https || self.authority.is_localhost()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.as_str(), self.authority)
    }
}

/// A name in lower case, and whether it is an IPv4 address.
fn read_name(text: &str) -> Result<(String, bool), Garbled> {
    let name = text.to_ascii_lowercase();
    if name.len() > 1 && name.ends_with('.') && !name.ends_with("..") {
        return Err(Garbled::TrailingDot);
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > 253 || !name.split('.').all(label) {
        return Err(Garbled::Host);
    }
    // What ends in a number is an address to a browser, in forms such as 127.1 and 0x7f000001 too
    // (WHATWG URL §3.5, "ends in a number"); only the plain form is ours.
    let last = name.rsplit('.').next().unwrap_or("");
    let hexadecimal = last
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let numeric = hexadecimal || last.bytes().all(|b| b.is_ascii_digit());
    if numeric && name.parse::<Ipv4Addr>().is_err() {
        return Err(Garbled::Host);
    }
    Ok((name, numeric))
}

/// A port from 1 to 65535 in plain digits.
fn read_port(text: &str) -> Result<u16, Garbled> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    match text.parse() {
        Ok(port) if plain => Ok(port),
        _ => Err(Garbled::Port),
    }
}
