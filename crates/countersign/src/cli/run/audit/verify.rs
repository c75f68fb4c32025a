//! `countersign audit verify`: what was done to the log, in one sentence.

use domain::Timestamp;
use door::audit::{Broken, Flaw, Seal, Unsealed, Verified};

use super::super::At;
use super::super::desk::{ACTOR, Desk};
use crate::cli::Stopped;
use crate::cli::tree::keeping::Verify;
use crate::data::Data;
use crate::seal_file::SealFile;

pub(super) async fn run(desk: &Desk, asked: Verify, at: &mut At<'_>) -> Result<(), Stopped> {
    let json = asked.form.json;
    // Read before the log is, which only grows.
    let mut noted = of_this_node(at)?;
    noted.extend(asked.noted);
    let verified = desk.door.verify_audit(&ACTOR, &noted).await;
    let verified = verified.map_err(|stop| desk.no(stop))?;
    if json {
        desk.json(at, &verified)?;
    }
    if let Some(broken) = &verified.broken {
        return Err(Stopped::Refused(sentence(desk, broken)));
    }
    if let Some(overdue) = &verified.overdue {
        return Err(Stopped::Refused(late(desk, overdue)));
    }
    if json {
        return Ok(());
    }
    tell(&verified, at)
}

/// What this node's own server noted, if one ran in this data folder.
fn of_this_node(at: &At<'_>) -> Result<Vec<Seal>, Stopped> {
    let path = Data::of(&at.loaded.settings).audit_seals();
    let shown = path.display().to_string();
    SealFile::new(path)
        .read()
        .map_err(|error| Stopped::Refused(format!("{shown} can't be read: {error}.")))
}

fn tell(verified: &Verified, at: &mut At<'_>) -> Result<(), Stopped> {
    let Verified {
        sealed,
        open,
        place,
        link,
        compared,
        swept,
        ..
    } = verified;
    at.say(&format!(
        "The audit log is intact: {sealed} events sealed, {open} newer ones not yet."
    ))?;
    match compared {
        0 => {}
        1 => at.say("One seal that was noted fits.")?,
        many => at.say(&format!("{many} seals that were noted fit."))?,
    }
    match swept {
        0 => {}
        1 => at.say("One noted seal is of events that were swept since, so nothing can be compared with it.")?,
        many => at.say(&format!(
            "{many} noted seals are of events that were swept since, so nothing can be compared with them."
        ))?,
    }
    if *place > 0 {
        at.say(&format!("The last seal is {place}:{link}"))?;
    }
    Ok(())
}

fn late(desk: &Desk, overdue: &Unsealed) -> String {
    format!(
        "Nothing that is there was changed, but events older than five minutes aren't sealed: {}, the oldest of {}; whoever can write to the database could have removed some unseen.",
        overdue.events,
        desk.moment(overdue.since())
    )
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
        (Flaw::PutBack, Some(event)) => format!(
            "it was put back to an earlier state and sealed anew; {event} hasn't the seal that was noted for its place"
        ),
        (Flaw::PutBack, None) => {
            "it was put back to an earlier state; a seal that was noted isn't in it".to_owned()
        }
    };
    format!("The audit log has been tampered with or damaged: {what}.")
}
