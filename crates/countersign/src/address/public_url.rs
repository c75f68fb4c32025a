//! The one address that people use. Scheme, cookie names and allowed origins come from it, never
//! from a request; so it is https, or this very machine.

use domain::gate::Authority;

/// The names of the machine itself that browsers trust without TLS.
const THIS_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

fn is_local(host: &str) -> bool {
    THIS_MACHINE.contains(&host)
}

/// The address that people use: an origin (RFC 6454), without path, query or user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    host: String,
    port: u16,
    origin: String,
}

impl PublicUrl {
    /// Reads a public URL. A lone `/` at its end is dropped.
    ///
    /// # Errors
    /// Half a sentence that goes on after the setting's name, with the ways on.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let shown = text.escape_debug();
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(format!("must begin with https://, not \"{shown}\".")),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
        if authority.contains('@') {
            return Err("must hold no user name and no password.".to_owned());
        }
        let Ok(read) = Authority::bare(authority.as_bytes()) else {
            return Err(format!(
                "has no host that browsers know in \"{shown}\": a name of letters, digits, dots and hyphens (others \
                 in their xn-- form), or an address."
            ));
        };
        if authority.len() < rest.len() {
            return Err(format!(
                "must be an address without a path, not \"{shown}\": Countersign needs a host name of its own, to \
                 which a proxy leads or \"tls.certificate\" and \"tls.key\" belong, or, to try it out, http://localhost through ssh -L."
            ));
        }
        let (host, port) = (read.host().to_owned(), read.port());
        if !https && !is_local(&host) {
            return Err(format!(
                "must not be plain http for another host than localhost, as \"{shown}\" is: set https here, with \
                 \"tls.certificate\" and \"tls.key\" or a proxy with a certificate in front, or reach it as \
                 http://localhost:8232 through ssh -L 8232:localhost:8232 {host}."
            ));
        }
        Ok(Self::new(https, host, port))
    }

    /// The address where none is set: this machine, and the port that is listened on.
    pub fn local(port: u16) -> Self {
        Self::new(false, "localhost".to_owned(), Some(port))
    }

    fn new(https: bool, host: String, port: Option<u16>) -> Self {
        let usual = if https { 443 } else { 80 };
        let scheme = if https { "https" } else { "http" };
        let port = port.unwrap_or(usual);
        // Browsers leave the usual port out of Origin and Host.
        let origin = if port == usual {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{port}")
        };
        Self {
            https,
            host,
            port,
            origin,
        }
    }

    /// The origin as browsers send it: scheme, host, and the port where it isn't the usual one.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host and the port as browsers send them in `Host`.
    pub fn authority(&self) -> &str {
        self.origin
            .split_once("://")
            .map_or("", |(_, authority)| authority)
    }

    /// The host alone; an IPv6 address in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, the usual one where none was given.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether cookies are `Secure` and have the `__Host-` prefix.
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether it is this very machine's.
    pub fn is_local(&self) -> bool {
        is_local(&self.host)
    }

    /// Every origin that this address is reached by. With plain http that is this machine by all
    /// three of its names; else the one.
    pub fn origins(&self) -> Vec<String> {
        if self.https {
            return vec![self.origin.clone()];
        }
        let others = THIS_MACHINE.into_iter().filter(|name| *name != self.host);
        std::iter::once(self.host.as_str())
            .chain(others)
            .map(|name| Self::new(false, name.to_owned(), Some(self.port)).origin)
            .collect()
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_addresses_are_read_as_browsers_write_them() {
        for (text, origin, host, https) in [
            (
                "https://id.example.org",
                "https://id.example.org",
                "id.example.org",
                true,
            ),
            (
                "HTTPS://ID.example.org:443/",
                "https://id.example.org",
                "id.example.org",
                true,
            ),
            (
                "https://id.example.org:8443",
                "https://id.example.org:8443",
                "id.example.org",
                true,
            ),
            ("https://192.0.2.1", "https://192.0.2.1", "192.0.2.1", true),
            (
                "https://[2001:DB8::1]:8443",
                "https://[2001:db8::1]:8443",
                "[2001:db8::1]",
                true,
            ),
            ("http://localhost", "http://localhost", "localhost", false),
            (
                "http://localhost:8232/",
                "http://localhost:8232",
                "localhost",
                false,
            ),
            (
                "http://127.0.0.1:8232",
                "http://127.0.0.1:8232",
                "127.0.0.1",
                false,
            ),
            ("http://[::1]:8232", "http://[::1]:8232", "[::1]", false),
            (
                "https://localhost:8232",
                "https://localhost:8232",
                "localhost",
                true,
            ),
        ] {
            let url = PublicUrl::read(text).unwrap();
            assert_eq!(
                (url.origin(), url.host(), url.is_https()),
                (origin, host, https),
                "{text}"
            );
            assert_eq!(origin.split_once("://").unwrap().1, url.authority());
        }
    }

    #[test]
    fn n_26_plain_http_for_another_host_or_a_path_is_refused_with_the_ways_on() {
        for text in [
            "http://id.example.org",
            "http://192.0.2.1:8232",
            "http://127.0.0.2",
            "http://localhost.example.org",
            "http://0.0.0.0:8232",
            "https://example.org/id",
            "https://example.org/id/",
            "http://localhost:8232/x",
            "https://example.org?x",
            "https://example.org/?x",
            "https://example.org#x",
            "https://example.org//",
            "https://example.org\\x",
        ] {
            let said = PublicUrl::read(text).unwrap_err();
            for way in ["\"tls.certificate\" and \"tls.key\"", "proxy", "ssh -L"] {
                assert!(said.contains(way), "{text}: {said}");
            }
            assert_eq!(said.lines().count(), 1);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for (text, because) in [
            ("", "must begin with https://"),
            ("id.example.org", "must begin with https://"),
            ("ftp://id.example.org", "must begin with https://"),
            ("https:id.example.org", "must begin with https://"),
            ("https://", "has no host"),
            ("https://:8443", "has no host"),
            ("https://id.example.org:0", "has no host"),
            ("https://id.example.org:99999", "has no host"),
            ("https://räksmörgås.se", "has no host"),
            ("https://id.example.org\nhttps://x", "has no host"),
            ("https://u:secret@id.example.org", "must hold no user name"),
            (
                "https://id.example.org@evil.example",
                "must hold no user name",
            ),
        ] {
            let said = PublicUrl::read(text).unwrap_err();
            assert!(said.starts_with(because), "{text:?}: {said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn this_machine_has_three_names() {
        let url = PublicUrl::local(8232);
        let all = [
            "http://localhost:8232",
            "http://127.0.0.1:8232",
            "http://[::1]:8232",
        ];
        assert_eq!(url.origins(), all);
        assert_eq!(
            PublicUrl::read("https://localhost").unwrap().origins(),
            ["https://localhost"]
        );
    }
}
