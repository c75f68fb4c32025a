//! The host rule: a request for another host than the public URL's is answered 421, so that no link,
//! cookie or origin ever depends on what a client claims (L22).

use domain::gate::{Authority, Garbled};
use http::header::HOST;
use http::{HeaderMap, Uri};

use crate::address::PublicAddress;

/// Why a request isn't for us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HostError {
    /// No host, two, or none that could be one: 400.
    Garbled,
    /// Another host: 421.
    Elsewhere(String),
}

/// The origin of ours that a request was sent to (RFC 9110 §7.2, RFC 9113 §8.3.1).
pub(crate) fn judge(
    headers: &HeaderMap,
    uri: &Uri,
    address: &PublicAddress,
) -> Result<String, HostError> {
    let mut given = headers.get_all(HOST).iter();
    let header = given.next();
    if given.next().is_some() {
        return Err(HostError::Garbled);
    }
    let header = header
        .map(|value| value.to_str().map(str::to_ascii_lowercase))
        .transpose()
        .map_err(|_| HostError::Garbled)?;
    let authority = uri
        .authority()
        .map(|authority| authority.as_str().to_ascii_lowercase());
    let host = match (authority, header) {
        (Some(authority), Some(header)) if authority != header => return Err(HostError::Garbled),
        (Some(host), _) | (None, Some(host)) => host,
        (None, None) => return Err(HostError::Garbled),
    };
    if !is_host(&host) {
        return Err(HostError::Garbled);
    }
    match address.origin_of(&host) {
        Some(origin) => Ok(origin.to_owned()),
        None => Err(HostError::Elsewhere(host)),
    }
}

/// Whether it could be one, with or without a port: it is shown on the page that refuses it. Containers have names with
/// underscores, and some clients send the dot at the end of a whole name.
fn is_host(text: &str) -> bool {
    let named = text.replace('_', "-");
    matches!(
        Authority::bare(named.as_bytes()),
        Ok(_) | Err(Garbled::TrailingDot)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(origins: &[&str]) -> PublicAddress {
        PublicAddress {
            origin: origins[0].into(),
            origins: origins.iter().map(ToString::to_string).collect(),
            https: origins[0].starts_with("https"),
        }
    }

    fn asked(hosts: &[&str], uri: &str, address: &PublicAddress) -> Result<String, HostError> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, host.parse().unwrap());
        }
        judge(&headers, &uri.parse().unwrap(), address)
    }

    #[test]
    fn l22_only_the_public_url_and_for_localhost_its_other_names_are_answered() {
        let public = address(&["https://auth.example.org"]);
        let local = address(&[
            "http://localhost:8232",
            "http://127.0.0.1:8232",
            "http://[::1]:8232",
        ]);
        let odd = address(&["https://auth.example.org:8443"]);
        let ok = |origin: &str| Ok(origin.to_owned());
        let other = |host: &str| Err(HostError::Elsewhere(host.to_owned()));
        let cases = [
            (&public, "auth.example.org", ok("https://auth.example.org")),
            (&public, "AUTH.Example.ORG", ok("https://auth.example.org")),
            (
                &public,
                "auth.example.org:443",
                ok("https://auth.example.org"),
            ),
            (&public, "auth.example.org:80", other("auth.example.org:80")),
            (
                &public,
                "auth.example.org:8443",
                other("auth.example.org:8443"),
            ),
            (&public, "auth.example.org.", other("auth.example.org.")),
            (
                &public,
                "evil.auth.example.org",
                other("evil.auth.example.org"),
            ),
            (
                &public,
                "auth.example.org.evil.test",
                other("auth.example.org.evil.test"),
            ),
            (&public, "localhost", other("localhost")),
            (&public, "192.0.2.1", other("192.0.2.1")),
            (&local, "localhost:8232", ok("http://localhost:8232")),
            (&local, "127.0.0.1:8232", ok("http://127.0.0.1:8232")),
            (&local, "[::1]:8232", ok("http://[::1]:8232")),
            (&local, "localhost", other("localhost")),
            (&local, "[::2]:8232", other("[::2]:8232")),
            (
                &local,
                "localhost.evil.test:8232",
                other("localhost.evil.test:8232"),
            ),
            (
                &odd,
                "auth.example.org:8443",
                ok("https://auth.example.org:8443"),
            ),
            (&odd, "auth.example.org", other("auth.example.org")),
        ];
        for (address, host, expected) in cases {
            assert_eq!(asked(&[host], "/", address), expected, "{host}");
        }
    }

    #[test]
    fn l22_no_host_two_hosts_and_garbled_ones_are_refused() {
        let public = address(&["https://auth.example.org"]);
        let good = "auth.example.org";
        let cases: &[(&[&str], &str)] = &[
            (&[], "/"),
            (&[good, good], "/"),
            (&[good, "evil.test"], "/"),
            (&[""], "/"),
            (&["auth.example.org@evil.test"], "/"),
            (&["user:password@auth.example.org"], "/"),
            (&["auth.example.org,evil.test"], "/"),
            (&["auth.example.org evil.test"], "/"),
            (&["auth.example.org/"], "/"),
            (&["auth.example.org:"], "/"),
            (&["auth.example.org:99999"], "/"),
            (&["auth.example.org:+443"], "/"),
            (&["[::1"], "/"),
            (&["[::1]x"], "/"),
            (&["<script>"], "/"),
            (&["a\"b"], "/"),
            (&[good], "http://evil.test/"),
        ];
        for (hosts, uri) in cases {
            assert_eq!(
                asked(hosts, uri, &public),
                Err(HostError::Garbled),
                "{hosts:?} {uri}"
            );
        }
        assert!(asked(&[good], "https://auth.example.org/", &public).is_ok());
        assert!(asked(&[], "https://auth.example.org/", &public).is_ok());
    }
}
