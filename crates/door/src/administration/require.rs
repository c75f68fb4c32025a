//! Who must have a second factor.

use domain::event::{Action, Event};
use domain::policy::Required;
use domain::{Refusal, Stop};
use serde::Serialize;
use store::Batch;

use crate::Actor;
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

/// The policy, as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyView {
    /// `nobody`, `everyone` or `groups`.
    pub required: &'static str,
    /// The groups, where it is groups.
    pub groups: Vec<String>,
    /// Kinds that are switched off.
    pub off: Vec<String>,
    /// Whether weaker ways are withheld where a phishing-resistant one is set up.
    pub strongest_only: bool,
}

impl Door {
    /// The policy as it stands.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn policy(&self, actor: &Actor) -> Result<PolicyView, Stop> {
        self.may_read(actor, Verb::Policy)?;
        let site = Site::read(self.reader()).await?;
        let (required, groups) = match site.required {
            Required::Nobody => ("nobody", Vec::new()),
            Required::Everyone => ("everyone", Vec::new()),
            Required::Groups(groups) => ("groups", groups),
        };
        Ok(PolicyView {
            required,
            groups,
            off: site.off.iter().map(ToString::to_string).collect(),
            strongest_only: site.strongest_only,
        })
    }

    /// Sets who must have a second factor. Whoever has none is led to set-up at their next sign-in, so
    /// a kind that can be set up there must be on: nobody, the last administrator included, is
    /// locked out by a policy.
    ///
    /// # Errors
    /// [`Refusal::NothingToSetUp`], [`Refusal::UnknownGroup`], [`Refusal::NotAllowed`].
    pub async fn require_factor(&self, actor: &Actor, required: Required) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::RequireFactor)?;
        // Read before the groups: one that is deleted meanwhile makes this stale.
        let mut site = Site::read(self.reader()).await?;
        let mut required = required;
        if let Required::Groups(groups) = &mut required {
            for group in groups.iter_mut() {
                *group = self.group_of(group).await?.1;
            }
        }
        site.required = required;
        if !self.can_be_set_up(&site) {
            return Err(Refusal::NothingToSetUp.into());
        }
        let detail = match &site.required {
            Required::Nobody => "nobody".to_owned(),
            Required::Everyone => "everyone".to_owned(),
            Required::Groups(groups) => groups.join(", "),
        };
        let event = Event::site(Action::PolicyRequired).detail(detail);
        let change = Batch::from(site.write()?);
        self.commit(permit.recording(self, &event), change).await
    }
}
