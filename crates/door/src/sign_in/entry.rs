//! What stands before the door when it is to open, and what is to happen with it.

use domain::{Channel, Proof, Ripeness, Strength, Timestamp};
use factors::{About, Claim};
use store::{Guard, Statement};

use super::onward::Onward;
use super::pending::Pending;
use super::resubmission::Said;
use crate::account::table::{Account, OtherSessions};
use crate::budget::spend::Attempt;
use crate::config::Config;
use crate::session::live::LiveSession;

/// A claim, with what the registry says of its factor.
pub(crate) struct Proven {
    pub(super) claim: Claim,
    pub(super) proof: Proof,
    /// Gives back what was counted against authenticators that were tried and did not answer.
    pub(super) unproved: Vec<Statement>,
}

impl Proven {
    /// Factor, strength and channel come from the registry, and how much it counts from the enrolment, never from the
    /// answer.
    pub(crate) fn new(
        about: &About,
        claim: Claim,
        counted: Ripeness,
        config: &Config,
        now: Timestamp,
    ) -> Self {
        let strength = about.role.strength();
        let is_mailed = strength == Some(Strength::Mailed);
        let proof = Proof {
            kind: about.kind.clone(),
            enrolment: Some(claim.of),
            strength,
            channel: match is_mailed && config.settings.switch("policy.nist") {
                true => Channel::Mailbox,
                false => about.role.channel(),
            },
            counted,
            vouched: about.role.given().is_some(),
            at: now,
        };
        Self {
            claim,
            proof,
            unproved: Vec::new(),
        }
    }

    /// The same where these were tried as well and did not answer.
    pub(crate) fn of_several(mut self, unproved: Vec<Statement>) -> Self {
        self.unproved = unproved;
        self
    }

    /// What it leaves once it is committed.
    pub(crate) const fn proof(&self) -> &Proof {
        &self.proof
    }
}

/// What stands before the door; each is consumed once.
pub(crate) enum Entry<'a> {
    /// A right password, the attempt that it spent, and what is to come of it.
    Password(&'a Account, &'a Attempt, Onward<'a>),
    /// A set-up or invite link: its guards, the account that they make or complete, and the revision
    /// that they leave the site's policy in.
    Link {
        account: &'a Account,
        guards: Vec<Guard>,
        policy: Option<i64>,
    },
    /// A pending sign-in and the answer to it.
    Pending(&'a Pending, Proven, Said<'a>),
    /// What signs in without a password, and what is to come of it.
    Passwordless(&'a Account, Proven, Onward<'a>),
    /// A live session that steps up by a factor, or confirms one, and the answer that it gave.
    Session(&'a LiveSession, Proven, Said<'a>),
    /// A live session that steps up by the password.
    SessionPassword(&'a LiveSession, Rise, Said<'a>),
}

/// How far a session rises by one proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rise {
    /// The step-up is complete: it clears what it climbed.
    Whole,
    /// More is needed for it to open anything: it clears nothing.
    Half,
}

/// What is committed together with an entry: the change that confirms an enrolment.
#[derive(Default)]
pub(crate) struct Also {
    pub guards: Vec<Guard>,
    pub statements: Vec<Statement>,
    pub others: OtherSessions,
    /// This browser gets a new mark: that of every known one is void.
    pub renews_mark: bool,
    /// An enrolment becomes a factor that exists, so that one is no longer missing.
    pub enrols: bool,
}
