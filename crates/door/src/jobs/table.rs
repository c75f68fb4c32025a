//! The table of jobs, so that another process can tell how they go. A job of one node has one row, and whoever
//! holds it runs it; a job of each node has a row for each. A row says until when its node will say something
//! again: what is older is a node that is gone, and another may take the job.

use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Reader, Row, Schema, Statement, statements, values};

statements! {
    table "jobs" rank 3 swept by SWEEP;
    keyed FIND = "SELECT holder, held FROM jobs WHERE job = $1 AND node = $2";
    listing ALL_JOBS = "SELECT job, began, ended, result, failures, due, held FROM jobs ORDER BY job, node";
    write TAKE = "INSERT INTO jobs (job, node, holder, held, expires, began, ended, result, failures, due)
        VALUES ($1, $2, $3, $4, $5, $6, NULL, '', 0, NULL)
        ON CONFLICT (job, node) DO UPDATE SET holder = $3, held = $4, expires = $5, began = $6
        WHERE jobs.holder = $3 OR jobs.held <= $7 OR jobs.held > $8";
    write NOTE = "INSERT INTO jobs (job, node, holder, held, expires, began, ended, result, failures, due)
        VALUES ($1, $2, $3, $4, $5, $6, $9, $10, $11, $12)
        ON CONFLICT (job, node) DO UPDATE
        SET holder = $3, held = $4, expires = $5, began = $6, ended = $9, result = $10, failures = $11, due = $12
        WHERE jobs.holder = $3 OR jobs.held <= $7 OR jobs.held > $8";
    write LET_GO = "UPDATE jobs SET held = 0 WHERE job = $1 AND node = $2 AND holder = $3";
    clear SWEEP = "DELETE FROM jobs WHERE node IN
        (SELECT node FROM jobs WHERE expires < $1 LIMIT 500) AND expires < $1";
}

/// The table: a component of its own.
pub(crate) static SCHEMA: Schema = Schema {
    name: "jobs",
    tables: &[&TABLE],
    migrations: &["
CREATE TABLE jobs (
    job TEXT NOT NULL,
    node TEXT NOT NULL,
    holder TEXT NOT NULL,
    held INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER,
    result TEXT NOT NULL,
    failures INTEGER NOT NULL,
    due INTEGER,
    PRIMARY KEY (job, node)
) STRICT;
CREATE INDEX jobs_expires ON jobs (expires);
"],
    elsewhere: &[],
};

/// What a run that went well, and one that didn't, is called there.
pub(super) const OK: &str = "ok";
pub(super) const FAILED: &str = "failed";

/// Whose row it is, and from when to when that is said.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub job: &'static str,
    /// Empty for a job of one node.
    pub node: String,
    pub holder: String,
    pub now: Timestamp,
    pub until: Timestamp,
    /// No node could hold it for so long: what lies beyond was written by a clock that was ahead.
    pub beyond: Timestamp,
    pub expires: Timestamp,
}

/// How a run went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    pub began: Timestamp,
    pub ended: Timestamp,
    pub result: &'static str,
    pub failures: u32,
    pub due: Timestamp,
}

/// Takes a job, or goes on holding it; refused while another node holds it.
pub(super) fn take(hold: &Hold, began: Timestamp) -> Guard {
    let statement = TAKE.bind(values![
        hold.job,
        hold.node.as_str(),
        hold.holder.as_str(),
        hold.until,
        hold.expires,
        began,
        hold.now,
        hold.beyond
    ]);
    Guard::new(statement, Refusal::ChangedMeanwhile)
}

/// Says how a run went, and goes on holding the job; nothing where another node has taken it meanwhile.
pub(super) fn note(hold: &Hold, note: &Note) -> Statement {
    NOTE.bind(values![
        hold.job,
        hold.node.as_str(),
        hold.holder.as_str(),
        hold.until,
        hold.expires,
        note.began,
        hold.now,
        hold.beyond,
        note.ended,
        note.result,
        i64::from(note.failures),
        note.due
    ])
}

/// Says that its node runs it no more, so that another may take it at once.
pub(super) fn let_go(hold: &Hold) -> Statement {
    LET_GO.bind(values![hold.job, hold.node.as_str(), hold.holder.as_str()])
}

/// Who holds a job of one node, and until when.
pub(super) async fn holder(
    reader: &Reader,
    job: &str,
) -> Result<Option<(String, Timestamp)>, Fault> {
    let row = reader.row(FIND.bind(values![job, ""])).await?;
    row.map(|mut row| Ok((row.text()?, row.time()?)))
        .transpose()
}

/// A row, as it is listed.
#[derive(Clone, Debug)]
pub(super) struct JobRow {
    pub job: String,
    pub began: Timestamp,
    pub ended: Option<Timestamp>,
    pub result: String,
    pub failures: i64,
    pub due: Option<Timestamp>,
    pub held: Timestamp,
}

impl JobRow {
    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            job: row.text()?,
            began: row.time()?,
            ended: row.maybe_time()?,
            result: row.text()?,
            failures: row.int()?,
            due: row.maybe_time()?,
            held: row.time()?,
        })
    }
}

pub(super) async fn all(reader: &Reader) -> Result<Vec<JobRow>, Fault> {
    let mut rows = reader.rows(ALL_JOBS.bind(values![])).await?;
    rows.iter_mut().map(JobRow::read).collect()
}
