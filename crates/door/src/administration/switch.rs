//! Which kinds of factors exist here. Switching one off takes nothing away from anybody: what exists
//! is still owed.

use domain::event::{Action, Event};
use domain::{Kind, Refusal, Stop};
use serde::Serialize;
use store::Batch;

use crate::Actor;
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

/// One kind of factor, and whether it is switched on.
#[derive(Clone, Debug, Serialize)]
pub struct SwitchView {
    pub kind: String,
    /// Whether it is on.
    pub on: bool,
    /// Whether it may be set up at sign-in.
    pub at_sign_in: bool,
    /// Whether it only helps out.
    pub fallback: bool,
}

impl Door {
    /// Every kind there is.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn kinds(&self, actor: &Actor) -> Result<Vec<SwitchView>, Stop> {
        self.may_read(actor, Verb::Kinds)?;
        let site = Site::read(self.reader()).await?;
        let view = |factor: &dyn factors::Factor| SwitchView {
            kind: factor.about().kind.to_string(),
            on: site.is_on(&factor.about().kind),
            at_sign_in: factor.about().role.is_set_up_at_sign_in(),
            fallback: factor.about().role.is_fallback(),
        };
        Ok(self.registry().iter().map(view).collect())
    }

    /// Switches a kind on or off.
    ///
    /// # Errors
    /// [`Refusal::UnknownKind`]; [`Refusal::NothingToSetUp`] where policy requires a factor and none
    /// could be set up any more; [`Refusal::NotAllowed`].
    pub async fn switch_kind(&self, actor: &Actor, kind: &str, on: bool) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::SwitchKind)?;
        let unknown = || Refusal::UnknownKind(kind.to_owned());
        let kind = Kind::read(kind).ok_or_else(unknown)?;
        self.factor(&kind)?;
        let mut site = Site::read(self.reader()).await?;
        if site.is_on(&kind) == on {
            return Ok(());
        }
        site.off.retain(|off| *off != kind);
        if !on {
            site.off.push(kind.clone());
        }
        if !self.can_be_set_up(&site) {
            return Err(Refusal::NothingToSetUp.into());
        }
        let event = Event::site(if on {
            Action::FactorEnabled
        } else {
            Action::FactorDisabled
        })
        .of_kind(&kind);
        let change = Batch::from(site.write()?);
        self.commit(permit.recording(self, &event), change).await
    }
}
