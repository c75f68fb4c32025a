//! What this node remembers of its jobs, from its start to its end: what metrics count, and what was last
//! written down, so that a job that goes on as it went writes next to nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use domain::{Random, Span, Timestamp};

use super::job::Job;

/// How often a node says of a job that it goes on as it went.
pub(super) const SAID_EVERY: Span = Span::minutes(10);

/// How often a job was run on this node.
#[derive(Clone, Copy, Debug)]
pub struct JobCount {
    /// What the job is called.
    pub name: &'static str,
    /// Runs that went well.
    pub well: u64,
    /// How many runs have failed.
    pub failed: u64,
    /// When the last one that went well ended.
    pub last_success: Option<Timestamp>,
}

/// What is remembered of all jobs.
#[derive(Default)]
pub(crate) struct State {
    /// What this node is called, by chance, so that one that is started again is another.
    node: OnceLock<String>,
    jobs: Mutex<HashMap<Job, Own>>,
    standby_gone: AtomicBool,
}

/// What is remembered of one.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    well: u64,
    failed: u64,
    last_success: Option<Timestamp>,
    /// What was last written down: failures in a row, and when.
    said: Option<(u32, Timestamp)>,
    /// Whether the database says that this node runs it, or may: that is being written, or was cut short.
    held: bool,
}

impl State {
    pub(super) fn node(&self, random: &dyn Random) -> &str {
        self.node
            .get_or_init(|| BASE64URL_NOPAD.encode(&random.array::<9>()))
    }

    /// Counts a run; failures in a row are none where it went well.
    pub(super) fn count(&self, job: Job, failures: u32, now: Timestamp) {
        let mut jobs = self.jobs();
        let own = jobs.entry(job).or_default();
        if failures == 0 {
            own.well = own.well.saturating_add(1);
            own.last_success = Some(now);
        } else {
            own.failed = own.failed.saturating_add(1);
        }
    }

    /// Whether it has to be written down that it has failed so often in a row: that isn't what was last written,
    /// or it is a while ago.
    pub(super) fn is_news(&self, job: Job, failures: u32, now: Timestamp) -> bool {
        let said = self.jobs().get(&job).and_then(|own| own.said);
        said.is_none_or(|(before, at)| {
            // A clock that was put back has written nothing lately.
            let since = now.since(at);
            before != failures || since < Span::ZERO || since >= SAID_EVERY
        })
    }

    /// A row is about to say that this node runs it. Known before it is written: a node that ends meanwhile doesn't
    /// learn whether it was.
    pub(super) fn may_hold(&self, job: Job) {
        self.jobs().entry(job).or_default().held = true;
    }

    pub(super) fn said(&self, job: Job, failures: u32, now: Timestamp) {
        self.jobs().entry(job).or_default().said = Some((failures, now));
    }

    /// This node has taken it: its row says that it is at work, which is over once the run is written down.
    pub(super) fn took(&self, job: Job) {
        self.jobs().entry(job).or_default().said = None;
    }

    /// What the database may say that this node runs, which it does no more from then on.
    pub(super) fn let_go(&self) -> Vec<Job> {
        let mut jobs = self.jobs();
        let held = jobs.iter_mut().filter(|(_, own)| own.held);
        held.map(|(job, own)| {
            own.held = false;
            *job
        })
        .collect()
    }

    /// Whether the standby was gone when it was last looked at, which is now said otherwise or again.
    pub(super) fn standby_was_gone(&self, is: bool) -> bool {
        self.standby_gone.swap(is, Ordering::Relaxed)
    }

    /// How often each job was run.
    pub(crate) fn counts(&self) -> Vec<JobCount> {
        let jobs = self.jobs();
        let count = |job: &Job| {
            let own = jobs.get(job).copied().unwrap_or_default();
            JobCount {
                name: job.name(),
                well: own.well,
                failed: own.failed,
                last_success: own.last_success,
            }
        };
        Job::ALL.iter().map(count).collect()
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<Job, Own>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_goes_on_as_it_went_is_news_every_ten_minutes() {
        let (state, start) = (State::default(), Timestamp::from_seconds(1_000_000));
        let mut written = Vec::new();
        for minute in 0..=30 {
            let now = start.plus(Span::minutes(minute));
            // It fails once.
            let failures = u32::from(minute == 14);
            if state.is_news(Job::Sweep, failures, now) {
                state.said(Job::Sweep, failures, now);
                written.push(minute);
            }
        }
        assert_eq!(written, [0, 10, 14, 15, 25]);
        let earlier = start.minus(Span::hours(1));
        assert!(
            state.is_news(Job::Sweep, 0, earlier),
            "the clock was put back"
        );
        state.said(Job::Sweep, 0, start);
        state.took(Job::Sweep);
        assert!(state.is_news(Job::Sweep, 0, start), "it was at work");
    }
}
