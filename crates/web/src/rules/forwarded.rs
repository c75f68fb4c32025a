//! The visitor's address: `X-Forwarded-For` counts only from a proxy that the configuration trusts,
//! read from the right as far as trusted addresses go; what doesn't parse ends the walk (L23).

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Peer, headers, address found, and whether it is charged and what is noted.
    type Case<'a> = (&'a str, &'a [&'a str], &'a str, (bool, Option<Note>));

    #[test]
    fn l23_the_address_is_found_from_the_right_past_trusted_proxies() {
        let trusted: Vec<IpNet> = ["127.0.0.0/8", "::1/128", "10.0.0.0/8"]
            .iter()
            .map(|net| net.parse().unwrap())
            .collect();
        let long = format!("203.0.113.9, {}", vec!["10.0.0.1"; 40].join(", "));
        let own = (false, Some(Note::Silent));
        let said = (true, None);
        let unknown = (false, None);
        let ignored = (true, Some(Note::NotTrusted));
        #[rustfmt::skip]
        let cases: &[Case<'_>] = &[
            // peer                 headers                             address          charged, note
            ("203.0.113.1",         &[],                                "203.0.113.1",   (true, None)),
            ("203.0.113.1",         &["198.51.100.1"],                  "203.0.113.1",   ignored),
            ("203.0.113.1",         &["127.0.0.1"],                     "203.0.113.1",   ignored),
            ("203.0.113.1",         &["nonsense"],                      "203.0.113.1",   ignored),
            ("127.0.0.1",           &[],                                "127.0.0.1",     own),
            ("::1",                 &[],                                "::1",           own),
            ("::ffff:127.0.0.1",    &[],                                "127.0.0.1",     own),
            ("::ffff:203.0.113.1",  &["198.51.100.1"],                  "203.0.113.1",   ignored),
            ("127.0.0.1",           &["198.51.100.1"],                  "198.51.100.1",  said),
            ("::1",                 &["2001:db8::7"],                   "2001:db8::7",   said),
            ("127.0.0.1",           &["::ffff:198.51.100.1"],           "198.51.100.1",  said),
            ("127.0.0.1",           &["192.0.2.66, 198.51.100.1"],      "198.51.100.1",  said),
            ("127.0.0.1",           &["192.0.2.66", "198.51.100.1"],    "198.51.100.1",  said),
            ("127.0.0.1",           &["198.51.100.1, 10.0.0.5"],        "198.51.100.1",  said),
            ("127.0.0.1",           &["198.51.100.1", "10.0.0.5"],      "198.51.100.1",  said),
            ("127.0.0.1",           &["1.1.1.1, 198.51.100.1, 10.0.0.5, 10.0.0.6"], "198.51.100.1", said),
            ("127.0.0.1",           &["10.0.0.5"],                      "10.0.0.5",      unknown),
            ("127.0.0.1",           &["198.51.100.1:4711"],             "198.51.100.1",  said),
            ("127.0.0.1",           &["[2001:db8::7]:4711"],            "2001:db8::7",   said),
            ("127.0.0.1",           &["[2001:db8::7]"],                 "2001:db8::7",   said),
            ("127.0.0.1",           &["\t198.51.100.1  "],              "198.51.100.1",  said),
            ("127.0.0.1",           &["unknown"],                       "127.0.0.1",     unknown),
            ("127.0.0.1",           &[""],                              "127.0.0.1",     unknown),
            ("127.0.0.1",           &["198.51.100.1,"],                 "127.0.0.1",     unknown),
            ("127.0.0.1",           &["198.51.100.1, nonsense"],        "127.0.0.1",     unknown),
            ("127.0.0.1",           &["198.51.100.1, x, 10.0.0.5"],     "10.0.0.5",      unknown),
            ("127.0.0.1",           &["999.0.0.1"],                     "127.0.0.1",     unknown),
            ("127.0.0.1",           &["0x7f.1"],                        "127.0.0.1",     unknown),
            ("127.0.0.1",           &["198.51.100.1%eth0"],             "127.0.0.1",     unknown),
            ("127.0.0.1",           &["<script>"],                      "127.0.0.1",     unknown),
            ("127.0.0.1",           &[&long],                           "10.0.0.1",      unknown),
        ];
        for (peer, given, address, (charged, note)) in cases {
            let mut headers = HeaderMap::new();
            for value in *given {
                headers.append(X_FORWARDED_FOR, value.parse().unwrap());
            }
            let peer: IpAddr = peer.parse().unwrap();
            let is_proxy = is_trusted(&trusted, peer);
            let found = find(peer, &headers, &trusted);
            let expected = Provenance {
                address: address.parse().unwrap(),
                charged: *charged,
                from_proxy: is_proxy,
                // An address of a trusted network is a visitor's where the whole way was told.
                told: *charged || *given == ["10.0.0.5"],
                note: *note,
            };
            assert_eq!(found, expected, "{peer} {given:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_once_an_hour_and_never_by_the_thousand() {
        let (named, start) = (Named::default(), Timestamp::from_seconds(1_000_000));
        let peer = "203.0.113.1".parse().unwrap();
        let later = |minutes| start.plus(Span::minutes(minutes));
        assert!(named.is_due(Note::NotTrusted, peer, start));
        assert!(!named.is_due(Note::NotTrusted, peer, later(59)));
        assert!(named.is_due(Note::Silent, peer, later(59)));
        assert!(named.is_due(Note::NotTrusted, peer, later(61)));
        let told = (0..1_000u32)
            .filter(|n| named.is_due(Note::NotTrusted, IpAddr::from(n.to_be_bytes()), later(62)))
            .count();
        assert!(told <= MOST_NAMED, "{told}");
    }

    proptest::proptest! {
        #[test]
        fn l23_what_stands_left_of_the_visitor_changes_nothing(left in "[ -~\t]{0,80}", visitor: u32, peer: u32) {
            let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
            let address = |number: u32| IpAddr::from(number.to_be_bytes());
            let mut headers = HeaderMap::new();
            let line = format!("{left},{}", address(visitor));
            headers.append(X_FORWARDED_FOR, line.parse().unwrap());
            let found = find(address(0x0a00_0001), &headers, &trusted);
            if !trusted[0].contains(&address(visitor)) {
                proptest::prop_assert_eq!((found.address, found.charged), (address(visitor), true));
            }
            let found = find(address(peer), &headers, &trusted);
            if !trusted[0].contains(&address(peer)) {
                proptest::prop_assert_eq!(found.address, address(peer));
            }
        }
    }
}
