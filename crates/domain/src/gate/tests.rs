//! Tables of hostile requests, and properties over random ones.
#![allow(non_snake_case, reason = "a name may begin with the number of a rule")]

mod checks;
mod decisions;
mod folded;
mod hosts;
mod passwords;
mod patterns;
mod prefixes;
mod reach;
mod readings;
mod rulings;
mod unruled;
mod uris;

use ipnet::IpNet;

use super::*;
use crate::Assurance;
use crate::account::GroupName;

type Row = (&'static [u8], Result<&'static str, Garbled>);

/// A request for a path, by GET to `https://files.example.org`.
fn asked(uri: &[u8]) -> RawTarget<'_> {
    RawTarget {
        method: b"GET",
        scheme: b"https",
        host: b"files.example.org",
        uri,
    }
}

fn group(name: &str) -> GroupName {
    GroupName::read(name).unwrap()
}

fn groups(names: &[&str]) -> Vec<GroupName> {
    names.iter().map(|name| group(name)).collect()
}

/// What a line asks for: groups by name (none: every account), and assurance.
fn requires(names: Option<&[&str]>, assurance: Assurance) -> Requirement {
    Requirement {
        groups: names.map(groups),
        assurance,
    }
}

/// A rule from its texts; an empty text is left out, lists are separated by spaces.
fn rule(path: &str, methods: &str, networks: &str, allow: Allow) -> Rule {
    Rule {
        path: (!path.is_empty()).then(|| PathPrefix::read(path).unwrap()),
        methods: (!methods.is_empty()).then(|| {
            methods
                .split(' ')
                .map(|m| Method::read(m).unwrap())
                .collect()
        }),
        networks: (!networks.is_empty()).then(|| {
            networks
                .split(' ')
                .map(|n| n.parse::<IpNet>().unwrap())
                .collect()
        }),
        allow,
        renew: true,
    }
}

fn host(pattern: &str, requires: Requirement, rules: Vec<Rule>) -> GateHost {
    GateHost {
        host: HostPattern::read(pattern).unwrap(),
        requires,
        rules,
    }
}
