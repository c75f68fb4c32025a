//! Which requests a configured host speaks for: one name, or everything beneath one.

use std::cmp::Reverse;
use std::fmt;

use super::{Authority, Garbled};

/// `files.example.org`, `*.example.org`, either with a port that isn't 80 or 443, or an address.
///
/// A pattern without a port speaks for the schemes' own ports alone. A star stands for one label or
/// more: `*.example.org` speaks for `a.b.example.org`, but not for `example.org` itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostPattern {
    beneath: bool,
    authority: Authority,
}

/// Why a configured host can't be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongHost {
    /// It has a scheme or a path; only the host belongs here.
    Url,
    /// A star stands elsewhere than as `*.` before a name.
    Star,
    /// An international name, which has to be written as browsers send it: `xn--…`.
    International,
    /// Port 80 or 443, which needn't be written.
    DefaultPort,
    /// No host could be written like this.
    Garbled(Garbled),
}

impl HostPattern {
    /// Reads a host from the configuration, by the rules of [`Authority::read`].
    pub fn read(text: &str) -> Result<Self, WrongHost> {
        if text.contains('/') {
            return Err(WrongHost::Url);
        }
        let (beneath, host) = match text.strip_prefix("*.") {
            Some(host) => (true, host),
            None => (false, text),
        };
        if host.contains('*') {
            return Err(WrongHost::Star);
        }
        let authority = Authority::bare(host.as_bytes()).map_err(|why| match why {
            Garbled::NotAscii => WrongHost::International,
            other => WrongHost::Garbled(other),
        })?;
        if matches!(authority.port(), Some(80 | 443)) {
            return Err(WrongHost::DefaultPort);
        }
        if beneath && authority.is_literal() {
            return Err(WrongHost::Star);
        }
        Ok(Self { beneath, authority })
    }

    /// Whether it speaks for a request's host and port.
    pub fn covers(&self, asked: &Authority) -> bool {
        if self.beneath {
            !asked.is_literal() && self.is_above(asked)
        } else {
            self.authority == *asked
        }
    }

    /// Whether it speaks for all that another one speaks for, and for more.
    pub fn is_wider_than(&self, other: &Self) -> bool {
        self.beneath && !other.authority.is_literal() && self.is_above(&other.authority)
    }

    /// Whether it is a wildcard.
    pub const fn is_wildcard(&self) -> bool {
        self.beneath
    }

    /// Its host and port; for a wildcard those above it.
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    fn is_above(&self, lower: &Authority) -> bool {
        let labels = lower
            .host()
            .strip_suffix(self.authority.host())
            .and_then(|labels| labels.strip_suffix('.'));
        lower.port() == self.authority.port() && labels.is_some_and(|labels| !labels.is_empty())
    }

    /// Orders those that cover one host: the exact one first, then the longest wildcard.
    pub(super) fn nearness(&self) -> (bool, Reverse<usize>) {
        (self.beneath, Reverse(self.authority.host().len()))
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.beneath { "*." } else { "" };
        write!(f, "{star}{}", self.authority)
    }
}
