//! One run of a job, from taking it to writing down how it went.

use domain::{Stop, Timestamp};
use store::Batch;

use super::job::Job;
use super::schedule::{Due, Ran};
use super::state::JobCount;
use super::state::State;
use super::table::{self, Note};
use super::work::why;
use crate::house::Door;

impl Door {
    /// Runs a job that is due: as the node that holds it, where one node does it for all. What goes wrong is logged
    /// (`job-failed`) and counted. How it went is written down where that is news, else every ten minutes.
    pub async fn run_job(&self, due: Due) -> Ran {
        let (job, began) = (due.job, self.now());
        let done = match self.holds_job(job).await {
            Ok(false) => return Ran::Elsewhere,
            Err(stop) => Err(stop),
            Ok(true) => tokio::select! {
                done = self.work(job) => done,
                lost = self.keep_job(job, began) => Err(lost),
            },
        };
        let failures = self.tell_job(due, &done);
        let now = self.now();
        self.memory::<State>().count(job, failures, now);
        if self.memory::<State>().is_news(job, failures, now) {
            self.note_job(job, began, failures).await;
        }
        if failures == 0 {
            Ran::Well
        } else {
            Ran::Failed
        }
    }

    /// How often each job was run on this node since its start, in the order of their table.
    pub fn job_counts(&self) -> Vec<JobCount> {
        self.memory::<State>().counts()
    }

    /// Logs what is worth it, and says how often the job has failed in a row.
    fn tell_job(&self, due: Due, done: &Result<(), Stop>) -> u32 {
        let (job, before) = (due.job.name(), due.failures);
        let Err(stop) = done else {
            if before > 0 {
                tracing::info!(event = "job-recovered", job, "{job} works again");
            }
            return 0;
        };
        let failures = before.saturating_add(1);
        let wait = due.job.row().wait_after(failures).seconds_up();
        tracing::warn!(
            event = "job-failed",
            job,
            failures,
            "{job} failed and is tried again in {wait} s: {}",
            why(stop)
        );
        failures
    }

    async fn note_job(&self, job: Job, began: Timestamp, failures: u32) {
        let (row, ended) = (job.row(), self.now());
        let (result, due) = match failures {
            0 => (table::OK, began.plus(row.every).max(ended)),
            _ => (table::FAILED, ended.plus(row.wait_after(failures))),
        };
        let note = Note {
            began,
            ended,
            result,
            failures,
            due,
        };
        let batch = Batch::new().any(table::note(&self.hold_on(&row), &note));
        self.memory::<State>().may_hold(job);
        match self.commit_unhurried(batch).await {
            Ok(()) => self.memory::<State>().said(job, failures, ended),
            // Most often what the job itself has failed by.
            Err(stop) => tracing::debug!("how {} went isn't written down: {stop:?}", row.name),
        }
    }
}
