//! A host like one that somebody would configure, and who gets in where.

use std::net::IpAddr;

use super::super::Why;
use super::*;
use Assurance::{PhishingResistant, Single, TwoFactor};

/// What a row expects: `Open` with or without the name, and by which rule (none: the host's line).
type Expected = (Decision, Option<usize>);

pub(super) const OPEN: Decision = Decision::Open { named: false };
pub(super) const NAMED: Decision = Decision::Open { named: true };

pub(super) const fn no(why: Why) -> Decision {
    Decision::Forbidden(why)
}

pub(super) fn files() -> GateHost {
    let account = Allow::Account;
    let staff: Option<&[&str]> = Some(&["staff"]);
    let admins: Option<&[&str]> = Some(&["Admins", "root"]);
    host(
        "files.example.org",
        requires(staff, TwoFactor),
        vec![
            rule("/secret", "", "", Allow::Nobody),
            rule("/public/", "GET HEAD", "", Allow::Anyone),
            rule(
                "/public/",
                "POST",
                "192.0.2.0/24 2001:db8::/32",
                Allow::Anyone,
            ),
            rule(
                "/admin",
                "",
                "",
                account(requires(admins, PhishingResistant)),
            ),
            rule("/feed", "", "", account(requires(None, Single))),
        ],
    )
}

pub(super) fn request(method: &str, uri: &str) -> Target {
    Target::read(&RawTarget {
        method: method.as_bytes(),
        ..asked(uri.as_bytes())
    })
    .unwrap()
}

pub(super) fn ruled(
    hosts: &[GateHost],
    target: &Target,
    from: Option<&str>,
    who: &Who<'_>,
) -> Expected {
    let from = from.map(|from| from.parse::<IpAddr>().unwrap());
    let ruling = decide(hosts, target, from, who);
    let by = match ruling.by {
        By::Rule(_, index) => Some(index),
        By::Host(_) | By::NoHost => None,
    };
    (ruling.decision, by)
}

#[test]
fn who_gets_in_where() {
    let hosts = [files()];
    let (staff, guests, admins) = (groups(&["Staff"]), groups(&["guests"]), groups(&["admins"]));
    let session = |groups, assurance| Who::Account { groups, assurance };
    let nobody = Who::Nobody;
    let single = session(&staff, Single);
    let double = session(&staff, TwoFactor);
    let guest = session(&guests, PhishingResistant);
    let admin = session(&admins, TwoFactor);
    let safe = session(&admins, PhishingResistant);
    #[rustfmt::skip]
    let cases: &[(&str, &str, &Who<'_>, Expected)] = &[
        // Where no rule fits, the host's own line.
        ("GET",  "/",              &nobody, (Decision::SignIn, None)),
        ("GET",  "/",              &single, (Decision::More(TwoFactor), None)),
        ("GET",  "/",              &double, (Decision::In, None)),
        ("GET",  "/",              &guest,  (no(Why::Group), None)),
        ("PUT",  "/a",             &double, (Decision::In, None)),
        // The first rule that fits decides.
        ("GET",  "/secret",        &nobody, (no(Why::Nobody), Some(0))),
        ("GET",  "/secret/a",      &double, (no(Why::Nobody), Some(0))),
        ("GET",  "/secretary",     &double, (Decision::In, None)),
        ("GET",  "/%73ecret",      &double, (no(Why::Nobody), Some(0))),
        ("GET",  "/public/a",      &nobody, (OPEN, Some(1))),
        ("HEAD", "/public/a",      &nobody, (OPEN, Some(1))),
        ("get",  "/public/a",      &nobody, (Decision::SignIn, None)),
        ("PUT",  "/public/a",      &nobody, (Decision::SignIn, None)),
        ("GET",  "/public",        &nobody, (Decision::SignIn, None)),
        ("GET",  "/publicity",     &nobody, (Decision::SignIn, None)),
        ("POST", "/public/a",      &nobody, (OPEN, Some(2))),
        // Whoever the host's line keeps out goes by without a name.
        ("GET",  "/public/a",      &double, (NAMED, Some(1))),
        ("GET",  "/public/a",      &single, (OPEN, Some(1))),
        ("GET",  "/public/a",      &guest,  (OPEN, Some(1))),
        // A rule's requirement stands by itself.
        ("GET",  "/admin",         &nobody, (Decision::SignIn, Some(3))),
        ("GET",  "/admin",         &double, (no(Why::Group), Some(3))),
        ("GET",  "/admin/x",       &admin,  (Decision::More(PhishingResistant), Some(3))),
        ("GET",  "/admin/x",       &safe,   (Decision::In, Some(3))),
        ("GET",  "/",              &safe,   (no(Why::Group), None)),
        ("GET",  "/feed",          &single, (Decision::In, Some(4))),
        ("GET",  "/feed",          &guest,  (Decision::In, Some(4))),
        ("GET",  "/feed",          &nobody, (Decision::SignIn, Some(4))),
    ];
    for (method, uri, who, expected) in cases {
        let ruling = ruled(&hosts, &request(method, uri), Some("192.0.2.7"), who);
        assert_eq!(ruling, *expected, "{method} {uri} {who:?}");
    }
}

#[test]
fn L23_a_rule_for_networks_refuses_where_the_address_is_not_known() {
    let forbids = rule("/a", "", "198.51.100.0/24", Allow::Nobody);
    let opens = rule("/b", "GET", "192.0.2.0/24", Allow::Anyone);
    let hosts = [host(
        "files.example.org",
        requires(None, Single),
        vec![forbids, opens],
    )];
    let unknown = no(Why::UnknownAddress);
    #[rustfmt::skip]
    let cases = [
        ("GET",  "/a", Some("198.51.100.1"),        (no(Why::Nobody), Some(0))),
        ("GET",  "/a", Some("::ffff:198.51.100.1"), (no(Why::Nobody), Some(0))),
        ("GET",  "/a", Some("192.0.2.1"),           (Decision::SignIn, None)),
        ("GET",  "/a", None,                        (unknown, Some(0))),
        ("GET",  "/b", Some("192.0.2.1"),           (OPEN, Some(1))),
        ("GET",  "/b", Some("2001:db8::1"),         (Decision::SignIn, None)),
        ("GET",  "/b", None,                        (unknown, Some(1))),
        ("POST", "/b", None,                        (Decision::SignIn, None)),
        ("GET",  "/c", None,                        (Decision::SignIn, None)),
    ];
    for (method, uri, from, expected) in cases {
        let ruling = ruled(&hosts, &request(method, uri), from, &Who::Nobody);
        assert_eq!(ruling, expected, "{method} {uri} {from:?}");
    }
}

#[test]
fn all_requests_renew_a_session_but_those_of_a_rule_that_says_otherwise() {
    let poll = Rule {
        renew: false,
        ..rule("/poll", "", "", Allow::Account(Requirement::default()))
    };
    let rules = vec![rule("/poll/now", "", "", Allow::Anyone), poll];
    let hosts = [host("files.example.org", Requirement::default(), rules)];
    for (url, renews) in [
        ("https://files.example.org/poll", false),
        ("https://files.example.org/poll/later", false),
        ("https://files.example.org/poll/now", true),
        ("https://files.example.org/", true),
        ("https://other.example.org/poll", true),
    ] {
        let asked = RawTarget::from_url(b"GET", url.as_bytes()).unwrap();
        let target = Target::read(&asked).unwrap();
        let ruling = decide(&hosts, &target, None, &Who::Nobody);
        assert_eq!(ruling.renews(), renews, "{url}");
    }
}

#[test]
fn a_host_that_is_not_configured_lets_nobody_in() {
    let hosts = [files()];
    let all = groups(&["staff", "admins"]);
    let who = Who::Account {
        groups: &all,
        assurance: PhishingResistant,
    };
    for host in ["other.example.org", "files.example.org:8443", "192.0.2.1"] {
        let target = Target::read(&RawTarget {
            host: host.as_bytes(),
            ..asked(b"/public/a")
        });
        let target = target.unwrap();
        let ruling = decide(&hosts, &target, None, &who);
        assert_eq!(
            (ruling.decision, ruling.by),
            (no(Why::UnknownHost), By::NoHost)
        );
    }
}

#[test]
fn two_factors_of_every_account_are_the_default() {
    assert_eq!(Requirement::default(), requires(None, TwoFactor));
    assert!(Requirement::default().admits(&[]));
    assert!(!requires(Some(&[]), Single).admits(&groups(&["staff"])));
}

#[test]
fn every_reason_not_to_let_in_has_a_word_of_its_own() {
    #[rustfmt::skip]
    let all = [
        Why::UnknownHost, Why::Nobody, Why::Group, Why::UnknownAddress, Why::ScopeHost, Why::ScopeMethod,
        Why::ScopeNetwork, Why::DevicePassword,
    ];
    let words: std::collections::BTreeSet<_> = all.iter().map(|why| why.word()).collect();
    assert_eq!(words.len(), all.len());
}
