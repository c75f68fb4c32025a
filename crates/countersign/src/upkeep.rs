//! Runs what recurs (`door::jobs`): each job when it is due and apart from all others, so that however long one
//! takes or often it fails, what was written is sealed in time.

use std::collections::HashMap;
use std::pin::pin;
use std::time::Duration;

use domain::{Fault, Span};
use door::Door;
use door::jobs::{Due, Job, Ran, Schedule};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use crate::server::until;

/// How long the end waits for other nodes to be told that they may take what this one held.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long what queued a message has for its commit, before the message is looked for.
const COMMITTED: Span = Span::micros(200_000);

/// Runs all jobs until the end, and then writes what was only counted.
///
/// # Errors
/// None: what goes wrong is logged, and tried again later.
pub(crate) async fn run(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    let run = |due| {
        let door = door.clone();
        async move { door.run_job(due).await }
    };
    let queued = || door.message_queued();
    each_when_due(stopped, run, queued).await;
    door.write_all_counted().await;
    if timeout(PATIENCE, door.let_jobs_go()).await.is_err() {
        tracing::debug!("other nodes take this one's jobs once it has said nothing for a while");
    }
    Ok(())
}

/// Each in a task of its own, and none twice at once. The end cuts a run short between two of its batches, and
/// another node or the next start goes on from there.
async fn each_when_due<F, Q>(
    stopped: watch::Receiver<bool>,
    run: impl Fn(Due) -> F,
    queued: impl Fn() -> Q,
) where
    F: Future<Output = Ran> + Send + 'static,
    Q: Future<Output = ()>,
{
    let start = Instant::now();
    let (mut schedule, mut running, mut jobs) =
        (Schedule::default(), JoinSet::new(), HashMap::new());
    let mut end = pin!(until(stopped));
    loop {
        for due in schedule.due(since(start)) {
            jobs.insert(running.spawn(run(due)).id(), due.job);
        }
        let soonest = schedule.soonest().map(|due| start + due.to_std());
        tokio::select! {
            () = &mut end => break,
            () = sleep_until(soonest.unwrap_or(start)), if soonest.is_some() => {}
            () = queued() => schedule.hasten(Job::Outbox, since(start).plus(COMMITTED)),
            Some(done) = running.join_next_with_id() => {
                let (task, ran) = done.unwrap_or_else(|error| {
                    tracing::error!(event = "job-failed", "{error}");
                    (error.id(), Ran::Failed)
                });
                if let Some(job) = jobs.remove(&task) {
                    schedule.ended(job, since(start), ran);
                }
            }
        }
    }
    running.shutdown().await;
}

fn since(start: Instant) -> Span {
    Span::micros(i64::try_from(start.elapsed().as_micros()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    async fn long_in_the_third(minute: u64) -> Ran {
        tokio::time::sleep(MINUTE * if minute == 3 { 3 } else { 0 }).await;
        Ran::Well
    }

    /// Begins in each minute, by job, while one job never ends, one fails and one breaks.
    #[tokio::test(start_paused = true)]
    async fn each_runs_on_its_own_one_run_at_a_time_until_the_end() {
        let (stop, stopped) = watch::channel(false);
        let begun: Arc<Mutex<Vec<(u64, Job)>>> = Arc::default();
        let (start, told) = (Instant::now(), Arc::clone(&begun));
        let run = move |due: Due| {
            let told = Arc::clone(&told);
            async move {
                let minute = (start.elapsed() + MINUTE / 2).as_secs() / 60;
                told.lock().unwrap().push((minute, due.job));
                match due.job {
                    Job::Retention => std::future::pending().await,
                    Job::Sweep => Ran::Failed,
                    Job::Standby => panic!("broken"),
                    Job::AuditSeal => long_in_the_third(minute).await,
                    _ => Ran::Well,
                }
            }
        };
        let jobs = tokio::spawn(each_when_due(stopped, run, std::future::pending::<()>));
        tokio::time::sleep(MINUTE * 9 + MINUTE / 2).await;
        let of = |job: Job| {
            let all = begun.lock().unwrap();
            let of = all.iter().filter(|(_, one)| *one == job);
            of.map(|(minute, _)| *minute).collect::<Vec<_>>()
        };
        assert_eq!(of(Job::Clock), (1..=9).collect::<Vec<_>>());
        assert_eq!(of(Job::Standby), (0..=9).collect::<Vec<_>>());
        assert_eq!(of(Job::AuditSeal), [1, 2, 3, 6, 7, 8, 9]);
        assert_eq!(of(Job::Sweep), [1, 2, 4, 8]);
        assert_eq!(of(Job::Retention), [1]);
        stop.send_replace(true);
        jobs.await.unwrap();
        let last = begun.lock().unwrap().len();
        tokio::time::sleep(MINUTE * 30).await;
        assert_eq!(begun.lock().unwrap().len(), last);
    }
}
