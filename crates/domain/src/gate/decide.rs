//! The decision: which line speaks of a request, and what it says of who is there. Whatever isn't
//! known (a host, an address that a rule hangs on) is a refusal.

use std::net::IpAddr;

use super::rules::{Allow, Fit, GateHost, Requirement, find};
use super::{Garbled, HostPattern, Networks, Target};
use crate::Assurance;
use crate::account::GroupName;

/// Who is there, as far as the door has found out. It is looked up for each request, never kept (L17).
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// Nobody: no credential, or none that holds.
    Nobody,
    /// An account, by its session, or by its own password, which is [`Assurance::Single`].
    Account {
        groups: &'a [GroupName],
        /// What its session's proofs amount to.
        assurance: Assurance,
    },
    /// A client, by a device password that exists and hasn't expired.
    DevicePassword {
        /// The groups of its account.
        groups: &'a [GroupName],
        /// What the session in which it was made amounted to, so that somebody with a password alone
        /// can't make himself a way to where two factors are asked for.
        made_with: Assurance,
        /// What it is good for.
        scope: &'a Scope,
    },
}

/// What a device password is good for at the gate.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scope {
    /// Only these hosts; none: every protected host.
    pub hosts: Option<Vec<HostPattern>>,
    /// Only methods that read ([`Method::is_reading`](super::Method::is_reading)).
    pub read_only: bool,
    /// Only from these networks; none: from everywhere.
    pub networks: Option<Networks>,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It passes, whoever it is. Only where `named` may the program behind be told who: else somebody
    /// whom the host's own line keeps out, or who owes it a factor, would be known there by name.
    Open {
        /// Whether who is there meets the host's own line.
        named: bool,
    },
    /// It passes as who is there.
    In,
    /// It isn't understood, whoever asks: rules look at paths, and servers read this one differently.
    Unclear(Garbled),
    /// Nobody is there: sign in first.
    SignIn,
    /// The right account, not sure enough; this much is asked for.
    More(Assurance),
    Forbidden(Why),
}

/// Why a request doesn't pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// No configured host speaks for it.
    UnknownHost,
    /// The rule lets nobody in.
    Nobody,
    /// The account is in none of the groups.
    Group,
    /// A rule or a device password hangs on the visitor's address, which no proxy told.
    UnknownAddress,
    /// The device password isn't for this host.
    ScopeHost,
    /// The device password is only for reading.
    ScopeMethod,
    /// The device password isn't for this network.
    ScopeNetwork,
    /// A device password is too little here: it never is phishing-resistant, and no more than what it
    /// was made with.
    DevicePassword,
}

impl Why {
    /// Whether it is a limit of the client's device password, and not of its account.
    pub const fn is_of_the_client(self) -> bool {
        matches!(
            self,
            Self::ScopeHost | Self::ScopeMethod | Self::ScopeNetwork | Self::DevicePassword
        )
    }

    /// A stable word for logs and the `Countersign-Reason` header.
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnknownHost => "unknown-host",
            Self::Nobody => "nobody",
            Self::Group => "group",
            Self::UnknownAddress => "unknown-address",
            Self::ScopeHost => "scope-host",
            Self::ScopeMethod => "scope-method",
            Self::ScopeNetwork => "scope-network",
            Self::DevicePassword => "device-password",
        }
    }
}

/// A decision, and the line that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling<'a> {
    /// What becomes of the request.
    pub decision: Decision,
    /// By which line of the configuration.
    pub by: By<'a>,
}

impl Ruling<'_> {
    /// Whether the request renews the session that it comes with, as far as the lines say: all do but those
    /// of a rule that says otherwise.
    pub fn renews(&self) -> bool {
        match self.by {
            By::NoHost | By::Host(_) => true,
            By::Rule(host, index) => host.rules.get(index).is_none_or(|rule| rule.renew),
        }
    }
}

/// The line that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// None: no configured host speaks for the request.
    NoHost,
    Host(&'a GateHost),
    /// The rule with this index, from zero.
    Rule(&'a GateHost, usize),
}

/// Rules on a request. `from` is the visitor's address; none where no proxy told it, so that only the
/// proxy's own is known: then a rule for certain networks that fits otherwise refuses, since skipping
/// it could open what it forbids and taking it what it doesn't (L23).
///
/// A device password whose scope fits is enough for `two-factor` if it was made with two factors: that
/// is what it is for, a client that can't do two.
pub fn decide<'a>(
    hosts: &'a [GateHost],
    target: &Target,
    from: Option<IpAddr>,
    who: &Who<'_>,
) -> Ruling<'a> {
    let Some(host) = find(hosts, &target.origin().authority) else {
        return Ruling {
            decision: Decision::Forbidden(Why::UnknownHost),
            by: By::NoHost,
        };
    };
    if let Some(why) = host.unclear(target) {
        return Ruling {
            decision: Decision::Unclear(why),
            by: By::Host(host),
        };
    }
    let meets = |requires: &Requirement| judge(requires, target, from, who);
    for (index, rule) in host.rules.iter().enumerate() {
        let decision = match (rule.fits(target, from), &rule.allow) {
            (Fit::No, _) => continue,
            (Fit::Unknown, _) => Decision::Forbidden(Why::UnknownAddress),
            (Fit::Yes, Allow::Nobody) => Decision::Forbidden(Why::Nobody),
            (Fit::Yes, Allow::Account(requires)) => meets(requires),
            (Fit::Yes, Allow::Anyone) => Decision::Open {
                named: meets(&host.requires) == Decision::In,
            },
        };
        let by = By::Rule(host, index);
        return Ruling { decision, by };
    }
    Ruling {
        decision: meets(&host.requires),
        by: By::Host(host),
    }
}

/// What a requirement says of who is there. Who lacks the group isn't asked for more proofs first.
fn judge(requires: &Requirement, target: &Target, from: Option<IpAddr>, who: &Who<'_>) -> Decision {
    match who {
        Who::Nobody => Decision::SignIn,
        Who::Account { groups, .. } if !requires.admits(groups) => Decision::Forbidden(Why::Group),
        Who::Account { assurance, .. } if *assurance < requires.assurance => {
            Decision::More(requires.assurance)
        }
        Who::Account { .. } => Decision::In,
        Who::DevicePassword {
            groups,
            made_with,
            scope,
        } => {
            let counts_as = (*made_with).min(Assurance::TwoFactor);
            if let Some(why) = scope.stops(target, from) {
                Decision::Forbidden(why)
            } else if !requires.admits(groups) {
                Decision::Forbidden(Why::Group)
            } else if counts_as < requires.assurance {
                Decision::Forbidden(Why::DevicePassword)
            } else {
                Decision::In
            }
        }
    }
}

impl Scope {
    /// What of it stops a request, if anything.
    fn stops(&self, target: &Target, from: Option<IpAddr>) -> Option<Why> {
        let authority = &target.origin().authority;
        let covers = |hosts: &Vec<HostPattern>| hosts.iter().any(|host| host.covers(authority));
        if !self.hosts.as_ref().is_none_or(covers) {
            return Some(Why::ScopeHost);
        }
        if self.read_only && !target.method().is_reading() {
            return Some(Why::ScopeMethod);
        }
        match (&self.networks, from) {
            (Some(_), None) => Some(Why::UnknownAddress),
            (Some(networks), Some(from)) if !networks.contains(from) => Some(Why::ScopeNetwork),
            _ => None,
        }
    }
}
