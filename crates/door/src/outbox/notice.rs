//! Which events their owner is told of, and for how long that is worth telling.

use domain::event::{Event, MOST_DETAIL, Tells, clean};
use domain::ids::AccountId;
use domain::{Span, Timestamp};

use super::Matter;
use crate::Visitor;

/// A notice that can't be sent for so long says nothing any more that Recent activity doesn't say better.
const WORTH: Span = Span::days(3);

/// The notice of an event, to whom it goes, and until when; none where nobody is told.
pub(crate) fn of(
    event: &Event,
    seen: Option<&Visitor>,
    now: Timestamp,
) -> Option<(AccountId, Matter, Timestamp)> {
    let to = event
        .subject
        .filter(|_| event.action.tells() == Tells::Owner)?;
    let matter = Matter::Notice {
        action: event.action.word().to_owned(),
        outcome: event.outcome.as_str().to_owned(),
        kind: event.kind_word().to_owned(),
        detail: clean(&event.detail, MOST_DETAIL),
        at: now.micros(),
        address: seen
            .map(|seen| seen.address.to_string())
            .unwrap_or_default(),
    };
    Some((to, matter, now.plus(WORTH)))
}
