//! Properties of decisions over random hosts, rules, requests and people, beside a second
//! implementation that is as plain as can be.

use std::net::IpAddr;

use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::readings::{disguised, path, read};
use super::*;

const GROUPS: [&str; 3] = ["staff", "guests", "admins"];
const NETWORKS: [&str; 4] = [
    "192.0.2.0/24",
    "192.0.2.128/25",
    "2001:db8::/32",
    "0.0.0.0/0",
];
const ADDRESSES: [&str; 4] = ["192.0.2.1", "192.0.2.200", "198.51.100.1", "2001:db8::1"];
const METHODS: [&str; 5] = ["GET", "HEAD", "POST", "PUT", "get"];

fn some(from: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(from, 0..=from.len())
}

fn assurance() -> impl Strategy<Value = Assurance> {
    select(vec![
        Assurance::Single,
        Assurance::TwoFactor,
        Assurance::PhishingResistant,
    ])
}

fn requirement() -> impl Strategy<Value = Requirement> {
    (option::of(some(&GROUPS)), assurance())
        .prop_map(|(groups, assurance)| requires(groups.as_deref(), assurance))
}

fn allow() -> impl Strategy<Value = Allow> {
    prop_oneof![
        Just(Allow::Anyone),
        Just(Allow::Nobody),
        requirement().prop_map(Allow::Account),
    ]
}

fn networks(texts: &[&str]) -> Networks {
    texts.iter().map(|n| n.parse::<IpNet>().unwrap()).collect()
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let parts = (
        option::of(path()),
        option::of(some(&METHODS)),
        option::of(some(&NETWORKS)),
        allow(),
    );
    parts.prop_map(|(path, methods, nets, allow)| Rule {
        path: path.map(|path| PathPrefix::read(&path).unwrap()),
        methods: methods.map(|all| all.into_iter().map(|m| Method::read(m).unwrap()).collect()),
        networks: nets.map(|nets| networks(&nets)),
        allow,
        renew: true,
    })
}

fn any_host() -> impl Strategy<Value = GateHost> {
    let pattern = select(vec![
        "files.example.org",
        "*.example.org",
        "other.example.org",
    ]);
    let rules = proptest::collection::vec(any_rule(), 0..5);
    (pattern, requirement(), rules)
        .prop_map(|(pattern, requires, rules)| host(pattern, requires, rules))
}

fn hosts() -> impl Strategy<Value = Vec<GateHost>> {
    proptest::collection::vec(any_host(), 0..4)
}

/// Who is there, with everything owned.
#[derive(Clone, Debug)]
struct Person {
    kind: u8,
    groups: Vec<GroupName>,
    assurance: Assurance,
    scope: Scope,
}

impl Person {
    fn who(&self) -> Who<'_> {
        let groups = &self.groups;
        match self.kind {
            0 => Who::Nobody,
            1 => Who::Account {
                groups,
                assurance: self.assurance,
            },
            _ => Who::DevicePassword {
                groups,
                made_with: self.assurance,
                scope: &self.scope,
            },
        }
    }
}

fn person() -> impl Strategy<Value = Person> {
    let scope = (
        option::of(some(&["files.example.org", "*.example.org", "x.test"])),
        any::<bool>(),
        option::of(some(&NETWORKS)),
    );
    let scope = scope.prop_map(|(hosts, read_only, nets)| Scope {
        hosts: hosts.map(|all| {
            all.into_iter()
                .map(|h| HostPattern::read(h).unwrap())
                .collect()
        }),
        read_only,
        networks: nets.map(|nets| networks(&nets)),
    });
    (0u8..3, some(&GROUPS), assurance(), scope).prop_map(|(kind, names, assurance, scope)| Person {
        kind,
        groups: groups(&names),
        assurance,
        scope,
    })
}

fn from() -> impl Strategy<Value = Option<IpAddr>> {
    option::weighted(0.9, select(&ADDRESSES[..])).prop_map(|from| from.map(|a| a.parse().unwrap()))
}

fn target() -> impl Strategy<Value = Target> {
    (path(), select(&METHODS[..])).prop_map(|(path, method)| {
        Target::read(&RawTarget {
            method: method.as_bytes(),
            ..asked(path.as_bytes())
        })
        .unwrap()
    })
}

/// What is true of somebody, written out once more.
fn may(requires: &Requirement, target: &Target, from: Option<IpAddr>, who: &Person) -> bool {
    if who.kind == 0 {
        return false;
    }
    if let Some(wanted) = &requires.groups {
        let mut mine = who.groups.iter();
        if !mine.any(|group| wanted.contains(group)) {
            return false;
        }
    }
    if who.kind == 1 {
        return who.assurance >= requires.assurance;
    }
    if requires.assurance == Assurance::PhishingResistant {
        return false;
    }
    if requires.assurance == Assurance::TwoFactor && who.assurance == Assurance::Single {
        return false;
    }
    if let Some(hosts) = &who.scope.hosts {
        let names: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        let fits = |name: &String| name == "files.example.org" || name == "*.example.org";
        if !names.iter().any(fits) {
            return false;
        }
    }
    let reads = ["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH"];
    if who.scope.read_only && !reads.contains(&target.method().as_str()) {
        return false;
    }
    match &who.scope.networks {
        None => true,
        Some(networks) => from.is_some_and(|from| networks.iter().any(|net| net.contains(&from))),
    }
}

/// Whether a request passes: none where it doesn't, else whether somebody is named.
fn reference(
    hosts: &[GateHost],
    target: &Target,
    from: Option<IpAddr>,
    who: &Person,
) -> Option<bool> {
    let named = |name: &str| hosts.iter().find(|gate| gate.host.to_string() == name);
    let host = named("files.example.org").or_else(|| named("*.example.org"))?;
    for rule in &host.rules {
        if let Some(prefix) = &rule.path {
            let (prefix, path) = (prefix.as_str(), target.path().unwrap());
            let inside = format!("{}/", prefix.trim_end_matches('/'));
            let fits = path.starts_with(&inside) || path == prefix;
            if !fits {
                continue;
            }
        }
        if let Some(methods) = &rule.methods
            && !methods.iter().any(|method| method == target.method())
        {
            continue;
        }
        if let Some(networks) = &rule.networks {
            let from = from?;
            if !networks.iter().any(|net| net.contains(&from)) {
                continue;
            }
        }
        return match &rule.allow {
            Allow::Anyone => Some(may(&host.requires, target, from, who)),
            Allow::Nobody => None,
            Allow::Account(requires) => may(requires, target, from, who).then_some(true),
        };
    }
    may(&host.requires, target, from, who).then_some(true)
}

const fn passes(decision: Decision) -> Option<bool> {
    match decision {
        Decision::Open { named } => Some(named),
        Decision::In => Some(true),
        Decision::SignIn | Decision::More(_) | Decision::Forbidden(_) | Decision::Unclear(_) => {
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_passes_is_what_the_plain_implementation_lets_pass(
        hosts in hosts(), target in target(), from in from(), who in person(),
    ) {
        let ruling = decide(&hosts, &target, from, &who.who());
        prop_assert_eq!(passes(ruling.decision), reference(&hosts, &target, from, &who));
    }

    #[test]
    fn nobody_in_front_never_opens_anything(
        hosts in hosts(), target in target(), from in from(), who in person(), front in any_rule(),
    ) {
        let mut stricter = hosts.clone();
        for gate in &mut stricter {
            gate.rules.insert(0, Rule { allow: Allow::Nobody, ..front.clone() });
        }
        let before = decide(&hosts, &target, from, &who.who()).decision;
        let after = decide(&stricter, &target, from, &who.who()).decision;
        let stopped = matches!(after, Decision::Forbidden(Why::Nobody | Why::UnknownAddress));
        prop_assert!(after == before || stopped, "{:?} became {:?}", before, after);
    }

    #[test]
    fn L21_a_disguised_path_is_decided_like_the_plain_one(
        hosts in hosts(), path in path(), which in any::<u64>(), from in from(), who in person(),
    ) {
        let plain = read(&path).unwrap();
        let hidden = read(&disguised(&path, which)).unwrap();
        let decided = decide(&hosts, &plain, from, &who.who());
        prop_assert_eq!(decided, decide(&hosts, &hidden, from, &who.who()));
    }

    #[test]
    fn more_is_asked_only_of_who_would_then_come_in(
        hosts in hosts(), target in target(), from in from(), who in person(),
    ) {
        if let Decision::More(assurance) = decide(&hosts, &target, from, &who.who()).decision {
            let surer = Person { assurance, ..who };
            let decision = decide(&hosts, &target, from, &surer.who()).decision;
            prop_assert_eq!(decision, Decision::In);
        }
    }

    #[test]
    fn a_rule_that_never_decides_can_be_left_out(
        hosts in hosts(), target in target(), from in from(), who in person(),
    ) {
        let public = Origin::read("https://auth.example.org").unwrap();
        let site = Site { public: &public, groups: &[] };
        for finding in check(&hosts, &site) {
            if let Finding::NeverDecides { host, rule, .. } = finding {
                let by = decide(&hosts, &target, from, &who.who()).by;
                let decided = matches!(by, By::Rule(gate, index)
                    if std::ptr::eq(&raw const gate.host, host) && index == rule);
                prop_assert!(!decided);
            }
        }
    }
}
