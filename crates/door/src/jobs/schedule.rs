//! When which job is due. It knows neither clock nor database: the present moment is passed in, as the time since
//! the server's start, which goes on evenly however the machine's clock is set.

use domain::Span;

use super::job::{First, Job};

/// How a run of a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    /// Everything that there was is done.
    Well,
    /// Something went wrong; it is logged already.
    Failed,
    /// Another node does it.
    Elsewhere,
}

/// A job that is to be run now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub job: Job,
    /// How often in a row it has failed.
    pub failures: u32,
}

/// When each job is due on this node.
#[derive(Debug)]
pub struct Schedule(Vec<Place>);

#[derive(Debug)]
struct Place {
    job: Job,
    /// When it runs next; none while it runs.
    due: Option<Span>,
    /// When it is to run once more, where that was said while it ran.
    again: Option<Span>,
    began: Span,
    failures: u32,
}

impl Default for Schedule {
    fn default() -> Self {
        let place = |job: &Job| Place {
            job: *job,
            due: Some(match job.row().first {
                First::AtOnce => Span::ZERO,
                First::Later => job.row().every,
            }),
            again: None,
            began: Span::ZERO,
            failures: 0,
        };
        Self(Job::ALL.iter().map(place).collect())
    }
}

impl Schedule {
    /// Which jobs are to be run now. Each is then at work until [`Schedule::ended`]: no job runs twice at once.
    pub fn due(&mut self, now: Span) -> Vec<Due> {
        let due = self.0.iter_mut().filter_map(|place| {
            place.due.filter(|due| *due <= now)?;
            (place.due, place.began) = (None, now);
            Some(Due {
                job: place.job,
                failures: place.failures,
            })
        });
        due.collect()
    }

    /// A job is to be run by then at the latest. One that is at work goes on, and runs once more: it may have looked for
    /// the last time already.
    pub fn hasten(&mut self, job: Job, at: Span) {
        for place in self.0.iter_mut().filter(|place| place.job == job) {
            match &mut place.due {
                Some(due) => *due = at.min(*due),
                None => place.again = Some(place.again.map_or(at, |again| again.min(at))),
            }
        }
    }

    /// A job has ended so; says when it is due again.
    pub fn ended(&mut self, job: Job, now: Span, ran: Ran) {
        for place in self.0.iter_mut().filter(|place| place.job == job) {
            let (row, again) = (job.row(), place.again.take());
            place.failures = match ran {
                Ran::Failed => place.failures.saturating_add(1),
                Ran::Well | Ran::Elsewhere => 0,
            };
            place.due = Some(match ran {
                Ran::Failed => now.plus(row.wait_after(place.failures)),
                Ran::Well | Ran::Elsewhere => {
                    let next = place.began.plus(row.every).max(now);
                    again.map_or(next, |again| again.min(next))
                }
            });
        }
    }

    /// When to look again; none while all are at work.
    pub fn soonest(&self) -> Option<Span> {
        self.0.iter().filter_map(|place| place.due).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(due: &[Due]) -> Vec<Job> {
        due.iter().map(|due| due.job).collect()
    }

    #[test]
    fn what_is_hastened_is_due_sooner_and_never_later_nor_twice() {
        let mut schedule = Schedule::default();
        let (start, second) = (Span::ZERO, Span::seconds(1));
        assert!(jobs(&schedule.due(start)).contains(&Job::Outbox));
        schedule.hasten(Job::Outbox, second);
        assert!(
            !jobs(&schedule.due(second)).contains(&Job::Outbox),
            "at work"
        );
        schedule.ended(Job::Outbox, second, Ran::Well);
        // It may have looked before that came.
        assert_eq!(jobs(&schedule.due(second)), [Job::Outbox]);
        schedule.ended(Job::Outbox, second, Ran::Well);
        schedule.hasten(Job::Outbox, Span::seconds(3));
        schedule.hasten(Job::Outbox, Span::seconds(5));
        assert!(!jobs(&schedule.due(Span::seconds(2))).contains(&Job::Outbox));
        assert!(jobs(&schedule.due(Span::seconds(3))).contains(&Job::Outbox));
    }

    /// The moments, in seconds, at which the job is begun, when each run lasts so long and ends so.
    fn begun(job: Job, runs: &[(i64, Ran)]) -> Vec<i64> {
        let mut schedule = Schedule::default();
        let (mut now, mut moments) = (Span::ZERO, Vec::new());
        for (lasts, ran) in runs {
            while !jobs(&schedule.due(now)).contains(&job) {
                now = now.plus(Span::seconds(1));
            }
            moments.push(now.seconds_up());
            now = now.plus(Span::seconds(*lasts));
            schedule.ended(job, now, *ran);
        }
        moments
    }

    #[test]
    fn what_only_looks_or_sends_runs_at_once_and_the_rest_after_its_interval() {
        let mut schedule = Schedule::default();
        let at_once = [Job::AssertionKeys, Job::Standby, Job::Outbox];
        assert_eq!(jobs(&schedule.due(Span::ZERO)), at_once);
        assert_eq!(schedule.due(Span::seconds(59)), []);
        let later = [Job::AuditSeal, Job::Sweep, Job::Retention, Job::Clock];
        assert_eq!(jobs(&schedule.due(Span::minutes(1))), later);
        assert_eq!(jobs(&schedule.due(Span::minutes(10))), [Job::Leaving]);
        assert_eq!(schedule.soonest(), None, "all are at work");
        assert_eq!(schedule.due(Span::days(1)), [], "no job twice at once");
    }

    /// What is shown, the job, its runs, and when each of them begins.
    type Case = (&'static str, Job, &'static [(i64, Ran)], &'static [i64]);

    #[test]
    fn a_job_is_due_as_the_table_says() {
        use Ran::{Elsewhere, Failed, Well};
        #[rustfmt::skip]
        let cases: [Case; 7] = [
            ("every minute, from one begin to the next", Job::Sweep, &[(5, Well), (0, Well), (59, Well), (0, Well)], &[60, 120, 180, 240]),
            ("a run that takes longer is followed at once", Job::Sweep, &[(150, Well), (0, Well), (0, Well)], &[60, 210, 270]),
            ("done elsewhere is asked again a minute later", Job::Sweep, &[(0, Elsewhere), (0, Elsewhere), (0, Well)], &[60, 120, 180]),
            ("failures wait longer and longer, from their end", Job::Sweep, &[(10, Failed), (0, Failed), (0, Failed), (0, Failed), (0, Failed), (0, Failed), (0, Failed)],
                &[60, 130, 250, 490, 970, 1_870, 2_770]),
            ("and begin anew after one that went well", Job::Sweep, &[(0, Failed), (0, Failed), (0, Well), (0, Failed), (0, Well)], &[60, 120, 240, 300, 360]),
            ("sealing is tried every minute whatever happens", Job::AuditSeal, &[(0, Failed), (0, Failed), (0, Failed), (0, Failed)], &[60, 120, 180, 240]),
            ("what is rare is tried again sooner", Job::AssertionKeys, &[(0, Failed), (0, Well), (0, Well)], &[0, 60, 3_660]),
        ];
        for (what, job, runs, moments) in cases {
            assert_eq!(begun(job, runs), moments, "{what}");
        }
    }

    #[test]
    fn one_that_fails_or_never_ends_keeps_no_other_waiting() {
        let mut schedule = Schedule::default();
        let mut runs = [0; 2];
        for second in 0..=600 {
            let now = Span::seconds(second);
            for Due { job, failures } in schedule.due(now) {
                match job {
                    // It never ends.
                    Job::Retention => runs[0] += 1,
                    Job::Sweep => {
                        assert!(failures < 5);
                        schedule.ended(job, now, Ran::Failed);
                    }
                    Job::AuditSeal => {
                        runs[1] += 1;
                        schedule.ended(job, now, Ran::Well);
                    }
                    _ => schedule.ended(job, now, Ran::Well),
                }
            }
        }
        assert_eq!(runs, [1, 10]);
    }
}
