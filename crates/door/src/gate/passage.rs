//! How somebody with a session gets on to a protected host: handed over as they are, by one proof more, or
//! not at all.

use std::net::IpAddr;

use domain::gate::{Decision, Target, Why};
use domain::{Assurance, Stop, Strength};

use crate::house::Door;
use crate::session::live::LiveSession;

/// What stands between a session and a protected host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Nothing that one could do something about here; the gate decides on each request.
    On,
    /// A proof that the account has and the session lacks.
    Confirm,
    /// More than the account's factors amount to.
    OutOfReach(Assurance),
    /// The account is in none of the groups that are let in.
    KeptOut,
}

impl Door {
    /// What stands between a session and what it asks of a protected host. `from` is the visitor's address,
    /// where it is known.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn passage(
        &self,
        live: &LiveSession,
        target: &Target,
        from: Option<IpAddr>,
    ) -> Result<Passage, Stop> {
        Ok(match self.signed_in(live, from).await?.decision(target) {
            Decision::More(needed) if self.within_reach(live).await? >= Some(needed) => {
                Passage::Confirm
            }
            Decision::More(needed) => Passage::OutOfReach(needed),
            Decision::Forbidden(Why::Group) => Passage::KeptOut,
            Decision::In
            | Decision::Open { .. }
            | Decision::SignIn
            | Decision::Unclear(_)
            | Decision::Forbidden(_) => Passage::On,
        })
    }

    /// What the session and the strongest of its account's factors amount to; none without a factor.
    async fn within_reach(&self, live: &LiveSession) -> Result<Option<Assurance>, Stop> {
        let choices = self.choices_of(live.account(), false).await?;
        let strengths = choices
            .kinds
            .iter()
            .filter_map(|choice| self.strength(&choice.kind));
        let nist = self.config().settings.switch("policy.nist");
        Ok(strengths.max().map(|strongest| match strongest {
            Strength::PhishingResistant => Assurance::PhishingResistant,
            // To ask once more would lead here again.
            Strength::Mailed if nist => Assurance::Single,
            _ => Assurance::TwoFactor,
        }))
    }
}
