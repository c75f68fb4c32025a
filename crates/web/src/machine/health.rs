//! `/healthz`: the process lives. `/readyz`: it can do its work, so that a balancer sends people.

use std::time::Duration;

use domain::{Span, Stop, Timestamp};
use door::Door;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::web::Web;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far the two clocks may be apart.
const APART: Span = Span::seconds(10);

pub(crate) async fn alive(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::text("ok\n"))
}

/// Requests are welcome: the schema fits, the database answers and takes changes, its clock is near ours.
pub(crate) async fn ready(asked: &Asked) -> Result<Answer, Stop> {
    let ((database, clock), standby) =
        tokio::join!(database(&asked.web), standby(asked.web.door()));
    let program = if asked.web.is_ready() {
        "ok"
    } else {
        "stopping"
    };
    let well = [database, clock, program].iter().all(|said| *said == "ok");
    let mut body = serde_json::json!({
        "ready": well,
        "database": database,
        "clock": clock,
        "program": program,
        // Told, and no reason to send people elsewhere: every node has the same one.
        "standby": standby,
    });
    if let (Some(seconds), Some(body)) = (asked.web.jumped(), body.as_object_mut()) {
        // Told, and no reason either: the clock may be right since.
        let said = format!("changed by {seconds} s within the last hour");
        body.insert("clock_jumped".to_owned(), said.into());
    }
    let status = if well { 200 } else { 503 };
    Ok(Answer::of("application/json", format!("{body}\n")).status(status))
}

/// What is the matter with the database, and with its clock.
async fn database(web: &Web) -> (&'static str, &'static str) {
    let door = web.door();
    let asking = async {
        let theirs = match door.database_clock().await {
            Ok(theirs) => theirs,
            Err(fault) => {
                tracing::warn!("not ready: {fault}");
                return ("error", "unknown");
            }
        };
        let database = match door.can_write().await {
            Ok(()) => "ok",
            Err(fault) => {
                tracing::warn!("not ready: {fault}");
                "takes no changes"
            }
        };
        (database, clock(door, theirs))
    };
    let asked = tokio::time::timeout(PATIENCE, asking).await;
    asked.unwrap_or(("no answer within 2 s", "unknown"))
}

/// Whether the synchronous standby that there was is still there.
async fn standby(door: &Door) -> &'static str {
    match tokio::time::timeout(PATIENCE, door.has_lost_its_standby()).await {
        Ok(Ok(false)) => "ok",
        Ok(Ok(true)) => "the synchronous standby is gone",
        Ok(Err(_)) | Err(_) => "unknown",
    }
}

fn clock(door: &Door, theirs: Option<Timestamp>) -> &'static str {
    let near = theirs.is_none_or(|theirs| {
        Span::micros(theirs.since(door.now()).as_micros().saturating_abs()) <= APART
    });
    if near {
        "ok"
    } else {
        "more than 10 s from the database's"
    }
}
