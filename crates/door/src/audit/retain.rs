//! What is kept for how long: addresses and browsers are forgotten, old events removed. Both move the
//! chain's beginning in the same batch, so that neither looks like tampering afterwards.

use domain::{Refusal, Stop};
use store::Batch;

use super::chain::Chain;
use super::sealed;
use crate::house::Door;

impl Door {
    /// Forgets and removes what is too old, so many events at once. Of two nodes at once one does it.
    pub(crate) async fn retain_by(&self, at_once: i64) -> Result<(), Stop> {
        let mut first = Ok(());
        for done in [
            self.forget_addresses().await,
            self.remove_events(at_once).await,
        ] {
            match done {
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
                other => first = first.and(other),
            }
        }
        first
    }

    async fn forget_addresses(&self) -> Result<(), Stop> {
        let before = self.now().minus(self.config().lengths.audit_addresses);
        while sealed::has_address(self.reader(), before).await? {
            let chain = Chain::read_or_begin(self).await?;
            let batch = Batch::new()
                .all([chain.forget(self.reader().keys(), before)])
                .any(sealed::forget_addresses(before));
            self.commit_unhurried(batch).await?;
        }
        Ok(())
    }

    /// From the beginning, as far as everything is too old: one that a clock has dated far ahead
    /// stays with all after it until its time has come.
    async fn remove_events(&self, at_once: i64) -> Result<(), Stop> {
        let before = self.now().minus(self.config().lengths.audit);
        loop {
            let chain = Chain::read_or_begin(self).await?;
            let oldest = sealed::joints(self.reader(), chain.start.place, at_once).await?;
            let old = oldest.into_iter().take_while(|(_, at)| *at < before);
            let Some((last, _)) = old.last() else {
                return Ok(());
            };
            let batch = Batch::new()
                .all([chain.shorten(self.reader().keys(), &last)])
                .any(sealed::remove(last.place));
            self.commit_unhurried(batch).await?;
        }
    }
}
