//! Whether the audit log is sealed as fast as it is written.

use domain::Fault;
use door::audit::Unsealed;

use super::super::desk::Desk;
use super::check::{Check, sentence};

const AUDIT: &str = "audit-log";

pub(super) async fn inspect(desk: &Desk) -> Check {
    let overdue = desk.door.overdue_events().await;
    judge(overdue, |overdue| desk.moment(overdue.since()))
}

fn judge(overdue: Result<Option<Unsealed>, Fault>, moment: impl Fn(&Unsealed) -> String) -> Check {
    match overdue {
        Ok(None) => Check::ok(AUDIT, "No event has waited for its seal for too long."),
        Ok(Some(overdue)) => Check::wrong(
            AUDIT,
            format!(
                "Events older than five minutes that aren't sealed: {}, the oldest of {}; until they are, somebody who can write to the database could remove them unseen.",
                overdue.events,
                moment(&overdue)
            ),
            "Start \"countersign serve\", which seals them within a minute or two; where it runs, its log says why it can't.",
        ),
        Err(fault) => Check::wrong(
            AUDIT,
            sentence(fault),
            "Look at what is told of the database.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn an_event_that_waits_for_its_seal_too_long_is_wrong() {
        let late = Unsealed {
            events: 3,
            oldest: 5,
        };
        for (overdue, expected, says) in [
            (Ok(None), State::Ok, "No event"),
            (Ok(Some(late)), State::Wrong, "sealed: 3, the oldest of T5;"),
            (Err(Fault::new("gone")), State::Wrong, "gone."),
        ] {
            let check = judge(overdue, |late| format!("T{}", late.oldest));
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
        }
    }
}
