//! Whether what is decided here can be kept.

use domain::Fault;

use super::Door;

impl Door {
    /// Whether the database takes what is written: as a commit has shown lately, else by one that changes
    /// nothing. One that only answers reads lets nobody in.
    ///
    /// # Errors
    /// Why it takes nothing.
    pub async fn can_write(&self) -> Result<(), Fault> {
        self.ledger().can_write().await
    }
}
