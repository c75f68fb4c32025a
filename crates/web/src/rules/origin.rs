//! The origin rule: a state changes only by a POST that a page of ours sent, or a script that is no
//! browser. One function of five headers, and a table of what it says.

use http::HeaderMap;
use http::header::{HeaderName, ORIGIN, REFERER};

use crate::address::PublicAddress;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Two origins that should have been one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Differ {
    /// The one that was asked.
    pub ours: String,
    /// The one that the form came from, as far as the browser told.
    pub theirs: String,
}

/// Whether a POST may change anything. `asked` is the origin of ours that it was sent to.
pub(crate) fn judge(
    headers: &HeaderMap,
    asked: &str,
    address: &PublicAddress,
) -> Result<(), Differ> {
    // For localhost the loopback address asked for counts, else the public URL's origin alone.
    let ours = if address.https {
        address.origin.as_str()
    } else {
        asked
    };
    let differ = |theirs: &str| {
        Err(Differ {
            ours: ours.to_owned(),
            theirs: shown(theirs),
        })
    };
    let origin = one(headers, &ORIGIN);
    let referer = one(headers, &REFERER);
    let from = match (&origin, &referer) {
        (Some(origin), _) => origin.clone(),
        (None, Some(referer)) => origin_in(referer).to_owned(),
        (None, None) => String::new(),
    };
    match (one(headers, &SEC_FETCH_SITE), origin) {
        (Some(site), _) if site == "same-origin" => Ok(()),
        (Some(site), _) if from.is_empty() || from == ours => differ(&site),
        (Some(_), _) => differ(&from),
        (None, Some(origin)) if origin == ours => Ok(()),
        (None, Some(origin)) => differ(&origin),
        (None, None) => {
            // Another mark of a browser: then it should have sent one of those two.
            let marked = headers
                .keys()
                .any(|name| name.as_str().starts_with("sec-fetch-"));
            let elsewhere = referer.is_some() && from != ours;
            if marked || elsewhere {
                differ(&from)
            } else {
                Ok(())
            }
        }
    }
}

/// A header's value; one that came twice, or isn't text, is a value that nothing equals.
fn one(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() {
        return Some("?".to_owned());
    }
    Some(first.to_str().unwrap_or("?").to_owned())
}

/// The origin at the beginning of a URL.
fn origin_in(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = url.get(after_scheme..).unwrap_or("");
    let end = rest
        .find(['/', '?', '#', '\\'])
        .map_or(url.len(), |at| at.saturating_add(after_scheme));
    url.get(..end).unwrap_or("")
}

/// As the page may show it: short, and of harmless characters.
fn shown(theirs: &str) -> String {
    theirs
        .chars()
        .filter(char::is_ascii_graphic)
        .take(256)
        .collect()
}

/// Whether the browser says that one of our pages led here (Fetch Metadata Request Headers, W3C §2.3). One that says
/// nothing is an old one, or no browser.
pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    headers
        .get(SEC_FETCH_SITE)
        .is_some_and(|site| site == "same-origin")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://auth.example.org";

    fn judged(address: &PublicAddress, asked: &str, headers: &[(&str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        judge(&map, asked, address).is_ok()
    }

    #[test]
    fn the_origin_rule() {
        let public = PublicAddress {
            origin: PUBLIC.into(),
            origins: vec![PUBLIC.into()],
            https: true,
        };
        let site = |value| ("sec-fetch-site", value);
        let origin = |value| ("origin", value);
        let referer = |value| ("referer", value);
        let mode = ("sec-fetch-mode", "navigate");
        #[rustfmt::skip]
        let cases: &[(&[(&str, &str)], bool)] = &[
            // Sec-Fetch-Site decides where it is there.
            (&[site("same-origin")],                                              true),
            (&[site("same-origin"), origin(PUBLIC)],                              true),
            (&[site("same-origin"), origin("null")],                              true),
            (&[site("same-site")],                                                false),
            (&[site("same-site"), origin(PUBLIC)],                                false),
            (&[site("cross-site")],                                               false),
            (&[site("cross-site"), origin(PUBLIC)],                               false),
            (&[site("cross-site"), origin("https://evil.test")],                  false),
            (&[site("none")],                                                     false),
            (&[site("none"), origin(PUBLIC)],                                     false),
            (&[site("")],                                                         false),
            (&[site("Same-Origin")],                                              false),
            (&[site("same-origin, cross-site")],                                  false),
            (&[site("same-origin"), site("same-origin")],                         false),
            (&[site("same-origin"), site("cross-site")],                          false),
            // Else Origin.
            (&[origin(PUBLIC)],                                                   true),
            (&[origin(PUBLIC), referer("https://auth.example.org/login")],        true),
            (&[origin(PUBLIC), mode],                                             true),
            (&[origin("null")],                                                   false),
            (&[origin("")],                                                       false),
            (&[origin("https://evil.test")],                                      false),
            (&[origin("https://auth.example.org.evil.test")],                     false),
            (&[origin("https://evil.auth.example.org")],                          false),
            (&[origin("https://auth.example.org:444")],                           false),
            (&[origin("http://auth.example.org")],                                false),
            (&[origin("https://AUTH.example.org")],                               false),
            (&[origin("https://auth.example.org/")],                              false),
            (&[origin(PUBLIC), origin(PUBLIC)],                                   false),
            (&[origin(PUBLIC), origin("https://evil.test")],                      false),
            (&[origin("https://localhost")],                                      false),
            // Else nothing that a browser would send.
            (&[],                                                                 true),
            (&[referer("https://auth.example.org/settings?x=1")],                 true),
            (&[referer(PUBLIC)],                                                  true),
            (&[referer("https://evil.test/")],                                    false),
            (&[referer("https://auth.example.org.evil.test/")],                   false),
            (&[referer("https://auth.example.org@evil.test/")],                   false),
            (&[referer("https://auth.example.org\\@evil.test/")],                 true),
            (&[referer("nonsense")],                                              false),
            (&[referer("")],                                                      false),
            (&[referer(PUBLIC), referer(PUBLIC)],                                 false),
            (&[mode],                                                             false),
            (&[("sec-fetch-dest", "document")],                                   false),
            (&[("sec-fetch-user", "?1"), referer(PUBLIC)],                        false),
        ];
        assert!(cases.len() >= 30);
        for (headers, passes) in cases {
            assert_eq!(judged(&public, PUBLIC, headers), *passes, "{headers:?}");
        }
    }

    #[test]
    fn on_localhost_the_loopback_address_that_was_asked_is_the_origin() {
        let names = [
            "http://localhost:8232",
            "http://127.0.0.1:8232",
            "http://[::1]:8232",
        ];
        let local = PublicAddress {
            origin: names[0].into(),
            origins: names.iter().map(ToString::to_string).collect(),
            https: false,
        };
        for asked in names {
            for from in names {
                assert_eq!(
                    judged(&local, asked, &[("origin", from)]),
                    asked == from,
                    "{asked} {from}"
                );
            }
            for wrong in ["http://localhost:3000", "http://localhost", "null"] {
                assert!(!judged(&local, asked, &[("origin", wrong)]), "{wrong}");
            }
            assert!(judged(&local, asked, &[("sec-fetch-site", "same-origin")]));
            assert!(!judged(&local, asked, &[("sec-fetch-site", "same-site")]));
        }
    }

    #[test]
    fn both_origins_are_named() {
        let public = PublicAddress {
            origin: PUBLIC.into(),
            origins: vec![PUBLIC.into()],
            https: true,
        };
        let theirs = |headers: &[(&'static str, &'static str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            judge(&map, PUBLIC, &public).unwrap_err().theirs
        };
        assert_eq!(
            theirs(&[("origin", "https://evil.test")]),
            "https://evil.test"
        );
        assert_eq!(
            theirs(&[
                ("sec-fetch-site", "cross-site"),
                ("referer", "https://evil.test/x")
            ]),
            "https://evil.test"
        );
        assert_eq!(theirs(&[("sec-fetch-site", "cross-site")]), "cross-site");
    }
}
