//! Whether a standby that takes over would know what was committed last.

use domain::Fault;

use crate::house::Door;

impl Door {
    /// Whether the synchronous standby that there was is gone: what is committed meanwhile may be forgotten
    /// with one machine. Never where `postgres.durability = "local"` says that this will do.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn has_lost_its_standby(&self) -> Result<bool, Fault> {
        if self.config().settings.text("postgres.durability") == "local" {
            return Ok(false);
        }
        self.reader().has_lost_its_standby().await
    }
}
