use domain::gate::Scheme;
use domain::setting::Value;

use super::*;
use crate::Config;

/// A table of texts and lists; a list has its brackets.
fn table(values: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (key, text) in values {
        let list = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let value = match list {
            Some(list) => {
                let texts = list.split_whitespace().map(str::to_owned);
                Value::List(texts.collect())
            }
            None => text
                .parse()
                .map_or_else(|_| Value::Text((*text).to_owned()), Value::Switch),
        };
        settings.set(key, value);
    }
    settings
}

fn with(host: &[(&str, &str)], rules: &[&[(&str, &str)]]) -> Settings {
    let mut host = table(host);
    let rules = rules.iter().map(|rule| table(rule)).collect();
    host.set("rule", Value::Tables(rules));
    let mut settings = Settings::default();
    settings.set("gate.host", Value::Tables(vec![host]));
    settings
}

#[test]
fn every_line_says_what_it_said_in_the_file() {
    let host = [
        ("host", "*.example.org"),
        ("groups", "[staff it]"),
        ("assurance", "phishing-resistant"),
    ];
    let settings = with(
        &host,
        &[
            &[
                ("path", "/public/"),
                ("methods", "[GET HEAD]"),
                ("networks", "[192.0.2.7/24 ::1]"),
                ("allow", "anyone"),
            ],
            &[
                ("allow", "account"),
                ("groups", "[it]"),
                ("assurance", "single"),
            ],
            &[("allow", "account"), ("methods", "[]"), ("renew", "true")],
            &[("path", "/admin"), ("allow", "nobody"), ("renew", "false")],
        ],
    );
    let hosts = gate_hosts(&settings).unwrap();
    let [host] = hosts.as_slice() else {
        panic!("{hosts:?}")
    };
    let group = |name: &str| GroupName::read(name).unwrap();
    assert_eq!(host.host.to_string(), "*.example.org");
    assert_eq!(
        host.requires.groups,
        Some(vec![group("staff"), group("it")])
    );
    assert_eq!(host.requires.assurance, Assurance::PhishingResistant);
    let [open, it, empty, shut] = host.rules.as_slice() else {
        panic!("{host:?}")
    };
    let path = |rule: &Rule| rule.path.as_ref().map(|path| path.as_str().to_owned());
    assert_eq!(path(open).as_deref(), Some("/public/"));
    assert_eq!(open.methods.as_ref().unwrap().len(), 2);
    let networks = open.networks.as_ref().unwrap();
    let networks: Vec<_> = networks.iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["192.0.2.0/24", "::1/128"]);
    assert_eq!(open.allow, Allow::Anyone);
    let wanted = Requirement {
        groups: Some(vec![group("it")]),
        assurance: Assurance::Single,
    };
    assert_eq!(it.allow, Allow::Account(wanted));
    assert_eq!((path(it), it.networks.is_none()), (None, true));
    // An empty list isn't one that was left out.
    assert_eq!(empty.methods, Some(Vec::new()));
    assert_eq!(empty.allow, Allow::Account(Requirement::default()));
    assert_eq!(
        (path(shut).as_deref(), &shut.allow),
        (Some("/admin"), &Allow::Nobody)
    );

    let renew: Vec<_> = host.rules.iter().map(|rule| rule.renew).collect();
    assert_eq!(renew, [true, true, true, false]);

    assert_eq!(Config::of(&settings).gate_hosts, hosts);
}

#[test]
fn what_is_left_out_is_two_factors_of_any_account() {
    let hosts = gate_hosts(&with(&[("host", "a.org")], &[])).unwrap();
    assert_eq!(hosts[0].requires, Requirement::default());
    assert_eq!(gate_hosts(&Settings::default()).unwrap(), []);
}

#[test]
fn one_thing_that_is_not_understood_leaves_no_host_at_all() {
    let good = ("host", "a.org");
    #[rustfmt::skip]
    let cases: &[(Settings, &str, &str)] = &[
        (with(&[], &[]), "gate.host.0", "has no \"host\"."),
        (with(&[("host", "a..org")], &[]), "gate.host.0.host", "must be a host, as"),
        (with(&[good, ("groups", "[a,b]")], &[]), "gate.host.0.groups", "has \"a,b\", which no group can be called"),
        (with(&[good, ("assurance", "three")], &[]), "gate.host.0.assurance", "must be \"single\""),
        (with(&[good], &[&[("path", "/")]]), "gate.host.0.rule.0", "has no \"allow\""),
        (with(&[good], &[&[("allow", "all")]]), "gate.host.0.rule.0.allow", "must be \"anyone\""),
        (with(&[good], &[&[("allow", "nobody"), ("path", "")]]), "gate.host.0.rule.0.path", "must begin with a slash"),
        (with(&[good], &[&[("allow", "nobody")], &[("allow", "nobody"), ("groups", "[]")]]),
            "gate.host.0.rule.1.groups", "says nothing beside allow = \"nobody\""),
    ];
    for (settings, place, why) in cases {
        let misread = gate_hosts(settings).unwrap_err();
        assert_eq!(misread.place, *place);
        assert!(misread.why.starts_with(why), "{}", misread.why);
        assert_eq!(Config::of(settings).gate_hosts, []);
    }
}

#[test]
fn the_switches_are_read() {
    let config = Config::of(&Settings::default());
    assert_eq!(
        (config.gate_headers, config.account_password_at_gate),
        (None, true)
    );
    assert!(!config.gate_cache);
    for (word, family) in [
        ("original", GateHeaders::Original),
        ("forwarded", GateHeaders::Forwarded),
    ] {
        let set = table(&[("gate.headers", word), ("basic.account_password", "never")]);
        let config = Config::of(&set);
        assert_eq!(config.gate_headers, Some(family));
        assert!(!config.account_password_at_gate);
    }
}

#[test]
fn a_program_has_a_name_an_icon_and_a_first_page() {
    let read = |host: &[(&str, &str)]| {
        programs(&with(host, &[])).map(|all| {
            let words = |program: Program| {
                let target = program.target(Scheme::Https).unwrap();
                format!("{} {} {}", program.name, program.icon, target.url())
            };
            all.into_iter().map(words).collect::<String>()
        })
    };
    #[rustfmt::skip]
    let good: [(&[(&str, &str)], &str); 8] = [
        (&[("host", "files.example.org")], "files.example.org app-window https://files.example.org/"),
        (&[("host", "files.example.org:8443"), ("icon", "folder")], "files.example.org:8443 folder https://files.example.org:8443/"),
        (&[("host", "files.example.org"), ("name", "Files"), ("link", "/a%20b?c=d")], "Files app-window https://files.example.org/a%20b?c=d"),
        (&[("host", "files.example.org"), ("link", "https://files.example.org/a")], "files.example.org app-window https://files.example.org/a"),
        (&[("host", "files.example.org"), ("name", "")], ""),
        (&[("host", "*.example.org")], ""),
        (&[("host", "*.example.org"), ("name", "Any")], ""),
        (&[("host", "*.example.org"), ("name", "One"), ("link", "https://one.example.org")], "One app-window https://one.example.org/"),
    ];
    for (host, program) in good {
        assert_eq!(read(host).unwrap(), program, "{host:?}");
    }
    for link in [
        "",
        "docs",
        "//evil.test/",
        "/a/../b",
        "https://evil.test/",
        "https://files.example.org:8443/",
        "https://user@files.example.org/",
        "javascript:alert(1)",
        "/#a",
    ] {
        let wrong = read(&[("host", "files.example.org"), ("link", link)]).unwrap_err();
        assert_eq!(wrong.place, "gate.host.0.link", "{link}");
        assert!(wrong.why.starts_with("must be a path"), "{}", wrong.why);
    }
    let beneath = [("host", "*.example.org"), ("link", "/docs")];
    let wrong = read(&beneath).unwrap_err();
    assert!(wrong.why.starts_with("must be a whole address"));
}
