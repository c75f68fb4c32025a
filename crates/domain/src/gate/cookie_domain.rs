//! A domain whose hosts share one cookie for the gate: for proxies that can't route the entrance at each
//! host. Weaker than a cookie of each host's own, since every host beneath the domain gets to see it.

use std::{fmt, iter};

use super::{Authority, Origin, Scheme};

/// `example.org`: a name of at least two labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieDomain(String);

impl CookieDomain {
    /// Reads a domain; none where it can't be one. Whether everybody may register names beneath it
    /// (`co.uk`) isn't known here: browsers then keep no cookie (RFC 6265 §5.3).
    pub fn read(text: &str) -> Option<Self> {
        let name = Authority::read(text, Scheme::Https).ok()?;
        let fits = !name.is_literal() && name.port().is_none() && name.host().contains('.');
        (fits && name.host() == text).then(|| Self(text.to_owned()))
    }

    /// Whether a cookie of this domain is sent to that host, whose port doesn't matter (RFC 6265 §5.1.3).
    pub fn covers(&self, host: &Authority) -> bool {
        let above = || {
            let labels = host.host().strip_suffix(self.0.as_str());
            labels.is_some_and(|labels| labels.ends_with('.'))
        };
        !host.is_literal() && (host.host() == self.0 || above())
    }

    /// It, and each domain above it of two labels at least: those whose cookies reach its hosts too.
    pub fn with_above(&self) -> impl Iterator<Item = &str> {
        let mut next = Some(self.0.as_str());
        iter::from_fn(move || {
            let this = next.filter(|domain| domain.contains('.'))?;
            next = this.split_once('.').map(|(_, above)| above);
            Some(this)
        })
    }

    /// Whether a page there may set such a cookie, as one of a server that is reached by TLS.
    pub fn is_set_by(&self, public: &Origin) -> bool {
        public.scheme == Scheme::Https && self.covers(&public.authority)
    }

    /// For which host a token in such a cookie is: one that no request can name.
    pub fn as_host(&self) -> String {
        format!(".{}", self.0)
    }
}

impl fmt::Display for CookieDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_it_are_all_of_two_labels_at_least() {
        let above = |name| {
            let domain = CookieDomain::read(name).unwrap();
            domain.with_above().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(above("example.org"), ["example.org"]);
        assert_eq!(
            above("a.b.example.org"),
            ["a.b.example.org", "b.example.org", "example.org"]
        );
    }

    #[test]
    fn it_covers_itself_and_what_is_beneath_it_and_nothing_else() {
        let domain = CookieDomain::read("example.org").unwrap();
        for (host, covered) in [
            ("example.org", true),
            ("files.example.org", true),
            ("a.b.example.org:8443", true),
            ("EXAMPLE.org", true),
            ("badexample.org", false),
            ("example.org.evil.test", false),
            ("org", false),
            ("192.0.2.1", false),
        ] {
            let asked = Authority::read(host, Scheme::Https).unwrap();
            assert_eq!(domain.covers(&asked), covered, "{host}");
        }
        for (origin, sets) in [
            ("https://auth.example.org", true),
            ("https://auth.example.org:8443", true),
            ("http://auth.example.org", false),
            ("https://auth.example.net", false),
        ] {
            let public = Origin::read(origin).unwrap();
            assert_eq!(domain.is_set_by(&public), sets, "{origin}");
        }
        for wrong in [
            "",
            "org",
            ".example.org",
            "Example.org",
            "example.org:1",
            "192.0.2.1",
            "a b.org",
            "example.org.",
            "*.example.org",
            "https://example.org",
        ] {
            assert_eq!(CookieDomain::read(wrong), None, "{wrong}");
        }
        assert_eq!(domain.to_string(), "example.org");
        assert_eq!(domain.as_host(), ".example.org");
        assert!(Authority::read(domain.as_host(), Scheme::Https).is_err());
    }
}
