//! How the jobs go, for those who run the server.

use domain::{Span, Stop, Timestamp};
use serde::Serialize;

use super::hold::holds;
use super::job::{Job, Row, Runs};
use super::table::{self, JobRow};
use crate::Actor;
use crate::house::Door;
use crate::rights::verb::Verb;

/// A job, and how it goes on all nodes together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JobView {
    /// What it is called.
    pub name: &'static str,
    /// From one begin to the next.
    pub every_seconds: i64,
    /// How much is done in one batch.
    pub at_once: i64,
    /// `each-node` or `one-node`.
    pub runs: &'static str,
    /// Nodes that run it at present; those that are gone aren't counted.
    pub nodes: usize,
    /// When the last run that was written down ended, up to ten minutes ago where it goes on as it went; where it
    /// fails, the last one that failed.
    pub last_run_micros: Option<i64>,
    /// How long that one took.
    pub took_ms: Option<i64>,
    /// `ok`, `failed` on at least one node, `running` for minutes, or `none`.
    pub result: &'static str,
    /// How many nodes it fails on.
    pub failing: usize,
    /// The most failures in a row on any of them.
    pub failures: i64,
    /// When it runs next, on whichever node is first; none while it runs, or where it never ran.
    pub next_run_micros: Option<i64>,
    /// Whether it has run before, and no node says that it will again.
    pub overdue: bool,
}

impl Door {
    /// Every job, in the order of their table.
    ///
    /// # Errors
    /// [`domain::Refusal::NotAllowed`]; when the database doesn't answer.
    pub async fn jobs(&self, actor: &Actor) -> Result<Vec<JobView>, Stop> {
        self.may_read(actor, Verb::Jobs)?;
        let rows = table::all(self.reader()).await?;
        let now = self.shared_now();
        let view = |job: &Job| view(&job.row(), &rows, now);
        Ok(Job::ALL.iter().map(view).collect())
    }
}

fn view(job: &Row, rows: &[JobRow], now: Timestamp) -> JobView {
    let all: Vec<&JobRow> = rows.iter().filter(|row| row.job == job.name).collect();
    let living = |row: &&&JobRow| holds(job, row.held, now);
    let mut shown: Vec<&JobRow> = all.iter().filter(living).copied().collect();
    let nodes = shown.len();
    let overdue = nodes == 0 && !all.is_empty();
    if overdue {
        shown.extend(all.iter().copied().max_by_key(|row| row.ended));
    }
    let failing: Vec<&JobRow> = of(&shown, |row| row.result == table::FAILED);
    let running: Vec<&JobRow> = of(&shown, |row| !overdue && is_at_work(row));
    let told = if failing.is_empty() { &shown } else { &failing };
    let last = told.iter().copied().max_by_key(|row| row.ended);
    let result = match (failing.is_empty(), running.is_empty(), last) {
        (false, ..) => table::FAILED,
        (_, false, _) => "running",
        (.., Some(row)) if row.ended.is_some() => table::OK,
        _ => "none",
    };
    let waiting = shown.iter().filter(|row| !is_at_work(row));
    let next = waiting.filter_map(|row| next(job, row, now)).min();
    JobView {
        name: job.name,
        every_seconds: job.every.seconds_up(),
        at_once: job.at_once,
        runs: match job.runs {
            Runs::EachNode => "each-node",
            Runs::OneNode => "one-node",
        },
        nodes,
        last_run_micros: last.and_then(|row| row.ended).map(Timestamp::micros),
        took_ms: last.and_then(took),
        result,
        failing: failing.len(),
        failures: failing.iter().map(|row| row.failures).max().unwrap_or(0),
        next_run_micros: next.filter(|_| !overdue).map(Timestamp::micros),
        overdue,
    }
}

fn of<'a>(rows: &[&'a JobRow], which: impl Fn(&JobRow) -> bool) -> Vec<&'a JobRow> {
    rows.iter().copied().filter(|row| which(row)).collect()
}

/// Whether a run has begun and isn't over.
fn is_at_work(row: &JobRow) -> bool {
    row.ended.is_none_or(|ended| row.began > ended)
}

fn took(row: &JobRow) -> Option<i64> {
    let took = row.ended?.since(row.began).as_micros() / 1_000;
    (took >= 0).then_some(took)
}

/// When a row's node runs it next: as it was written, or since then as often as it has to.
fn next(job: &Row, row: &JobRow, now: Timestamp) -> Option<Timestamp> {
    let late = now.since(row.due?).as_micros();
    if late < 0 || row.failures > 0 {
        return row.due;
    }
    let times = late.checked_div(job.every.as_micros())?.saturating_add(1);
    let on = Span::micros(job.every.as_micros().saturating_mul(times));
    Some(row.due?.plus(on))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_000_000);

    /// A row by seconds after the start: began, ended, due, held; `-1` for none.
    fn row(result: &str, failures: i64, [began, ended, due, held]: [i64; 4]) -> JobRow {
        let at = |seconds: i64| START.plus(Span::seconds(seconds));
        let maybe = |seconds: i64| (seconds >= 0).then(|| at(seconds));
        JobRow {
            job: "sweep".to_owned(),
            began: at(began),
            ended: maybe(ended),
            result: result.to_owned(),
            failures,
            due: maybe(due),
            held: at(held),
        }
    }

    /// Result, nodes, failing, failures, then last and next run in seconds after the start.
    type Seen = (
        &'static str,
        usize,
        usize,
        i64,
        Option<i64>,
        Option<i64>,
        bool,
    );

    fn seen(rows: &[JobRow], now: i64) -> Seen {
        let view = view(&Job::Sweep.row(), rows, START.plus(Span::seconds(now)));
        let after = |micros: i64| Timestamp::from_micros(micros).since(START).seconds_up();
        (
            view.result,
            view.nodes,
            view.failing,
            view.failures,
            view.last_run_micros.map(after),
            view.next_run_micros.map(after),
            view.overdue,
        )
    }

    #[test]
    fn what_rows_say_together() {
        let well = row("ok", 0, [0, 2, 60, 900]);
        let other = row("ok", 0, [30, 31, 90, 900]);
        let fails = row("failed", 3, [0, 1, 241, 900]);
        let gone = row("failed", 9, [0, 1, 500, 90]);
        let working = row("ok", 0, [95, 2, 60, 900]);
        let first = row("", 0, [95, -1, -1, 900]);
        let ahead = row("ok", 0, [0, 2, 60, 90_000]);
        #[rustfmt::skip]
        let cases: [(&str, Vec<JobRow>, Seen); 9] = [
            ("nothing", vec![], ("none", 0, 0, 0, None, None, false)),
            ("it goes on as it went", vec![well.clone()], ("ok", 1, 0, 0, Some(2), Some(120), false)),
            ("on two nodes, the first of which is next", vec![well.clone(), other.clone()], ("ok", 2, 0, 0, Some(31), Some(120), false)),
            ("on one of two it fails", vec![other, fails], ("failed", 2, 1, 3, Some(1), Some(150), false)),
            ("one is gone", vec![well.clone(), gone.clone()], ("ok", 1, 0, 0, Some(2), Some(120), false)),
            ("all are gone", vec![gone], ("failed", 0, 1, 9, Some(1), None, true)),
            ("it runs for long", vec![working], ("running", 1, 0, 0, Some(2), None, false)),
            ("it runs for the first time", vec![first], ("running", 1, 0, 0, None, None, false)),
            ("what a clock wrote that was ahead holds nothing", vec![ahead], ("ok", 0, 0, 0, Some(2), None, true)),
        ];
        for (what, rows, expected) in cases {
            assert_eq!(seen(&rows, 100), expected, "{what}");
        }
    }

    #[test]
    fn what_fails_is_next_when_it_was_said() {
        let fails = row("failed", 1, [0, 1, 61, 900]);
        assert_eq!(seen(&[fails], 62).5, Some(61));
    }
}
