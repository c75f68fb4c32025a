//! What an administrator configured for protected hosts, as it is decided by.

use std::net::IpAddr;

use super::{Authority, Garbled, HostPattern, Method, Networks, PathPrefix, Target};
use crate::Assurance;
use crate::account::GroupName;

/// A protected host: its own line, and the rules before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateHost {
    /// For which hosts it speaks.
    pub host: HostPattern,
    /// What is asked of an account where no rule fits.
    pub requires: Requirement,
    /// The rules, of which the first that fits decides.
    pub rules: Vec<Rule>,
}

impl GateHost {
    /// Why nothing can be decided about a request to it: a rule looks at paths, and servers read this one
    /// differently. A host none of whose rules does takes every path.
    pub fn unclear(&self, target: &Target) -> Option<Garbled> {
        let looks = self.rules.iter().any(|rule| rule.path.is_some());
        target.path().err().filter(|_| looks)
    }
}

/// What is asked of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// A member of one of these groups, compared as [`GroupName::key`] does; none: every account.
    pub groups: Option<Vec<GroupName>>,
    /// At least this assurance.
    pub assurance: Assurance,
}

impl Default for Requirement {
    /// Every account, with two factors.
    fn default() -> Self {
        Self {
            groups: None,
            assurance: Assurance::TwoFactor,
        }
    }
}

impl Requirement {
    /// Whether an account with these groups may come in at all.
    pub fn admits(&self, groups: &[GroupName]) -> bool {
        self.groups.as_ref().is_none_or(|wanted| {
            let held = |want: &GroupName| groups.iter().any(|group| is_same(group, want));
            wanted.iter().any(held)
        })
    }
}

/// One rule of a host. What is left out fits everything; a list with nothing in it fits nothing, which
/// is hardly meant and is found by [`check`](super::check).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Of which paths it speaks.
    pub path: Option<PathPrefix>,
    /// Of which methods, in their exact case. `GET` doesn't speak of `HEAD`.
    pub methods: Option<Vec<Method>>,
    pub networks: Option<Networks>,
    /// Whom it lets in.
    pub allow: Allow,
    /// Whether its requests renew the session that they come with, as those of a person do.
    pub renew: bool,
}

/// Whom a rule lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allow {
    /// Whoever asks, signed in or not.
    Anyone,
    /// Nobody, whoever it is.
    Nobody,
    /// An account that meets this, which stands by itself: nothing of the host's line is added to it.
    Account(Requirement),
}

/// Whether a rule speaks of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    No,
    Yes,
    /// It hangs on the visitor's address, which nobody vouches for.
    Unknown,
}

impl Rule {
    pub(super) fn fits(&self, target: &Target, from: Option<IpAddr>) -> Fit {
        let path = self
            .path
            .as_ref()
            .is_none_or(|path| target.path().is_ok_and(|asked| path.covers(asked)));
        let method = self
            .methods
            .as_ref()
            .is_none_or(|methods| methods.contains(target.method()));
        if !(path && method) {
            return Fit::No;
        }
        match (&self.networks, from) {
            (None, _) => Fit::Yes,
            (Some(networks), Some(from)) if networks.contains(from) => Fit::Yes,
            (Some(_), Some(_)) => Fit::No,
            (Some(_), None) => Fit::Unknown,
        }
    }
}

/// The host that speaks for a request: the exact one before wildcards, the longest wildcard first, of
/// two that are equal the one that stands first.
pub fn find<'a>(hosts: &'a [GateHost], asked: &Authority) -> Option<&'a GateHost> {
    hosts
        .iter()
        .filter(|gate| gate.host.covers(asked))
        .min_by_key(|gate| gate.host.nearness())
}

/// Two names that one group would have.
pub(super) fn is_same(one: &GroupName, other: &GroupName) -> bool {
    one.as_str().eq_ignore_ascii_case(other.as_str())
}
