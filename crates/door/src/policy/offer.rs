//! Which ways are offered to whoever has several.

use domain::event::{Action, Event};
use domain::{Refusal, Stop};
use store::Batch;

use super::site::Site;
use crate::house::Door;
use crate::{Actor, audit};

impl Door {
    /// Sets whether weaker ways are offered where a phishing-resistant one is set up. Codes that help out always
    /// are.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub async fn offer_strongest_only(&self, actor: &Actor, only: bool) -> Result<(), Stop> {
        if !actor.is_administrator() {
            return Err(Refusal::NotAllowed.into());
        }
        let mut site = Site::read(self.reader()).await?;
        site.strongest_only = only;
        let event =
            Event::site(Action::PolicyOffered).detail(if only { "strongest-only" } else { "all" });
        Batch::new()
            .all([site.write()?])
            .add(audit::write::by_actor(self, &event, actor, None))
            .commit(self.store())
            .await
    }
}
