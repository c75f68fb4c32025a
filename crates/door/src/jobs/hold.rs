//! Who runs a job that one node does for all: whoever holds its row. A node goes on holding it while it lives and
//! says so now and then; what it no longer says, it no longer holds.

use domain::{Refusal, Span, Stop, Timestamp};
use store::Batch;

use super::job::{Job, Row, Runs};
use super::state::SAID_EVERY;
use super::state::State;
use super::table::{self, Hold};
use crate::house::Door;

/// A node that says something this much later than it should is still there. Whoever begins a run holds the job for
/// at least so long.
const GRACE: Span = Span::minutes(5);
/// How often a run that lasts says that it goes on.
const AT_WORK: Span = Span::minutes(4);
/// How long a row of a node that is gone is still listed.
const LISTED: Span = Span::hours(1);

impl Row {
    /// For how long a node holds it by what it says once.
    pub(super) fn hold(&self) -> Span {
        SAID_EVERY
            .max(self.every)
            .max(self.longest_wait)
            .plus(GRACE)
    }
}

/// Whether a row holds at this moment what was written to be held until then. What is further away than a node may
/// hold a job was written by a clock that was ahead.
pub(super) fn holds(row: &Row, until: Timestamp, now: Timestamp) -> bool {
    until > now && until <= beyond(row, now)
}

fn beyond(row: &Row, now: Timestamp) -> Timestamp {
    now.plus(row.hold()).plus(GRACE)
}

/// Takes again now and then, until another has taken it. A database that doesn't answer for a while isn't that.
async fn until_lost<F>(take: impl Fn() -> F) -> Stop
where
    F: Future<Output = Result<(), Stop>>,
{
    loop {
        tokio::time::sleep(AT_WORK.to_std()).await;
        match take().await {
            Err(stop @ Stop::Refused(Refusal::ChangedMeanwhile)) => return stop,
            Err(stop) => tracing::debug!("a job isn't said to go on: {stop:?}"),
            Ok(()) => {}
        }
    }
}

impl Door {
    /// Whether this node is to run the job: it holds it, or has just taken it. Of many at once one takes it.
    pub(super) async fn holds_job(&self, job: Job) -> Result<bool, Stop> {
        let row = job.row();
        if row.runs == Runs::EachNode {
            return Ok(true);
        }
        if let Some((holder, until)) = table::holder(self.reader(), row.name).await? {
            let (now, ours) = (self.shared_now(), holder == self.node());
            if ours && holds(&row, until.minus(GRACE), now) {
                return Ok(true);
            }
            if !ours && holds(&row, until, now) {
                return Ok(false);
            }
        }
        match self.take_job(job, self.now()).await {
            Err(Stop::Refused(Refusal::ChangedMeanwhile)) => Ok(false),
            taken => taken.map(|()| true),
        }
    }

    /// Goes on holding a job while a run of it lasts, and says that it does; ends where another node has taken it.
    pub(super) async fn keep_job(&self, job: Job, began: Timestamp) -> Stop {
        until_lost(|| self.take_job(job, began)).await
    }

    async fn take_job(&self, job: Job, began: Timestamp) -> Result<(), Stop> {
        let row = job.row();
        let take = table::take(&self.hold_on(&row), began);
        self.memory::<State>().may_hold(job);
        self.commit_unhurried(Batch::from(take)).await?;
        self.memory::<State>().took(job);
        Ok(())
    }

    /// Says that this node runs its jobs no more, so that others may take them at once. Called at the end; failing to
    /// is logged, and over by itself soon.
    pub async fn let_jobs_go(&self) {
        let jobs = self.memory::<State>().let_go();
        if jobs.is_empty() {
            return;
        }
        let rows = jobs
            .into_iter()
            .map(|job| table::let_go(&self.hold_on(&job.row())));
        if let Err(stop) = self.commit_unhurried(Batch::new().many(rows)).await {
            tracing::warn!("jobs were not let go: {stop:?}");
        }
    }

    /// What this node says of its row.
    pub(super) fn hold_on(&self, row: &Row) -> Hold {
        let (now, node) = (self.shared_now(), self.node());
        let until = now.plus(row.hold());
        let (place, expires) = match row.runs {
            Runs::OneNode => (String::new(), Timestamp::from_micros(i64::MAX)),
            Runs::EachNode => (node.clone(), until.plus(LISTED)),
        };
        Hold {
            job: row.name,
            node: place,
            holder: node,
            now,
            until,
            beyond: beyond(row, now),
            expires,
        }
    }

    fn node(&self) -> String {
        self.memory::<State>().node(self.random()).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use domain::Fault;
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_run_that_lasts_says_so_well_before_another_node_may_take_its_job() {
        let start = Instant::now();
        let said = RefCell::new(Vec::new());
        let take = || async {
            said.borrow_mut().push(start.elapsed().as_secs() / 60);
            match said.borrow().len() {
                2 => Err(Stop::from(Fault::new("away"))),
                3 => Err(Refusal::Busy.into()),
                5 => Err(Refusal::ChangedMeanwhile.into()),
                _ => Ok(()),
            }
        };
        let lost = until_lost(take).await;
        assert!(matches!(lost, Stop::Refused(Refusal::ChangedMeanwhile)));
        assert_eq!(*said.borrow(), [4, 8, 12, 16, 20]);
        for job in Job::ALL {
            let (row, now) = (job.row(), Timestamp::from_seconds(1_000_000));
            assert!(AT_WORK < GRACE, "whoever begins a run holds it until then");
            let until = now.plus(row.hold());
            assert!(holds(&row, until, now) && !holds(&row, until, until));
            assert!(SAID_EVERY.plus(GRACE) <= row.hold() && row.longest_wait < row.hold());
        }
    }
}
