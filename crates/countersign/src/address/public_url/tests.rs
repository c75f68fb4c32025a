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
