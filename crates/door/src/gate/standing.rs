//! What the gate would know of an account that is signed in: for who explains a decision, not for one.

use domain::account::GroupName;
use domain::{Assurance, Stop};

use crate::Actor;
use crate::account::groups;
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

/// An account, as the gate would meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its name, as it was given.
    pub name: String,
    /// Its groups, in order.
    pub groups: Vec<GroupName>,
    /// Whether it may sign in.
    pub enabled: bool,
    /// Whether a second factor exists.
    pub has_factor: bool,
    /// Whether policy requires one, so that a sign-in ends with one in any case.
    pub required: bool,
}

impl Standing {
    /// What a complete sign-in amounts to. That of a passkey or security key may amount to more.
    pub const fn complete(&self) -> Assurance {
        if self.has_factor || self.required {
            Assurance::TwoFactor
        } else {
            Assurance::Single
        }
    }
}

impl Door {
    /// An account, as the gate would meet it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed), [`Refusal::NoSuch`](domain::Refusal::NoSuch).
    pub async fn standing_at_gate(&self, actor: &Actor, name: &str) -> Result<Standing, Stop> {
        let (_, account) = self
            .may_upon_named(actor, Verb::StandingAtGate, name)
            .await?;
        let groups = groups::names_of_account(self.reader(), account.id).await?;
        let enrolments = factors::enrolment::of_account(self.reader(), account.id).await?;
        let site = Site::read(self.reader()).await?;
        Ok(Standing {
            required: site.required.binds(groups.iter().map(GroupName::as_str)),
            groups,
            enabled: account.enabled,
            has_factor: self.factors_among(&enrolments) > 0,
            name: account.name,
        })
    }
}
