//! How somebody with a session gets on to a protected host: handed over as they are, by one proof more, or
//! not at all.

use std::net::IpAddr;

use domain::gate::{Decision, Target, Why};
use domain::{Assurance, Refusal, Ripeness, Stop, Strength};
use factors::Enrolment;

use crate::enrolments::held::Held;
use crate::house::Door;
use crate::session::live::LiveSession;

/// What stands between a session and a protected host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Nothing that one could do something about here; the gate decides on each request.
    On,
    /// A proof that the account has and the session lacks.
    Confirm,
    /// Something that the account has counts for it later: what it is called, and why it doesn't by now.
    Later(String, Refusal),
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
            Decision::More(needed) => {
                let held = self.held(live.account()).await?;
                self.passage_by_more(&held, needed)
            }
            Decision::Forbidden(Why::Group) => Passage::KeptOut,
            Decision::In
            | Decision::Open { .. }
            | Decision::SignIn
            | Decision::Unclear(_)
            | Decision::Forbidden(_) => Passage::On,
        })
    }

    /// How somebody gets on who has proved too little.
    pub(super) fn passage_by_more(&self, held: &Held, needed: Assurance) -> Passage {
        let amounts = |one: &Enrolment, counts: Ripeness| self.amounts(one, counts) >= Some(needed);
        let enough = |one: &&Enrolment| amounts(one, self.counts(&held.site, &held.all, one));
        let all: Vec<_> = self.asked(held).collect();
        if all.iter().any(|one| enough(one) && held.stands(one)) {
            return Passage::Confirm;
        }
        let later = all
            .iter()
            .filter(|one| one.suspended.is_none() && !enough(one) && amounts(one, Ripeness::Ripe))
            .min_by_key(|one| one.ripens.at);
        match later {
            // What can't answer would lead here again by whatever else did.
            Some(one) => Passage::Later(one.name.clone(), self.not_ripe(one)),
            None if all.iter().any(enough) => Passage::Confirm,
            None => Passage::OutOfReach(needed),
        }
    }

    /// What a session amounts to by the password and this; none of what helps out.
    fn amounts(&self, one: &Enrolment, counts: Ripeness) -> Option<Assurance> {
        let nist = self.config().settings.switch("policy.nist");
        let worth = counts.worth(self.strength(&one.kind))?;
        Some(match worth {
            Strength::PhishingResistant => Assurance::PhishingResistant,
            // To ask once more would lead here again.
            Strength::Mailed if nist => Assurance::Single,
            _ => Assurance::TwoFactor,
        })
    }
}
