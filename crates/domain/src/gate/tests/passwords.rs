//! Who gets in by a device password, and by an account's own.

use super::super::Why;
use super::decisions::{NAMED, OPEN, files, no, request, ruled};
use super::*;
use Assurance::{PhishingResistant, Single, TwoFactor};

/// A request by a device password: host, method, path, from where, whose groups, what the password was
/// made with, its scope, and what becomes of it.
type Client<'a> = (
    &'a GateHost,
    &'a str,
    &'a str,
    Option<&'a str>,
    &'a [GroupName],
    Assurance,
    &'a Scope,
    Decision,
);

#[test]
fn a_device_password_gets_as_far_as_its_scope_its_account_and_its_making() {
    let staff = groups(&["staff"]);
    let guests = groups(&["guests"]);
    let whole = Scope::default();
    let reading = Scope {
        read_only: true,
        ..Scope::default()
    };
    let hosts = |texts: &[&str]| Scope {
        hosts: Some(
            texts
                .iter()
                .map(|t| HostPattern::read(t).unwrap())
                .collect(),
        ),
        ..Scope::default()
    };
    let (here, beneath) = (hosts(&["files.example.org"]), hosts(&["*.example.org"]));
    let (elsewhere, nowhere) = (hosts(&["mail.example.org"]), hosts(&[]));
    let office = Scope {
        networks: Some(
            ["192.0.2.0/24".parse::<IpNet>().unwrap()]
                .into_iter()
                .collect(),
        ),
        ..Scope::default()
    };
    let (home, inside) = (Some("198.51.100.1"), Some("192.0.2.7"));
    let closed = host(
        "files.example.org",
        requires(Some(&["staff"]), PhishingResistant),
        vec![],
    );
    let easy = host("files.example.org", requires(None, Single), vec![]);
    let usual = files();
    let open = "/public/a";
    #[rustfmt::skip]
    let cases: &[Client<'_>] = &[
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &whole,     Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  PhishingResistant, &whole,     Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  Single,            &whole,     no(Why::DevicePassword)),
        (&usual,  "PUT",      "/",  home,   &guests, TwoFactor,         &whole,     no(Why::Group)),
        (&usual,  "GET",      "/feed", home, &guests, Single,           &whole,     Decision::In),
        (&easy,   "PUT",      "/",  home,   &guests, Single,            &whole,     Decision::In),
        (&closed, "GET",      "/",  home,   &staff,  TwoFactor,         &whole,     no(Why::DevicePassword)),
        (&closed, "GET",      "/",  home,   &staff,  PhishingResistant, &whole,     no(Why::DevicePassword)),
        (&usual,  "GET",      "/secret", home, &staff, TwoFactor,       &whole,     no(Why::Nobody)),
        // Only reading.
        (&usual,  "GET",      "/",  home,   &staff,  TwoFactor,         &reading,   Decision::In),
        (&usual,  "PROPFIND", "/",  home,   &staff,  TwoFactor,         &reading,   Decision::In),
        (&usual,  "REPORT",   "/",  home,   &staff,  TwoFactor,         &reading,   Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &reading,   no(Why::ScopeMethod)),
        (&usual,  "POST",     "/",  home,   &staff,  TwoFactor,         &reading,   no(Why::ScopeMethod)),
        (&usual,  "LOCK",     "/",  home,   &staff,  TwoFactor,         &reading,   no(Why::ScopeMethod)),
        (&usual,  "get",      "/",  home,   &staff,  TwoFactor,         &reading,   no(Why::ScopeMethod)),
        (&usual,  "GOT",      "/",  home,   &staff,  TwoFactor,         &reading,   no(Why::ScopeMethod)),
        // Only there.
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &here,      Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &beneath,   Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &elsewhere, no(Why::ScopeHost)),
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &nowhere,   no(Why::ScopeHost)),
        // Only from there.
        (&usual,  "PUT",      "/",  inside, &staff,  TwoFactor,         &office,    Decision::In),
        (&usual,  "PUT",      "/",  home,   &staff,  TwoFactor,         &office,    no(Why::ScopeNetwork)),
        (&usual,  "PUT",      "/",  None,   &staff,  TwoFactor,         &office,    no(Why::UnknownAddress)),
        // Where anyone may, so may it; only where it fits is its owner named.
        (&usual,  "GET",      open, home,   &staff,  TwoFactor,         &whole,     NAMED),
        (&usual,  "GET",      open, home,   &staff,  TwoFactor,         &elsewhere, OPEN),
        (&usual,  "POST",     open, inside, &staff,  TwoFactor,         &reading,   OPEN),
        (&usual,  "GET",      open, home,   &staff,  Single,            &whole,     OPEN),
    ];
    for (host, method, uri, from, groups, made_with, scope, expected) in cases {
        let who = Who::DevicePassword {
            groups,
            made_with: *made_with,
            scope,
        };
        let hosts = [(*host).clone()];
        let (decision, _) = ruled(&hosts, &request(method, uri), *from, &who);
        assert_eq!(decision, *expected, "{method} {uri} {from:?} {who:?}");
    }
}

#[test]
fn limits_of_the_client_are_told_from_those_of_its_account() {
    for (why, of_the_client) in [
        (Why::ScopeHost, true),
        (Why::ScopeMethod, true),
        (Why::ScopeNetwork, true),
        (Why::DevicePassword, true),
        (Why::UnknownHost, false),
        (Why::Nobody, false),
        (Why::Group, false),
        (Why::UnknownAddress, false),
    ] {
        assert_eq!(why.is_of_the_client(), of_the_client, "{why:?}");
    }
}

#[test]
fn L08_an_accounts_own_password_is_one_factor_at_every_host() {
    let staff = groups(&["staff"]);
    let basic = Who::Account {
        groups: &staff,
        assurance: Single,
    };
    for (asked_for, expected) in [
        (Single, Decision::In),
        (TwoFactor, Decision::More(TwoFactor)),
        (PhishingResistant, Decision::More(PhishingResistant)),
    ] {
        let hosts = [host("files.example.org", requires(None, asked_for), vec![])];
        let ruling = ruled(&hosts, &request("GET", "/"), None, &basic);
        assert_eq!(ruling, (expected, None));
    }
}
