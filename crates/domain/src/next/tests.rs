//! Where somebody may be sent, and where never: two tables and a property.

use super::*;

fn hosts() -> Vec<HostPattern> {
    [
        "files.example.org",
        "*.apps.example.org",
        "mail.example.org:8443",
        "*.lab.example.org:8443",
        "[2001:db8::7]",
    ]
    .map(|host| HostPattern::read(host).unwrap())
    .to_vec()
}

fn read(text: &str) -> Option<Next> {
    Next::read(
        text,
        &Places {
            public: "https://auth.example.org",
            hosts: &hosts(),
        },
    )
}

#[test]
fn good_targets_are_kept() {
    let cases = [
        // given, target, origin
        ("/", "/", None),
        ("/settings", "/settings", None),
        ("/settings/", "/settings/", None),
        ("/settings/security/totp", "/settings/security/totp", None),
        ("/settings?x=y", "/settings?x=y", None),
        ("/?", "/?", None),
        (
            "/admin/people?q=anna%20a&sort=name",
            "/admin/people?q=anna%20a&sort=name",
            None,
        ),
        (
            "/help?next=//evil.example",
            "/help?next=//evil.example",
            None,
        ),
        (
            "/help?to=https://evil.example/",
            "/help?to=https://evil.example/",
            None,
        ),
        ("/logbook", "/logbook", None),
        (
            "https://files.example.org",
            "https://files.example.org/",
            Some("https://files.example.org"),
        ),
        (
            "https://files.example.org/",
            "https://files.example.org/",
            Some("https://files.example.org"),
        ),
        (
            "https://files.example.org:443/x",
            "https://files.example.org/x",
            Some("https://files.example.org"),
        ),
        (
            "https://MAIL.example.org:8443/x",
            "https://mail.example.org:8443/x",
            Some("https://mail.example.org:8443"),
        ),
        (
            "https://a.lab.example.org:8443",
            "https://a.lab.example.org:8443/",
            Some("https://a.lab.example.org:8443"),
        ),
        (
            "https://[2001:DB8:0::7]/x",
            "https://[2001:db8::7]/x",
            Some("https://[2001:db8::7]"),
        ),
        (
            "https://files.example.org?a[]=1",
            "https://files.example.org/?a[]=1",
            Some("https://files.example.org"),
        ),
        (
            "https://FILES.Example.org/A",
            "https://files.example.org/A",
            Some("https://files.example.org"),
        ),
        (
            "https://files.example.org/f/%C3%A5r%202026/x.pdf?a=1&b={2|3}",
            "https://files.example.org/f/%C3%A5r%202026/x.pdf?a=1&b={2|3}",
            Some("https://files.example.org"),
        ),
        (
            "https://files.example.org/a%2Fb//c",
            "https://files.example.org/a%2Fb//c",
            Some("https://files.example.org"),
        ),
        (
            "https://files.example.org/login",
            "https://files.example.org/login",
            Some("https://files.example.org"),
        ),
        (
            "https://wiki.apps.example.org/x",
            "https://wiki.apps.example.org/x",
            Some("https://wiki.apps.example.org"),
        ),
        (
            "https://a.b.apps.example.org/x",
            "https://a.b.apps.example.org/x",
            Some("https://a.b.apps.example.org"),
        ),
    ];
    for (given, target, origin) in cases {
        let next = read(given).unwrap_or_else(|| panic!("{given}"));
        assert_eq!((next.as_str(), next.origin()), (target, origin), "{given}");
    }
}

#[test]
fn hostile_targets_are_dropped() {
    #[rustfmt::skip]
    let cases = [
        // no path at all
        "", " ", "settings", "?x", "#", ".", "..", "../settings", "\u{feff}/settings",
        // another host by slashes
        "//evil.example", "//evil.example/%2e%2e", "///evil.example", "////evil.example", "/\\evil.example",
        "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "//\\evil.example", "/settings\\..\\x",
        "/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%5C%5Cevil.example", "/%252fevil.example",
        "/%09/evil.example", "/.//evil.example", "/..//evil.example", "/settings//evil.example", "/;//evil.example",
        // white space and control characters, which browsers drop
        " /settings", "/settings ", "/ /evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example",
        "\t//evil.example", "/settings\r\nSet-Cookie: a=b", "/settings%0d%0aSet-Cookie:a=b", "/settings\0", "/\u{7f}",
        "/settings?x=a b", "/settings?x=\n", "/settings?x=\u{a0}",
        // dot segments
        "/.", "/..", "/./settings", "/../settings", "/settings/..", "/settings/../login", "/%2e%2e/settings",
        "/settings/..;/login", "/.;/login",
        // not plain
        "/settings#fragment", "/settings?x#y", "/%73ettings", "/settings?x=%", "/settings?x=%4", "/settings?x=%zz",
        "/åsa", "/settings?x=å", "/settings\u{2028}", "/\u{ff0f}evil.example", "/<script>", "/\"", "/settings?x=<b>",
        "/settings?x=\"", "/settings?x='`", "/{x}", "/a|b", "/a^b", "/settings?x=\\",
        // pages that lead back
        "/login", "/login/", "/login?next=/login", "/login/challenge", "/login/setup", "/LOGIN", "/Login/challenge",
        "/logout", "/logout/", "/logout?x", "/confirm", "/confirm/totp", "/language", "/login;x",
        // schemes
        "javascript:alert(1)", "javascript://files.example.org/%0aalert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "ftp://files.example.org/", "HTTPS://files.example.org/",
        "http://files.example.org/", "https:files.example.org", "https:/files.example.org", "https:///files.example.org",
        "https:\\\\files.example.org", "://files.example.org/", "//files.example.org/", "https//files.example.org",
        "wss://files.example.org/", "view-source:https://files.example.org/", "blob:https://files.example.org/x",
        // hosts
        "https://evil.example", "https://evil.example/files.example.org", "https://evil.example?files.example.org",
        "https://evil.example#files.example.org", "https://files.example.org.evil.example/",
        "https://evilfiles.example.org/", "https://evil.example\\.files.example.org/",
        "https://evil.example\\@files.example.org/", "https://files.example.org\\@evil.example/",
        "https://files.example.org@evil.example/", "https://files.example.org%40evil.example/",
        "https://user@files.example.org/", "https://user:pw@files.example.org/", "https://@files.example.org/",
        "https://files.example.org:80/", "https://files.example.org:8443/", "https://files.example.org:/",
        "https://mail.example.org/", "https://mail.example.org:443/", "https://mail.example.org:8444/",
        "https://mail.example.org:08443/", "https://mail.example.org:8443:1/", "https://mail.example.org:8443@evil.example/",
        "https://mail.example.org:+8443/", "https://mail.example.org:73979/", "https://a.lab.example.org/",
        "https://[2001:db8::8]/", "https://[2001:db8::7", "https://2001:db8::7/", "https://[2001:db8::7]x/",
        "https://files.example.org./", "https://.files.example.org/", "https://files..example.org/",
        "https://files.example.org /", "https://files.example.org\t/", "https://files.example.org%00.evil.example/",
        "https://files%2eexample.org/", "https://files。example.org/", "https://ﬁles.example.org/",
        "https://fıles.example.org/", "https://[::1]/", "https://127.0.0.1/", "https:// files.example.org/",
        "https://*.apps.example.org/", "https://apps.example.org/", "https://.apps.example.org/",
        "https://evilapps.example.org/", "https://-.apps.example.org/", "https://a_b.apps.example.org/", "https://",
        "https://.", "https://*/", "https:///", "https://auth.example.org/settings", "https://auth.example.org/login",
        // paths elsewhere
        "https://files.example.org//evil.example", "https://files.example.org/\\evil.example",
        "https://files.example.org/%2fevil.example", "https://files.example.org/%5cevil.example",
        "https://files.example.org/a%5cb", "https://files.example.org/%252fevil.example",
        "https://files.example.org/a/../b", "https://files.example.org/a/%2E%2e/b", "https://files.example.org/a%2f..%2fb",
        "https://files.example.org/a/..;x/b", "https://files.example.org/%0d%0aX:y", "https://files.example.org/%00",
        "https://files.example.org/%", "https://files.example.org/%g0", "https://files.example.org/a b",
        "https://files.example.org/#x", "https://files.example.org#x", "https://files.example.org/å",
        "https://files.example.org/\r\nX: y", "https://files.example.org/?x=\\", "https://files.example.org/?x=å",
    ];
    assert!(cases.len() >= 70);
    for hostile in cases {
        assert_eq!(read(hostile), None, "{hostile:?}");
    }
}

#[test]
fn a_target_has_at_most_2048_bytes_as_it_is_sent() {
    let path = |length: usize| format!("/settings?x={}", "a".repeat(length - 12));
    assert!(read(&path(2_048)).is_some());
    assert_eq!(read(&path(2_049)), None);
    let url = |length: usize| format!("https://files.example.org?{}", "a".repeat(length - 26));
    assert!(read(&url(2_047)).is_some());
    assert_eq!(read(&url(2_048)), None, "with its slash it would be longer");
}

#[test]
fn plain_http_is_for_a_localhost_that_has_it_itself() {
    let hosts = [HostPattern::read("files.localhost").unwrap()];
    for (public, accepted) in [
        ("http://localhost:8232", true),
        ("http://localhost", true),
        ("http://127.0.0.1:8232", true),
        ("http://[::1]:8232", true),
        ("http://[::1]", true),
        ("https://localhost:8232", false),
        ("http://localhost.example.org", false),
        ("https://auth.example.org", false),
    ] {
        let places = Places {
            public,
            hosts: &hosts,
        };
        assert_eq!(
            Next::read("http://files.localhost/x", &places).is_some(),
            accepted,
            "{public}"
        );
        assert!(
            Next::read("https://files.localhost/x", &places).is_some(),
            "{public}"
        );
    }
}

#[test]
fn a_wildcard_that_covers_our_own_address_does_not_lead_back_here() {
    let hosts = [HostPattern::read("*.example.org").unwrap()];
    let places = Places {
        public: "https://auth.example.org",
        hosts: &hosts,
    };
    assert_eq!(Next::read("https://auth.example.org/login", &places), None);
    assert!(Next::read("https://files.example.org/", &places).is_some());
}

proptest::proptest! {
    #[test]
    fn what_is_accepted_reads_again_as_itself_and_stays_where_it_may(
        start in "(/|//|https://|http://|/\\\\)?(files\\.example\\.org|a\\.apps\\.example\\.org|evil\\.example)?",
        rest in "[a-z/?#%@:;.\\\\25fFeE\r\n\t -]{0,30}",
    ) {
        if let Some(next) = read(&format!("{start}{rest}")) {
            let again = read(next.as_str());
            proptest::prop_assert_eq!(again.as_ref(), Some(&next));
            let target = next.as_str();
            match next.origin() {
                None => proptest::prop_assert!(target.starts_with('/') && !target.starts_with("//")),
                Some(origin) => {
                    let tail = target.strip_prefix(origin).unwrap();
                    proptest::prop_assert!(tail.starts_with('/') && !tail.starts_with("//"));
                    proptest::prop_assert!(origin.ends_with("example.org") && !origin.contains('@'));
                }
            }
            proptest::prop_assert!(!target.contains(['\\', '\r', '\n', '\t', ' ', '#']));
        }
    }
}
