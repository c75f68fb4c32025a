//! Verifying the audit log, for those who may read it.

use domain::Stop;

use crate::Actor;
use crate::audit::{Seal, Verified};
use crate::house::Door;
use crate::rights::Verb;

impl Door {
    /// Verifies the audit log, also against seals that were noted before this is called. Reads all of it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn verify_audit(&self, actor: &Actor, noted: &[Seal]) -> Result<Verified, Stop> {
        self.may_read(actor, Verb::VerifyAudit)?;
        self.verify(noted).await
    }
}
