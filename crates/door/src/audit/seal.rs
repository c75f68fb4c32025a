//! Sealing, a job of each node: once a minute it gives committed events their places in the chain, until none is
//! left that has settled. The place is given here and not when an event is written, so one that commits late
//! is sealed late, and never missed.

use domain::{Refusal, Span, Stop, Timestamp};
use store::Batch;

use super::chain::{Chain, Joint};
use super::sealed::{self, Sealed};
use super::table::Cursor;
use crate::house::Door;

/// Events wait for so long, until nothing counts up any more what a minute folds together.
pub(super) const SETTLED: Span = Span::minutes(2);

/// How far one run has come.
struct Run {
    /// The last event that was looked at.
    after: Cursor,
    /// What is younger hasn't settled.
    before: Timestamp,
    /// How many are sealed in one batch, so that others who write get their turn between two.
    at_once: i64,
    /// How many are tried now.
    most: i64,
    /// Events that couldn't be sealed.
    left: i64,
}

impl Run {
    const fn new(before: Timestamp, at_once: i64) -> Self {
        Self {
            after: Cursor::OLDEST,
            before,
            at_once,
            most: at_once,
            left: 0,
        }
    }

    fn is_past(&mut self, open: &[Sealed]) {
        if let Some(last) = open.last() {
            self.after = last.event.cursor();
        }
        self.most = self.at_once;
    }

    /// One event that can't be sealed keeps its neighbours from it: halves what is tried, down to that
    /// event, and then leaves it behind.
    fn narrow(&mut self, open: &[Sealed]) {
        if open.len() > 1 {
            self.most = i64::try_from(open.len()).unwrap_or(self.at_once) / 2;
        } else {
            self.is_past(open);
            self.left = self.left.saturating_add(1);
        }
    }
}

impl Door {
    /// Seals all events that have settled, so many in one batch. Of two nodes at once one goes on; the other comes back
    /// in a minute. Called once a minute on every node.
    pub(crate) async fn seal_by(&self, at_once: i64) -> Result<(), Stop> {
        self.write_all_counted().await;
        let mut run = Run::new(self.now().minus(SETTLED), at_once);
        loop {
            let chain = Chain::read_or_begin(self).await?;
            let open = sealed::open(self.reader(), run.after, run.before, run.most).await?;
            if open.is_empty() {
                break;
            }
            match self.seal_batch(&chain, &open).await {
                Ok(end) => {
                    self.note(&end).await;
                    run.is_past(&open);
                }
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {
                    let now = Chain::read(self.reader()).await?;
                    if now.is_some_and(|now| now.end != chain.end) {
                        return Ok(());
                    }
                    run.narrow(&open);
                }
                Err(stop) => return Err(stop),
            }
        }
        if run.left > 0 {
            tracing::warn!(
                event = "audit-seal",
                events = run.left,
                "events were not sealed; if this is said every minute, run \"countersign audit verify\""
            );
        }
        Ok(())
    }

    /// The end of the chain from then on.
    async fn seal_batch(&self, chain: &Chain, open: &[Sealed]) -> Result<Joint, Stop> {
        let keys = self.reader().keys();
        let mut end = chain.end.clone();
        let mut guards = Vec::with_capacity(open.len());
        for event in open {
            let hash = event.to_seal(keys);
            end = end.then(keys, &hash);
            guards.push(sealed::seal(event, &end, hash));
        }
        let batch = Batch::new().all([chain.lengthen(keys, &end)]).all(guards);
        self.commit_unhurried(batch).await?;
        Ok(end)
    }
}
