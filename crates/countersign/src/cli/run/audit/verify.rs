//! `countersign audit verify`: what was done to the log, in one sentence.

use domain::Timestamp;
use door::audit::{Broken, Flaw, Verified};

use super::super::At;
use super::super::desk::{ACTOR, Desk};
use crate::cli::Stopped;

pub(super) async fn run(desk: &Desk, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let verified = desk.door.verify_audit(&ACTOR).await;
    let verified = verified.map_err(|stop| desk.no(stop))?;
    if json {
        desk.json(at, &verified)?;
    }
    if let Some(broken) = &verified.broken {
        return Err(Stopped::Refused(sentence(desk, broken)));
    }
    if json {
        return Ok(());
    }
    let Verified {
        sealed,
        open,
        place,
        link,
        ..
    } = verified;
    at.say(&format!(
        "Nothing was changed: {sealed} events are sealed, {open} newer ones not yet."
    ))?;
    if place > 0 {
        at.say(&format!("The last of {place} seals is {link}."))?;
    }
    Ok(())
}

fn sentence(desk: &Desk, broken: &Broken) -> String {
    let event = broken.event.as_ref().map(|id| {
        let at = broken.at.map(|at| desk.moment(Timestamp::from_micros(at)));
        format!("event {id} of {}", at.unwrap_or_default())
    });
    let event = event.as_deref();
    let missing = match broken.missing {
        Some(1) => "one event was removed".to_owned(),
        Some(missing) => format!("{missing} events were removed"),
        None => "one event or more were removed".to_owned(),
    };
    let what = match (broken.flaw, event) {
        (Flaw::Removed, Some(event)) => format!("{missing} before {event}"),
        (Flaw::Removed, None) => format!("{missing} at its end"),
        (Flaw::Changed, event) => format!(
            "{} is not what was written; it was changed, or put in before it was sealed",
            event.unwrap_or_default()
        ),
        (Flaw::Inserted, event) => format!(
            "{} was put in by something other than this program",
            event.unwrap_or_default()
        ),
        (Flaw::Moved, event) => format!("{} stands in another place", event.unwrap_or_default()),
        (Flaw::Record, _) => "where it begins or ends was changed".to_owned(),
    };
    format!("The audit log is not whole: {what}.")
}
