//! Sealing: once a minute a node gives committed events their places in the chain. The place is given
//! here and not when an event is written, so one that commits late is sealed late, and never missed.

use domain::ids::EventId;
use domain::{Refusal, Span, Stop, Timestamp};
use store::Batch;

use super::chain::Chain;
use super::sealed;
use crate::house::Door;

/// Events wait for so long, until nothing counts up any more what a minute folds together.
pub(super) const SETTLED: Span = Span::minutes(2);

/// How many are sealed in one batch.
const AT_ONCE: i64 = 256;

/// Batches in one run: more than a node writes in a minute.
const ROUNDS: u8 = 64;

impl Door {
    /// Seals what has settled. Of two nodes at once one does it; the other comes back in a minute.
    pub(crate) async fn seal_events(&self) -> Result<(), Stop> {
        for _ in 0..ROUNDS {
            let chain = Chain::read_or_begin(self).await?;
            match self.seal_some(&chain).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {
                    self.complain_if_stuck(&chain).await?;
                    break;
                }
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    /// Whether there may be more.
    async fn seal_some(&self, chain: &Chain) -> Result<bool, Stop> {
        let keys = self.reader().keys();
        let first = (
            Timestamp::from_micros(i64::MIN),
            EventId::from_bytes([0; 16]),
        );
        let before = self.now().minus(SETTLED);
        let open = sealed::open(self.reader(), first, before, AT_ONCE).await?;
        if open.is_empty() {
            return Ok(false);
        }
        let mut end = chain.end.clone();
        let mut guards = Vec::with_capacity(open.len());
        for event in &open {
            let hash = event.to_seal(keys);
            end = end.then(keys, &hash);
            guards.push(sealed::seal(event, &end, hash));
        }
        Batch::new()
            .all([chain.lengthen(keys, &end)])
            .all(guards)
            .commit(self.store())
            .await?;
        Ok(i64::try_from(open.len()).is_ok_and(|sealed| sealed == AT_ONCE))
    }

    /// Where nobody else has sealed, something stands in the chain's way.
    async fn complain_if_stuck(&self, chain: &Chain) -> Result<(), Stop> {
        if Chain::read(self.reader())
            .await?
            .is_some_and(|now| now.end == chain.end)
        {
            tracing::warn!(
                event = "audit-seal",
                "events were not sealed; if this is said every minute, run \"countersign audit verify\""
            );
        }
        Ok(())
    }
}
