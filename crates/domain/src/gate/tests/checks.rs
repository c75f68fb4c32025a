//! What `check` finds in configurations that somebody could write.

use super::super::NoCookie;
use super::*;

fn check_at<'a>(public: &str, hosts: &'a [GateHost]) -> Vec<Finding<'a>> {
    let public = Origin::read(public).unwrap();
    let groups = groups(&["Staff", "admins"]);
    let site = Site {
        public: &public,
        groups: &groups,
    };
    check(hosts, &site)
}

fn checked(hosts: &[GateHost]) -> Vec<Finding<'_>> {
    check_at("https://auth.example.org", hosts)
}

fn plain(pattern: &str) -> GateHost {
    host(pattern, Requirement::default(), vec![])
}

#[test]
fn a_rule_that_an_earlier_one_covers_never_decides() {
    // path, methods, networks of the earlier and of the later rule; whether the later never decides.
    type Line = (&'static str, &'static str, &'static str);
    #[rustfmt::skip]
    let cases: &[(Line, Line, bool)] = &[
        (("", "", ""),                    ("/a", "GET", "192.0.2.0/24"),   true),
        (("/", "", ""),                   ("", "", ""),                    true),
        (("/a", "", ""),                  ("/a", "", ""),                  true),
        (("/a", "", ""),                  ("/a/", "", ""),                 true),
        (("/a/", "", ""),                 ("/a", "", ""),                  false),
        (("/a/", "", ""),                 ("/a/b", "", ""),                true),
        (("/a", "", ""),                  ("/ab", "", ""),                 false),
        (("/a", "", ""),                  ("", "", ""),                    false),
        (("/%61", "", ""),                ("/a/b", "", ""),                true),
        (("/a", "GET HEAD", ""),          ("/a", "GET", ""),               true),
        (("/a", "GET", ""),               ("/a", "GET HEAD", ""),          false),
        (("/a", "GET", ""),               ("/a", "", ""),                  false),
        (("/a", "GET", ""),               ("/a", "get", ""),               false),
        (("/a", "", "192.0.2.0/24"),      ("/a", "", "192.0.2.128/25"),    true),
        (("/a", "", "192.0.2.0/25"),      ("/a", "", "192.0.2.0/24"),      false),
        (("/a", "", "192.0.2.0/25 192.0.2.128/25"), ("/a", "", "192.0.2.0/24"), true),
        (("/a", "", "192.0.2.0/24"),      ("/a", "", ""),                  false),
        (("/a", "", "0.0.0.0/0"),         ("/a", "", ""),                  false),
        (("/a", "", "0.0.0.0/0 ::/0"),    ("/a", "", ""),                  true),
        (("/a", "GET", "192.0.2.0/24"),   ("/a/b", "GET", "192.0.2.1/32"), true),
        (("/a", "GET", "192.0.2.0/24"),   ("/a/b", "GET", "192.0.3.1/32"), false),
    ];
    for (earlier, later, never) in cases {
        let line = |(path, methods, nets): &Line, allow| rule(path, methods, nets, allow);
        let rules = vec![
            rule("/elsewhere", "X", "203.0.113.0/24", Allow::Nobody),
            line(earlier, Allow::Nobody),
            line(later, Allow::Anyone),
        ];
        let hosts = [host("files.example.org", Requirement::default(), rules)];
        let found = checked(&hosts)
            .into_iter()
            .find_map(|finding| match finding {
                Finding::NeverDecides { rule, because, .. } => Some((rule, because)),
                _ => None,
            });
        assert_eq!(found, never.then_some((2, 1)), "{earlier:?} {later:?}");
    }
}

#[test]
fn groups_that_do_not_exist_are_named_with_their_line() {
    let hosts = [host(
        "files.example.org",
        requires(Some(&["staff", "stuff"]), Assurance::Single),
        vec![
            rule("/a", "", "", Allow::Anyone),
            rule(
                "/b",
                "",
                "",
                Allow::Account(requires(Some(&["ADMINS", "adm"]), Assurance::Single)),
            ),
        ],
    )];
    let host = &hosts[0].host;
    let unknown = |rule, group| Finding::UnknownGroup { host, rule, group };
    let (stuff, adm) = (group("stuff"), group("adm"));
    let expected = vec![unknown(None, &stuff), unknown(Some(1), &adm)];
    assert_eq!(checked(&hosts), expected);
}

#[test]
fn hosts_that_stand_twice_and_hosts_that_a_wildcard_does_not_reach_are_named() {
    let hosts = [
        "*.example.org",
        "files.example.org",
        "FILES.example.org",
        "*.apps.example.org",
        "example.org",
        "*.example.org:8443",
        "example.org:8443",
        "apps.example.org:8443",
        "*.files.example.org",
    ]
    .map(plain);
    let names = |finding: &Finding<'_>| match finding {
        Finding::HostTwice { host } => format!("twice {host}"),
        Finding::NotByWildcard { wildcard, host } => format!("{host} not by {wildcard}"),
        Finding::NoCookie { host, why } => format!("{host} {why:?}"),
        other => format!("{other:?}"),
    };
    assert_eq!(
        checked(&hosts).iter().map(names).collect::<Vec<_>>(),
        [
            "files.example.org not by *.example.org",
            "twice files.example.org",
            "files.example.org not by *.example.org",
            "*.apps.example.org not by *.example.org",
            "*.example.org:8443 OtherPort",
            "example.org:8443 OtherPort",
            "apps.example.org:8443 not by *.example.org:8443",
            "*.files.example.org not by *.example.org",
        ]
    );
}

#[test]
fn hosts_where_nobody_stays_signed_in_are_named() {
    let (tls, local) = ("https://auth.example.org", "http://localhost:8232");
    let cases = [
        (tls, "files.example.org", None),
        (tls, "auth.example.org", Some(NoCookie::Own)),
        (tls, "auth.example.org:8443", Some(NoCookie::Own)),
        (tls, "*.example.org", None),
        (tls, "*.auth.example.org", None),
        (tls, "localhost", None),
        (local, "files.example.org", Some(NoCookie::PlainHttp)),
        (local, "*.example.org", Some(NoCookie::PlainHttp)),
        (local, "192.0.2.1:8080", Some(NoCookie::PlainHttp)),
        (local, "files.localhost", None),
        (local, "*.localhost:8080", None),
        (local, "127.0.0.1:8080", None),
        (local, "[::1]:8080", None),
        (local, "localhost:8080", Some(NoCookie::Own)),
    ];
    for (public, pattern, why) in cases {
        let hosts = [plain(pattern)];
        let host = &hosts[0].host;
        let expected: Vec<_> = why
            .map(|why| Finding::NoCookie { host, why })
            .into_iter()
            .collect();
        assert_eq!(check_at(public, &hosts), expected, "{public} {pattern}");
    }
}

#[test]
fn empty_lists_and_methods_in_lower_case_are_named() {
    let nothing = Rule {
        path: None,
        methods: Some(vec![]),
        networks: Some(Networks::default()),
        allow: Allow::Account(requires(Some(&[]), Assurance::Single)),
        renew: true,
    };
    let hosts = [host(
        "files.example.org",
        requires(Some(&[]), Assurance::Single),
        vec![rule("/a", "GET post", "", Allow::Nobody), nothing],
    )];
    let host = &hosts[0].host;
    let post = Method::read("post").unwrap();
    let empty = |rule, list| Finding::Empty { host, rule, list };
    let expected = vec![
        empty(None, List::Groups),
        Finding::MethodCase {
            host,
            rule: 0,
            method: &post,
        },
        empty(Some(1), List::Methods),
        empty(Some(1), List::Networks),
        empty(Some(1), List::Groups),
    ];
    assert_eq!(checked(&hosts), expected);
    assert_eq!(post.to_string(), "post");
}

#[test]
fn a_plain_configuration_has_nothing_odd() {
    let hosts = [
        host(
            "files.example.org",
            requires(Some(&["staff"]), Assurance::TwoFactor),
            vec![
                rule("/public/", "GET HEAD", "", Allow::Anyone),
                rule(
                    "/admin",
                    "",
                    "192.0.2.0/24",
                    Allow::Account(Requirement::default()),
                ),
                rule("/admin", "", "", Allow::Nobody),
            ],
        ),
        plain("mail.example.org"),
    ];
    assert_eq!(checked(&hosts), []);
}
