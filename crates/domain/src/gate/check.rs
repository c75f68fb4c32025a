//! What is odd about the configured hosts: lines that never decide, groups that don't exist, hosts
//! where no browser could stay signed in. Nothing is wrong enough to open a door, but somebody meant
//! something else.

use super::rules::{Allow, GateHost, Requirement, Rule, is_same};
use super::{HostPattern, Method, Networks, Origin, Scheme};
use crate::account::GroupName;

/// What the lines are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The public URL's origin.
    pub public: &'a Origin,
    /// The groups that exist.
    pub groups: &'a [GroupName],
}

/// Something odd. Rules are named by their index, from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding<'a> {
    /// The rule never decides: an earlier one speaks of all its paths, methods and networks.
    NeverDecides {
        /// The host whose rule it is.
        host: &'a HostPattern,
        rule: usize,
        /// The index of the earlier rule.
        because: usize,
    },
    /// A list is written and empty, so that the line fits nothing, or lets nobody in.
    Empty {
        host: &'a HostPattern,
        /// The rule; none: the host's own line.
        rule: Option<usize>,
        list: List,
    },
    /// The method isn't in upper case, so that no usual request has it: `get` isn't `GET`.
    MethodCase {
        host: &'a HostPattern,
        rule: usize,
        method: &'a Method,
    },
    /// There is no such group.
    UnknownGroup {
        host: &'a HostPattern,
        /// The rule; none: the host's own line.
        rule: Option<usize>,
        group: &'a GroupName,
    },
    /// The host stands twice; the second never decides.
    HostTwice { host: &'a HostPattern },
    /// A wildcard doesn't speak for this host or narrower wildcard, which has lines of its own: none
    /// of the wildcard's rules hold there. Often meant; worth a line.
    NotByWildcard {
        wildcard: &'a HostPattern,
        /// What is decided without it.
        host: &'a HostPattern,
    },
    /// No browser can be signed in at this host.
    NoCookie {
        host: &'a HostPattern,
        why: NoCookie,
    },
}

/// A list of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `groups`.
    Groups,
    /// `methods`.
    Methods,
    /// `networks`.
    Networks,
}

/// Why a host can't keep its cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCookie {
    /// The public URL is plain http, so that sign-in leads back by plain http, and the host isn't this
    /// machine: browsers keep no `Secure` cookie there.
    PlainHttp,
    /// It is the public URL's own host, whose cookies are the sessions themselves. Ports don't tell
    /// cookies apart (RFC 6265 §8.5).
    Own,
    /// Another protected host has the same name and another port, so that each overwrites the other's.
    OtherPort,
}

/// Looks for what is odd, host by host, in the order in which they stand.
pub fn check<'a>(hosts: &'a [GateHost], site: &Site<'_>) -> Vec<Finding<'a>> {
    let mut found = Vec::new();
    for (place, gate) in hosts.iter().enumerate() {
        let host = &gate.host;
        let earlier = || hosts.iter().take(place).map(|gate| &gate.host);
        if earlier().any(|other| other == host) {
            found.push(Finding::HostTwice { host });
        }
        found.extend(no_cookie(host, earlier(), site.public));
        let wildcards = hosts.iter().map(|gate| &gate.host);
        found.extend(
            wildcards
                .filter(|wildcard| wildcard.is_wider_than(host))
                .map(|wildcard| Finding::NotByWildcard { wildcard, host }),
        );
        groups(host, None, &gate.requires, site, &mut found);
        for (index, rule) in gate.rules.iter().enumerate() {
            check_rule(gate, index, rule, site, &mut found);
        }
    }
    found
}

fn no_cookie<'a>(
    host: &'a HostPattern,
    mut earlier: impl Iterator<Item = &'a HostPattern>,
    public: &Origin,
) -> Option<Finding<'a>> {
    let name = host.authority().host();
    let own = !host.is_wildcard() && name == public.authority.host();
    let plain = public.scheme == Scheme::Http && !host.authority().is_localhost();
    let other_port = |other: &HostPattern| {
        other.is_wildcard() == host.is_wildcard()
            && other.authority().host() == name
            && other.authority().port() != host.authority().port()
    };
    let why = if own {
        NoCookie::Own
    } else if plain {
        NoCookie::PlainHttp
    } else if earlier.any(other_port) {
        NoCookie::OtherPort
    } else {
        return None;
    };
    Some(Finding::NoCookie { host, why })
}

fn check_rule<'a>(
    gate: &'a GateHost,
    index: usize,
    rule: &'a Rule,
    site: &Site<'_>,
    found: &mut Vec<Finding<'a>>,
) {
    let host = &gate.host;
    let mut earlier = gate.rules.iter().take(index);
    if let Some(because) = earlier.position(|earlier| covers(earlier, rule)) {
        found.push(Finding::NeverDecides {
            host,
            rule: index,
            because,
        });
    }
    let empty = |list| Finding::Empty {
        host,
        rule: Some(index),
        list,
    };
    if rule.methods.as_ref().is_some_and(Vec::is_empty) {
        found.push(empty(List::Methods));
    }
    if rule.networks.as_ref().is_some_and(Networks::is_empty) {
        found.push(empty(List::Networks));
    }
    let methods = rule.methods.iter().flatten();
    found.extend(
        methods
            .filter(|method| method.as_str().bytes().any(|b| b.is_ascii_lowercase()))
            .map(|method| Finding::MethodCase {
                host,
                rule: index,
                method,
            }),
    );
    if let Allow::Account(requires) = &rule.allow {
        groups(host, Some(index), requires, site, found);
    }
}

fn groups<'a>(
    host: &'a HostPattern,
    rule: Option<usize>,
    requires: &'a Requirement,
    site: &Site<'_>,
    found: &mut Vec<Finding<'a>>,
) {
    let Some(wanted) = &requires.groups else {
        return;
    };
    if wanted.is_empty() {
        let list = List::Groups;
        found.push(Finding::Empty { host, rule, list });
    }
    found.extend(
        wanted
            .iter()
            .filter(|group| !site.groups.iter().any(|known| is_same(known, group)))
            .map(|group| Finding::UnknownGroup { host, rule, group }),
    );
}

/// Whether one rule speaks of every request that another one speaks of.
fn covers(wide: &Rule, narrow: &Rule) -> bool {
    let paths = match (&wide.path, &narrow.path) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => wide.covers_all(narrow),
        (Some(wide), None) => wide.as_str() == "/",
    };
    let methods = match (&wide.methods, &narrow.methods) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => narrow.iter().all(|method| wide.contains(method)),
        (Some(_), None) => false,
    };
    let networks = match (&wide.networks, &narrow.networks) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => wide.covers(narrow),
        (Some(wide), None) => wide.covers(&Networks::everywhere()),
    };
    paths && methods && networks
}
