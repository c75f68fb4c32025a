//! The visitor's address: `X-Forwarded-For` counts only from a proxy that the configuration trusts,
//! read from the right as far as trusted addresses go; what doesn't parse ends the walk (L23).

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;

use domain::{Span, Timestamp};
use http::HeaderMap;
use http::header::HeaderName;
use ipnet::IpNet;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Headers in which proxies say for whom they ask.
const FORWARDING: [&str; 5] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
];

/// The most addresses that are looked at; a longer walk is nobody's real way.
const MOST: usize = 32;

/// Whose request it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Provenance {
    pub address: IpAddr,
    /// False where it is a trusted proxy's own, which is never charged.
    pub charged: bool,
    /// Whether a trusted proxy asks.
    pub from_proxy: bool,
    /// Whether it is the visitor's, as far as those who are trusted tell; false where nobody said, or
    /// what was said isn't understood.
    pub told: bool,
    /// What the log should name.
    pub note: Option<Note>,
}

/// What is wrong between a proxy and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    /// Forwarding headers from an address that isn't trusted.
    NotTrusted,
    /// A trusted proxy that doesn't say for whom it asks.
    Silent,
}

impl Note {
    /// A stable word for the metrics.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::NotTrusted => "not-trusted",
            Self::Silent => "silent",
        }
    }
}

/// Whether that address is a proxy's that is believed.
pub(crate) fn is_trusted(trusted: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|net| net.contains(&address))
}

/// Finds the visitor's address.
pub(crate) fn find(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Provenance {
    let peer = peer.to_canonical();
    if !is_trusted(trusted, peer) {
        let forwards = FORWARDING.iter().any(|name| headers.contains_key(*name));
        return Provenance {
            address: peer,
            charged: true,
            from_proxy: false,
            told: true,
            note: forwards.then_some(Note::NotTrusted),
        };
    }
    let given: Vec<&[u8]> = headers
        .get_all(X_FORWARDED_FOR)
        .iter()
        .flat_map(|value| value.as_bytes().split(|b| *b == b','))
        .collect();
    let silent = given.is_empty();
    let mut address = peer;
    // Nothing said for whom the last trusted one asks: its own address isn't a visitor's.
    let mut charged = false;
    // A walk that was cut short says nothing of who is at its end.
    let mut told = !silent && given.len() <= MOST;
    for entry in given.into_iter().rev().take(MOST) {
        let Some(next) = read(entry) else {
            (charged, told) = (false, false);
            break;
        };
        address = next;
        // A trusted one may be a proxy that said nothing: never charged.
        charged = !is_trusted(trusted, address);
        if charged {
            told = true;
            break;
        }
    }
    Provenance {
        address,
        charged,
        from_proxy: true,
        told,
        note: silent.then_some(Note::Silent),
    }
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn read(entry: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(entry).ok()?.trim_matches([' ', '\t']);
    let alone = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    alone
        .parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()))
        .ok()
        .map(|address| address.to_canonical())
}

/// What has been named in the log within the hour. Bounded: beyond that many it keeps silent.
#[derive(Debug, Default)]
pub(crate) struct Named(Mutex<BTreeMap<(Note, IpAddr), Timestamp>>);

/// The most addresses that are named in an hour.
const MOST_NAMED: usize = 64;

impl Named {
    /// Names it in the log, once an hour.
    pub(crate) fn tell(&self, note: Note, peer: IpAddr, now: Timestamp) {
        if !self.is_due(note, peer, now) {
            return;
        }
        match note {
            Note::NotTrusted => tracing::warn!(
                %peer,
                "forwarding headers from {peer} are ignored; if that is your proxy, add it: trusted_proxies = [\"{peer}\"]"
            ),
            Note::Silent => tracing::warn!(
                %peer,
                "the trusted proxy {peer} sends no X-Forwarded-For, so wrong answers from one address aren't limited; \
                 for nginx add: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            ),
        }
    }

    fn is_due(&self, note: Note, peer: IpAddr, now: Timestamp) -> bool {
        let Ok(mut named) = self.0.lock() else {
            return false;
        };
        named.retain(|_, at| now.since(*at) < Span::hours(1));
        if named.len() >= MOST_NAMED || named.contains_key(&(note, peer)) {
            return false;
        }
        named.insert((note, peer), now);
        true
    }
}
