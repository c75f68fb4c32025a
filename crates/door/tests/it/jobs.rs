//! What a server does by itself: each job on its own, on one node or on each, and until nothing is left.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use domain::Span;
use door::jobs::{Due, Job, JobView, Ran};
use door::{Actor, Door};
use testing::people::*;
use testing::{Engine, Place, at_once, on_both};

use crate::audit::catching_up::{count, pile_up};
use crate::audit::{behind, write};

/// One run of a job that has failed so often in a row.
pub async fn after(door: &Door, job: Job, failures: u32) -> Ran {
    door.run_job(Due { job, failures }).await
}

pub async fn run(door: &Door, job: Job) -> Ran {
    after(door, job, 0).await
}

async fn view(door: &Door, job: Job) -> JobView {
    let all = door.jobs(&Actor::COMMAND_LINE).await.unwrap();
    all.into_iter().find(|one| one.name == job.name()).unwrap()
}

/// Runs that went well, and that failed.
fn counted(door: &Door, job: Job) -> (u64, u64) {
    let all = door.job_counts();
    let one = all.iter().find(|one| one.name == job.name()).unwrap();
    (one.well, one.failed)
}

/// A session that is over, and an event that can be sealed.
async fn something_to_do(place: &Place, door: &Door) {
    add(door, "anna", false).await;
    session(door, "anna", &mut Browser::new("192.0.2.1")).await;
    pile_up(place, 0, 1_200).await;
    write(place, door, 0, 1).await;
    place.clock().advance(Span::minutes(3));
}

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// What is logged in this thread while that is done.
    async fn of<T>(done: impl Future<Output = T>) -> (T, String) {
        let log = Self::default();
        let kept = Arc::clone(&log.0);
        let make = move || log.clone();
        let lines = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(make)
            .finish();
        let guard = tracing::subscriber::set_default(lines);
        let done = done.await;
        drop(guard);
        let text = String::from_utf8(kept.lock().unwrap().clone()).unwrap();
        (done, text)
    }
}

on_both! {
    async fn a_table_that_cannot_be_swept_keeps_nothing_else_from_running(place: Place) {
        let door = place.door().await;
        something_to_do(&place, &door).await;
        // It comes before the sessions.
        behind(&place, "ALTER TABLE known_browsers RENAME TO lost").await;
        assert_eq!(run(&door, Job::Sweep).await, Ran::Failed);
        assert_eq!(count(&place, "sessions").await, 1, "all other tables are swept");
        for job in Job::ALL.iter().filter(|job| **job != Job::Sweep) {
            assert_eq!(run(&door, *job).await, Ran::Well, "{job:?}");
            assert_eq!((view(&door, *job).await.result, counted(&door, *job)), ("ok", (1, 0)), "{job:?}");
        }
        assert_eq!(door.unsealed_events().await.unwrap(), None);
        let begun = place.now();
        assert_eq!(after(&door, Job::Sweep, 1).await, Ran::Failed);
        let failing = view(&door, Job::Sweep).await;
        assert_eq!((failing.result, failing.failures, failing.nodes, failing.failing), ("failed", 2, 1, 1));
        assert_eq!(failing.next_run_micros, Some(begun.plus(Span::minutes(2)).micros()));
        assert_eq!(counted(&door, Job::Sweep), (0, 2));

        behind(&place, "ALTER TABLE lost RENAME TO known_browsers").await;
        assert_eq!(after(&door, Job::Sweep, 2).await, Ran::Well);
        let mended = view(&door, Job::Sweep).await;
        assert_eq!((mended.result, mended.failures, counted(&door, Job::Sweep)), ("ok", 0, (1, 2)));
    }

    async fn what_cannot_be_sealed_keeps_nothing_else_from_running(place: Place) {
        let door = place.door().await;
        something_to_do(&place, &door).await;
        behind(&place, "ALTER TABLE audit_chain RENAME TO lost").await;
        assert_eq!(run(&door, Job::AuditSeal).await, Ran::Failed);
        assert_eq!(run(&door, Job::Sweep).await, Ran::Well);
        assert_eq!(count(&place, "sessions").await, 1);
        assert_eq!(view(&door, Job::AuditSeal).await.result, "failed");
    }

    async fn one_with_a_backlog_runs_until_it_has_none(place: Place) {
        let door = place.door().await;
        something_to_do(&place, &door).await;
        pile_up(&place, 700, 0).await;
        assert_eq!(run(&door, Job::Sweep).await, Ran::Well);
        assert_eq!(count(&place, "sessions").await, 1);
        assert_eq!(run(&door, Job::AuditSeal).await, Ran::Well);
        assert_eq!(door.unsealed_events().await.unwrap(), None);
        place.clock().advance(Span::days(401));
        assert!(count(&place, "events").await > 700);
        assert_eq!(run(&door, Job::Retention).await, Ran::Well);
        assert_eq!(count(&place, "events").await, 0);
    }

    async fn of_many_nodes_at_once_one_runs_what_one_does_for_all(place: Place) {
        let mut doors = Vec::new();
        for _ in 0..8 {
            doors.push(place.door().await);
        }
        for round in 0..3 {
            let nodes = doors.clone();
            let ran = at_once(64, move |n| {
                let door = nodes[n % 8].clone();
                async move { (n % 8, run(&door, Job::Retention).await) }
            }).await;
            assert!(ran.iter().all(|(_, ran)| *ran != Ran::Failed), "{ran:?}");
            let nodes: BTreeSet<_> = ran.iter().filter(|(_, ran)| *ran == Ran::Well).map(|(node, _)| *node).collect();
            assert_eq!(nodes.len(), 1, "{round}: {ran:?}");
            assert_eq!(view(&doors[0], Job::Retention).await.nodes, 1);
            // The one that holds it is gone.
            place.clock().advance(Span::hours(1));
        }
        // What each does for itself, each does.
        let ran = at_once(64, move |n| {
            let door = doors[n % 8].clone();
            async move { run(&door, Job::Clock).await }
        }).await;
        assert_eq!(ran, [Ran::Well; 64]);
        let door = place.door().await;
        // Here the database's clock isn't the test's.
        door.database_clock().await.unwrap();
        assert_eq!(view(&door, Job::Clock).await.nodes, 8);
    }

    async fn a_node_holds_a_job_while_it_lives_and_lets_go_when_it_is_gone(place: Place) {
        let [one, two] = [place.door().await, place.door().await];
        for minute in 0..=60 {
            assert_eq!(run(&one, Job::Sweep).await, Ran::Well, "{minute}");
            assert_eq!(run(&two, Job::Sweep).await, Ran::Elsewhere, "{minute}");
            place.clock().advance(Span::minutes(1));
        }
        // From here on it says nothing any more. It last did so at minute 60.
        place.clock().advance(Span::minutes(18));
        assert_eq!(run(&two, Job::Sweep).await, Ran::Elsewhere);
        assert!(!view(&two, Job::Sweep).await.overdue);
        place.clock().advance(Span::minutes(1));
        let gone = view(&two, Job::Sweep).await;
        assert!(gone.overdue && gone.nodes == 0 && gone.next_run_micros.is_none(), "{gone:?}");
        assert_eq!(run(&two, Job::Sweep).await, Ran::Well);
        assert_eq!(run(&one, Job::Sweep).await, Ran::Elsewhere, "it was only slow");
        // One that ends says so.
        two.let_jobs_go().await;
        assert_eq!(run(&one, Job::Sweep).await, Ran::Well);
        // One that believes that it holds it doesn't let go of another's.
        place.clock().advance(Span::hours(1));
        assert_eq!(run(&two, Job::Sweep).await, Ran::Well);
        one.let_jobs_go().await;
        assert_eq!(run(&one, Job::Sweep).await, Ran::Elsewhere);
    }

    async fn a_node_that_ends_while_a_run_is_written_down_lets_go_of_it(place: Place) {
        for round in 1..=20 {
            let door = place.door().await;
            let mut cut = Box::pin(run(&door, Job::Standby));
            while count(&place, "jobs WHERE job = 'standby'").await < round {
                let polled = poll_fn(|context| Poll::Ready(cut.as_mut().poll(context))).await;
                assert!(polled.is_pending(), "{round}: it was over before it was looked at");
            }
            drop(cut);
            door.let_jobs_go().await;
            assert_eq!(view(&door, Job::Standby).await.nodes, 0, "{round}");
        }
    }

    async fn what_a_clock_wrote_that_was_ahead_holds_no_job(place: Place) {
        let [one, two] = [place.door().await, place.door().await];
        place.clock().advance(Span::days(1));
        assert_eq!(run(&one, Job::Sweep).await, Ran::Well);
        place.clock().advance(Span::days(-1));
        assert_eq!(run(&two, Job::Sweep).await, Ran::Well);
        assert_eq!(run(&one, Job::Sweep).await, Ran::Elsewhere);
    }

    async fn nodes_that_are_gone_are_forgotten(place: Place) {
        let [one, two] = [place.door().await, place.door().await];
        for door in [&one, &two] {
            assert_eq!(run(door, Job::AuditSeal).await, Ran::Well);
        }
        assert_eq!(run(&one, Job::Sweep).await, Ran::Well);
        place.clock().advance(Span::minutes(60));
        assert_eq!(run(&one, Job::AuditSeal).await, Ran::Well);
        assert_eq!(view(&one, Job::AuditSeal).await.nodes, 1);
        assert_eq!(count(&place, "jobs WHERE job = 'audit-seal'").await, 2);
        place.clock().advance(Span::minutes(60));
        assert_eq!(run(&one, Job::Sweep).await, Ran::Well);
        assert_eq!(count(&place, "jobs WHERE job = 'audit-seal'").await, 1);
        assert_eq!(count(&place, "jobs WHERE job = 'sweep'").await, 1);
    }

    async fn jobs_that_find_nothing_write_every_ten_minutes(place: Place) {
        let door = place.door().await;
        door.database_clock().await.unwrap();
        let mut said: BTreeSet<(&str, Option<i64>)> = BTreeSet::new();
        let mut written = 0;
        let commits = (place.engine() == Engine::Sqlite).then(|| place.sqlite());
        let commits = || commits.as_ref().map(|database| -> i64 {
            database.query_row("PRAGMA data_version", [], |row| row.get(0)).unwrap()
        });
        for minute in 0..30 {
            let before = commits();
            for job in Job::ALL {
                assert_eq!(run(&door, *job).await, Ran::Well);
            }
            written += i32::from(commits() != before);
            let all = door.jobs(&Actor::COMMAND_LINE).await.unwrap();
            said.extend(all.iter().map(|job| (job.name, job.last_run_micros)));
            assert!(all.iter().all(|job| job.result == "ok" && !job.overdue), "{minute}: {all:?}");
            let next: Vec<_> = all.iter().filter_map(|job| job.next_run_micros).collect();
            assert!(next.len() == Job::ALL.len() && next.iter().all(|next| *next > place.now().micros()));
            place.clock().advance(Span::minutes(1));
        }
        assert_eq!(said.len(), Job::ALL.len() * 3, "{said:?}");
        if commits().is_some() {
            assert_eq!(written, 3, "minutes in which anything was written");
        }
    }
}

#[test]
fn a_job_that_fails_is_logged_with_how_often_and_when_it_is_tried_again() {
    testing::run(Engine::Sqlite, async |place: Place| {
        let door = place.door().await;
        let (ran, log) = Log::of(run(&door, Job::Sweep)).await;
        assert_eq!(
            (ran, log.contains("job-failed")),
            (Ran::Well, false),
            "{log}"
        );
        behind(&place, "ALTER TABLE known_browsers RENAME TO lost").await;
        let (_, log) = Log::of(after(&door, Job::Sweep, 3)).await;
        for part in [
            "WARN",
            "event=\"job-failed\"",
            "job=\"sweep\"",
            "failures=4",
            "tried again in 480 s",
            "event=\"sweep\" table=\"known_browsers\"",
        ] {
            assert!(log.contains(part), "{part} in {log}");
        }
        behind(&place, "ALTER TABLE lost RENAME TO known_browsers").await;
        let (_, log) = Log::of(after(&door, Job::Sweep, 4)).await;
        assert!(log.contains("event=\"job-recovered\""), "{log}");
        assert!(!log.contains("job-failed"), "{log}");
    });
}

#[test]
fn a_new_period_has_its_key_before_anybody_asks_for_it() {
    testing::run(Engine::Sqlite, async |place: Place| {
        let door = place.door().await;
        let rotated = "event=\"assertion-keys\"";
        let (ran, log) = Log::of(run(&door, Job::AssertionKeys)).await;
        assert_eq!((ran, log.contains(rotated)), (Ran::Well, false), "{log}");
        let present = door.assertion_keys()["keys"][1].clone();
        place.clock().advance(Span::days(30));
        let (_, log) = Log::of(run(&door, Job::AssertionKeys)).await;
        assert!(log.contains(rotated), "{log}");
        assert_eq!(door.assertion_keys()["keys"][0], present, "it still checks");
        let (_, log) = Log::of(run(&door, Job::AssertionKeys)).await;
        assert!(!log.contains(rotated), "{log}");
    });
}
