//! What factors bring to the house besides their tables: a look at what is kept, what they answer to other programs, and
//! their scripts.

use domain::Fault;
use factors::{Doubt, RelyingParty};
use look::script::Script;

use crate::house::Door;

impl Door {
    /// The domain that credentials are bound to, and the one page that they are used on.
    pub fn relying_party(&self) -> RelyingParty {
        RelyingParty::of(&self.config().settings)
    }

    /// The scripts that factors bring.
    pub fn scripts(&self) -> impl Iterator<Item = &'static Script> {
        let all = self.registry().iter();
        all.flat_map(|factor| factor.about().component.scripts.iter().copied())
    }

    /// What is amiss with what factors keep. Looked at once, at the start.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn doubts(&self) -> Result<Vec<Doubt>, Fault> {
        let mut all = Vec::new();
        for factor in self.registry().iter() {
            let look = factor.about().component.doubt;
            all.extend(look(self.reader(), &self.config().settings).await?);
        }
        Ok(all)
    }

    /// Whether a factor answers to this at every name of this server.
    pub fn is_well_known_at_any_host(&self, name: &str) -> bool {
        let all = self.registry().iter();
        let mut all = all.flat_map(|factor| factor.about().component.well_known);
        all.any(|one| one.at_any_host && one.name == name)
    }

    /// What a factor answers beneath `/.well-known/`, to pages of this origin; none where it is nobody's.
    pub fn well_known(&self, name: &str, origin: &str) -> Option<serde_json::Value> {
        let all = self.registry().iter();
        let mut all = all.flat_map(|factor| factor.about().component.well_known);
        let found = all.find(|one| one.name == name)?;
        Some((found.answer)(&self.config().settings, origin))
    }
}
