//! Asking the table: whether an actor may do something upon an account, by its row, or upon the site.

use domain::{Refusal, Stop};

use super::permit::{Holder, Permit};
use super::verb::{Fresh, Part, Row, Upon, Verb};
use crate::account::table::Account;
use crate::freshness::Freshness;
use crate::house::Door;
use crate::session::live::LiveSession;
use crate::{Actor, Visitor};

impl Row {
    /// In which part somebody may do it upon an account; none where they may not.
    fn part(&self, actor: &Actor, upon: Option<&Account>) -> Option<Part> {
        let own = actor.account();
        let is_own = upon.is_some_and(|upon| own == Some(upon.id));
        let fits = |part: &Part| match part {
            Part::Oneself => is_own,
            Part::Helper => upon.is_some_and(|upon| !upon.admin),
            _ => true,
        };
        if self.upon == Upon::Others && is_own {
            return None;
        }
        let mut held = self.who.iter().copied();
        held.find(|part| actor.acts_as(*part) && fits(part))
    }
}

impl Door {
    /// What the holder of a session may do upon their own account, once they have proved what has to be fresh.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`].
    pub(crate) async fn own<'a>(
        &self,
        live: &'a LiveSession,
        verb: Verb,
        seen: &'a Visitor,
    ) -> Result<Permit<'a>, Stop> {
        if verb.row().fresh == Fresh::Full {
            self.require(live, Freshness::Full).await?;
        }
        Ok(Permit::of_session(live, Some(seen), verb))
    }

    /// An actor's right to what is upon no account, or upon one that isn't there yet.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub(crate) fn may<'a>(&self, actor: &'a Actor, verb: Verb) -> Result<Permit<'a>, Stop> {
        permit(actor, verb, None)
    }

    /// Refuses whoever may not do what changes nothing and is upon no account.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub(crate) fn may_read(&self, actor: &Actor, verb: Verb) -> Result<(), Stop> {
        self.may(actor, verb).map(drop)
    }

    /// An actor's right to something upon an account.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub(crate) fn may_upon<'a>(
        &self,
        actor: &'a Actor,
        verb: Verb,
        account: &Account,
    ) -> Result<Permit<'a>, Stop> {
        permit(actor, verb, Some(account))
    }

    /// The same upon the account of this name. Whether there is one is told only to whoever may do it to others.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuch`].
    pub(crate) async fn may_upon_named<'a>(
        &self,
        actor: &'a Actor,
        verb: Verb,
        name: &str,
    ) -> Result<(Permit<'a>, Account), Stop> {
        let others = verb.row().part(actor, None).is_some();
        let account = match self.account_named(name).await {
            Err(Stop::Refused(Refusal::NoSuch)) if !others => {
                return Err(Refusal::NotAllowed.into());
            }
            other => other?,
        };
        Ok((permit(actor, verb, Some(&account))?, account))
    }
}

fn permit<'a>(actor: &'a Actor, verb: Verb, upon: Option<&Account>) -> Result<Permit<'a>, Stop> {
    let row = verb.row();
    let part = row.part(actor, upon).ok_or(Refusal::NotAllowed)?;
    let holder = match actor {
        Actor::Session(live, seen) => Holder::Session(live, Some(seen), part),
        Actor::CommandLine { .. } => Holder::CommandLine(actor),
    };
    Ok(Permit::new(holder, row, upon.map(|account| account.id)))
}
