//! What is bound to a domain: which one that is, and what is left behind where it was another.

use domain::Fault;
use factors::{Elsewhere, RelyingParty};

use crate::house::Door;

impl Door {
    /// The domain that security keys and passkeys are bound to, and the one page that they are used on.
    pub fn relying_party(&self) -> RelyingParty {
        RelyingParty::of(&self.config().settings)
    }

    /// Those that are bound to another domain, by domain and kind. Looked at once, at the start.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn bound_elsewhere(&self) -> Result<Vec<Elsewhere>, Fault> {
        factors::bound_elsewhere(self.reader(), &self.relying_party().id).await
    }
}
