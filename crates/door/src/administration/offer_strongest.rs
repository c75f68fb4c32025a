//! Which ways are offered to whoever has several.

use domain::Stop;
use domain::event::{Action, Event};
use store::Batch;

use crate::Actor;
use crate::house::Door;
use crate::policy::site::Site;
use crate::rights::Verb;

impl Door {
    /// Sets whether weaker ways are offered where a phishing-resistant one is set up. Codes that help out always
    /// are.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn offer_strongest_only(&self, actor: &Actor, only: bool) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::OfferStrongestOnly)?;
        let mut site = Site::read(self.reader()).await?;
        site.strongest_only = only;
        let event =
            Event::site(Action::PolicyOffered).detail(if only { "strongest-only" } else { "all" });
        let change = Batch::from(site.write()?);
        self.commit(permit.recording(self, &event), change).await
    }
}
