//! `countersign jobs`.

use domain::Timestamp;
use door::jobs::JobView;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::Form;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(form: Form, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    let all = desk.door.jobs(&ACTOR).await.map_err(|s| desk.no(s))?;
    if form.json {
        return desk.json(at, &all);
    }
    if all.iter().all(|job| job.result == "none") {
        return at.say("No job has run yet. They run while \"countersign serve\" does.");
    }
    let rows: Vec<_> = all.iter().map(|job| row(&desk, job)).collect();
    let head = ["NAME", "EVERY", "LAST RUN", "RESULT", "NEXT RUN"];
    print::columns(at.out, head, &rows)
}

fn row(desk: &Desk, job: &JobView) -> [String; 5] {
    let moment = |micros: Option<i64>| micros.map(Timestamp::from_micros);
    let next = moment(job.next_run_micros).map(|at| desk.moment(at));
    [
        job.name.to_owned(),
        every(job.every_seconds),
        desk.maybe(moment(job.last_run_micros)),
        result(job),
        if job.overdue {
            "overdue".to_owned()
        } else {
            next.unwrap_or_default()
        },
    ]
}

fn every(seconds: i64) -> String {
    match seconds {
        3_600.. if seconds % 3_600 == 0 => format!("{} h", seconds / 3_600),
        60.. if seconds % 60 == 0 => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

fn result(job: &JobView) -> String {
    match job.result {
        "none" => return String::new(),
        "failed" => {}
        other => return other.to_owned(),
    }
    let mut said = "failed".to_owned();
    if job.failures > 1 {
        said.push_str(&format!(" {} times in a row", job.failures));
    }
    if job.nodes > 1 {
        said.push_str(&format!(" on {} of {} nodes", job.failing, job.nodes));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_written_in_their_largest_unit() {
        let written = [60, 3_600, 90, 900, 7_200, 30].map(every);
        assert_eq!(written, ["1 min", "1 h", "90 s", "15 min", "2 h", "30 s"]);
    }

    #[test]
    fn what_fails_says_how_often_and_on_how_many_nodes() {
        let mut job = JobView {
            name: "sweep",
            every_seconds: 60,
            at_once: 500,
            runs: "one-node",
            nodes: 1,
            last_run_micros: None,
            took_ms: None,
            result: "failed",
            failing: 1,
            failures: 1,
            next_run_micros: None,
            overdue: false,
        };
        assert_eq!(result(&job), "failed");
        job.failures = 3;
        assert_eq!(result(&job), "failed 3 times in a row");
        job.nodes = 4;
        assert_eq!(result(&job), "failed 3 times in a row on 1 of 4 nodes");
        job.result = "running";
        assert_eq!(result(&job), "running");
        job.result = "none";
        assert_eq!(result(&job), "");
    }
}
