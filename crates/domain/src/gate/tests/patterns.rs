//! Which host speaks for a request, and what can't be a host.

use super::*;

fn pattern(text: &str) -> HostPattern {
    HostPattern::read(text).unwrap()
}

fn authority(text: &str) -> Authority {
    Authority::read(text, Scheme::Https).unwrap()
}

#[test]
fn a_pattern_covers_its_host_or_all_beneath_it_and_its_port() {
    #[rustfmt::skip]
    let cases = [
        // pattern                asked                            covered
        ("files.example.org",     "files.example.org",             true),
        ("FILES.example.org",     "files.example.org",             true),
        ("files.example.org",     "files.example.org:443",         true),
        ("files.example.org",     "files.example.org:80",          false),
        ("files.example.org",     "files.example.org:8443",        false),
        ("files.example.org",     "a.files.example.org",           false),
        ("files.example.org",     "files.example.org.evil.test",   false),
        ("files.example.org",     "evilfiles.example.org",         false),
        ("files.example.org:8443", "files.example.org:8443",       true),
        ("files.example.org:8443", "files.example.org",            false),
        ("*.example.org",         "files.example.org",             true),
        ("*.example.org",         "a.b.example.org",               true),
        ("*.example.org",         "example.org",                   false),
        ("*.example.org",         "evilexample.org",               false),
        ("*.example.org",         "files.example.org:8443",        false),
        ("*.example.org",         "files.example.org.evil.test",   false),
        ("*.example.org:8443",    "files.example.org:8443",        true),
        ("*.lan",                 "files.lan",                     true),
        ("*.xn--ml-xka.example",  "a.xn--ml-xka.example",          true),
        ("192.0.2.1",             "192.0.2.1",                     true),
        ("192.0.2.1",             "192.0.2.2",                     false),
        ("[2001:DB8::1]",         "[2001:db8:0::1]",               true),
        ("[2001:db8::1]:8443",    "[2001:db8::1]:8443",            true),
        ("[2001:db8::1]",         "[2001:db8::2]",                 false),
    ];
    for (text, asked, covered) in cases {
        assert_eq!(
            pattern(text).covers(&authority(asked)),
            covered,
            "{text} {asked}"
        );
    }
}

#[test]
fn what_is_no_pattern_is_refused_with_the_reason() {
    use WrongHost::{DefaultPort, International, Star, Url};
    let garbled = WrongHost::Garbled;
    #[rustfmt::skip]
    let cases = [
        ("https://files.example.org",  Url),
        ("files.example.org/",         Url),
        ("*.example.org/x",            Url),
        ("*",                          Star),
        ("*.*.example.org",            Star),
        ("*example.org",               Star),
        ("a.*.example.org",            Star),
        ("files.*",                    Star),
        ("*.192.0.2.1",                Star),
        ("*.[::1]",                    Star),
        ("räksmörgås.example",         International),
        ("*.räksmörgås.example",       International),
        ("files.example.org:443",      DefaultPort),
        ("files.example.org:80",       DefaultPort),
        ("files.example.org:",         garbled(Garbled::Port)),
        ("files.example.org:x",        garbled(Garbled::Port)),
        ("files.example.org.",         garbled(Garbled::TrailingDot)),
        ("anna@files.example.org",     garbled(Garbled::UserInfo)),
        ("",                           garbled(Garbled::Host)),
        ("*.",                         garbled(Garbled::Host)),
        (".example.org",               garbled(Garbled::Host)),
        ("*..example.org",             garbled(Garbled::Host)),
        (" files.example.org",         garbled(Garbled::Host)),
        ("files.example.org, b",       garbled(Garbled::Host)),
        ("::1",                        garbled(Garbled::Host)),
        ("127.1",                      garbled(Garbled::Host)),
        ("files.example.org\n",        garbled(Garbled::Control)),
    ];
    for (text, why) in cases {
        assert_eq!(HostPattern::read(text), Err(why), "{text:?}");
    }
}

#[test]
fn the_exact_host_comes_before_wildcards_and_the_longest_wildcard_first() {
    let all = [
        "*.example.org",
        "*.apps.example.org",
        "files.example.org",
        "*.b.apps.example.org",
        "b.apps.example.org",
        "files.example.org",
    ];
    let hosts: Vec<GateHost> = all
        .iter()
        .map(|text| host(text, Requirement::default(), vec![]))
        .collect();
    for (asked, expected) in [
        ("files.example.org", Some(2)),
        ("mail.example.org", Some(0)),
        ("apps.example.org", Some(0)),
        ("x.apps.example.org", Some(1)),
        ("b.apps.example.org", Some(4)),
        ("a.b.apps.example.org", Some(3)),
        ("example.org", None),
        ("files.example.org:8443", None),
        ("192.0.2.1", None),
    ] {
        let found = find(&hosts, &authority(asked));
        let expected = expected.map(|place: usize| &hosts[place]);
        assert!(
            match (found, expected) {
                (Some(found), Some(expected)) => std::ptr::eq(found, expected),
                (found, expected) => found.is_none() && expected.is_none(),
            },
            "{asked}: {found:?}"
        );
    }
}

#[test]
fn a_pattern_is_shown_as_it_is_read() {
    for text in ["files.example.org", "*.example.org:8443", "[::1]:8080"] {
        assert_eq!(pattern(text).to_string(), text);
    }
}

#[test]
fn a_cookie_is_kept_over_tls_or_on_this_machine() {
    for (origin, keeps) in [
        ("https://files.example.org", true),
        ("https://192.0.2.1", true),
        ("http://files.example.org", false),
        ("http://192.0.2.1", false),
        ("http://localhost:8232", true),
        ("http://files.localhost", true),
        ("http://127.0.0.2", true),
        ("http://[::1]:8232", true),
        ("http://localhost.example.org", false),
        ("http://evillocalhost", false),
    ] {
        assert_eq!(
            Origin::read(origin).unwrap().keeps_cookies(),
            keeps,
            "{origin}"
        );
    }
}

#[test]
fn the_origin_of_a_url_ends_where_its_host_does() {
    let of = |text: &str| Origin::of_url(text).map(|origin| origin.to_string());
    for text in [
        "https://A.example.org:443",
        "https://a.example.org/",
        "https://a.example.org?x=https://b",
        "https://a.example.org#@b",
    ] {
        assert_eq!(of(text).as_deref(), Ok("https://a.example.org"), "{text}");
    }
    for text in [
        "https://a.example.org@b/",
        "https://a\\@b/",
        "https:///a",
        "a.example.org",
    ] {
        assert!(of(text).is_err(), "{text}");
    }
    assert!(Origin::read("https://a.example.org/").is_err());
}
