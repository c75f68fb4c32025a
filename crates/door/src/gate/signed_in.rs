//! Somebody signed in before the gate's rules, for pages that say beforehand what the gate would.

use std::net::IpAddr;

use domain::account::GroupName;
use domain::gate::{Decision, GateHost, Target, Who, decide};
use domain::{Assurance, Fault};

use crate::account::groups;
use crate::house::Door;
use crate::session::live::LiveSession;

/// A session, with all that the rules look at.
pub(super) struct SignedIn<'a> {
    hosts: &'a [GateHost],
    groups: Vec<GroupName>,
    assurance: Assurance,
    from: Option<IpAddr>,
}

impl SignedIn<'_> {
    /// What the gate decides about a request of this session's.
    pub(super) fn decision(&self, target: &Target) -> Decision {
        let who = Who::Account {
            groups: &self.groups,
            assurance: self.assurance,
        };
        decide(self.hosts, target, self.from, &who).decision
    }
}

impl Door {
    /// The session before the rules. `from` is the visitor's address, where it is known.
    pub(super) async fn signed_in(
        &self,
        live: &LiveSession,
        from: Option<IpAddr>,
    ) -> Result<SignedIn<'_>, Fault> {
        Ok(SignedIn {
            hosts: &self.config().gate_hosts,
            groups: groups::names_of_account(self.reader(), live.account()).await?,
            assurance: live.assurance(),
            from,
        })
    }
}
