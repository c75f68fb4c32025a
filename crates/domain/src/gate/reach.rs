//! What a device password opens: each host's own line, before anybody has asked for anything there.

use super::{GateHost, HostPattern, Scope};
use crate::Assurance;
use crate::account::GroupName;

/// Whether a device password opens a host, and else why not. Its other limits hold for single requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    Opens,
    /// The host asks for two factors, and it was made with less: before its account had a second one.
    MadeWithLess,
    /// The host asks for what no device password is.
    PhishingResistant,
    /// Its account is in none of the host's groups.
    Group,
    /// It is limited to other hosts.
    Limited,
}

impl Reach {
    /// A stable word, for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::MadeWithLess => "second-step",
            Self::PhishingResistant => "phishing-resistant",
            Self::Group => "group",
            Self::Limited => "limited",
        }
    }

    /// That of a device password with this scope, made after a sign-in that amounted to this, at a host.
    pub fn of(host: &GateHost, groups: &[GroupName], made_with: Assurance, scope: &Scope) -> Self {
        let asked = host.requires.assurance;
        let touches = |limit: &HostPattern| {
            *limit == host.host || limit.is_wider_than(&host.host) || host.host.is_wider_than(limit)
        };
        let limits = scope.hosts.as_ref();
        if !limits.is_none_or(|limits| limits.iter().any(touches)) {
            Self::Limited
        } else if !host.requires.admits(groups) {
            Self::Group
        } else if asked > Assurance::TwoFactor {
            Self::PhishingResistant
        } else if made_with < asked {
            Self::MadeWithLess
        } else {
            Self::Opens
        }
    }
}
