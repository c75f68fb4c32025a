//! A host as it stands in a URL (RFC 3986 §3.2.2), in the one spelling that browsers send: lower
//! case, addresses in their shortest form.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Reads a host. None where a browser would take it for something else, or for nothing.
pub(super) fn read(text: &str) -> Option<String> {
    if let Some(inner) = text.strip_prefix('[') {
        let address: Ipv6Addr = inner.strip_suffix(']')?.parse().ok()?;
        return Some(format!("[{address}]"));
    }
    let name = text.to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    // Browsers read "1", "0x7f.1" and the like as addresses: such a name is one, written in full,
    // or nothing (WHATWG URL, "ends in a number").
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let hex = last
        .strip_prefix("0x")
        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));
    if digits(last) || hex {
        return name
            .parse::<Ipv4Addr>()
            .ok()
            .map(|address| address.to_string());
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (name.len() <= 253 && name.split('.').all(label)).then_some(name)
}

/// Splits `HOST:PORT`, with the brackets of an IPv6 address around the host. The port may be
/// missing, but not empty.
pub(super) fn split(text: &str) -> Option<(&str, Option<u16>)> {
    let colon = match text.rfind(']') {
        Some(bracket) => match text.get(bracket.saturating_add(1)..)? {
            "" => None,
            rest => rest
                .starts_with(':')
                .then_some(bracket.saturating_add(1))
                .map(Some)?,
        },
        None => text.find(':'),
    };
    let Some(colon) = colon else {
        return Some((text, None));
    };
    let port = text.get(colon.saturating_add(1)..)?;
    if port.is_empty() || !port.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((text.get(..colon)?, Some(port.parse().ok()?)))
}

/// Whether this is the machine itself, by one of the three names that browsers trust without TLS.
pub(super) fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_as_browsers_send_them() {
        for (text, host) in [
            ("ID.Example.ORG", "id.example.org"),
            ("localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]"),
            ("[2001:DB8:0:0::1]", "[2001:db8::1]"),
            ("xn--rksmrgs-5wao1o.se", "xn--rksmrgs-5wao1o.se"),
        ] {
            assert_eq!(read(text).as_deref(), Some(host));
        }
        for wrong in [
            "",
            ".",
            "a..b",
            "a.",
            ".a",
            "-a",
            "a-",
            "a_b",
            "a b",
            "räksmörgås.se",
            "127.1",
            "1",
            "0x7f.0x1",
            "256.0.0.1",
            "[::1",
            "::1",
            "[127.0.0.1]",
            "a/b",
            "a@b",
            "a\\b",
            "a%20b",
            "*.example.org",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(read(&format!("{}.org", "a".repeat(64))), None);
    }

    #[test]
    fn a_port_is_split_off() {
        for (text, split_up) in [
            ("a", Some(("a", None))),
            ("a:1", Some(("a", Some(1)))),
            ("[::1]", Some(("[::1]", None))),
            ("[::1]:8232", Some(("[::1]", Some(8232)))),
            ("a:65536", None),
            ("a:", None),
            ("a:+1", None),
            ("::1", None),
            ("[::1]8232", None),
        ] {
            assert_eq!(split(text), split_up, "{text}");
        }
    }
}
