//! Writing events: within the batch of what they tell, or, for a refusal, in a batch of their own
//! before the answer leaves.

use domain::event::Event;
use domain::ids::{EventId, RequestId};
use store::{Batch, Statement};

use super::table::Kept;
use crate::house::Door;
use crate::{Actor, Visitor};

/// Cuts what came from outside, and takes control characters out of it (log injection: ASVS 16.4.1).
fn clean(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(most)
        .collect()
}

fn row(door: &Door, event: &Event, actor: String, seen: Option<&Visitor>) -> Kept {
    Kept {
        id: EventId::new(door.random()),
        at: door.now(),
        actor,
        subject: event.subject,
        action: event.action.to_owned(),
        outcome: event.outcome.as_str().to_owned(),
        kind: event
            .kind
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        detail: clean(&event.detail, 256),
        address: seen
            .map(|seen| seen.address.to_string())
            .unwrap_or_default(),
        agent: seen.map(|seen| clean(&seen.agent, 256)).unwrap_or_default(),
        request: seen
            .map(|seen| seen.request.to_string())
            .unwrap_or_default(),
        times: 1,
    }
}

/// An event at sign-in or by somebody signed in; the actor is the subject.
pub(crate) fn by_visitor(door: &Door, event: &Event, seen: &Visitor) -> Statement {
    let actor = event.subject.map(|id| id.to_string()).unwrap_or_default();
    row(door, event, actor, Some(seen)).insert(door.reader(), None)
}

/// An event by whoever acts.
pub(crate) fn by_actor(
    door: &Door,
    event: &Event,
    actor: &Actor,
    seen: Option<&Visitor>,
) -> Statement {
    let mut row = row(door, event, actor.written(), seen);
    if let (Actor::Account { request, .. }, true) = (actor, row.request.is_empty()) {
        row.request = RequestId::to_string(request);
    }
    row.insert(door.reader(), None)
}

/// A failure under a name that no account has: one row a minute, address and name, counted.
pub(crate) fn anonymous(door: &Door, event: &Event, seen: &Visitor, name: &str) -> Statement {
    let lookup = &door.reader().keys().audit;
    let short = |hash: Vec<u8>| {
        data_encoding::HEXLOWER
            .encode(&hash)
            .chars()
            .take(18)
            .collect::<String>()
    };
    let name = short(lookup.hash("unknown-name", name.as_bytes()));
    let address = short(lookup.hash("address", seen.address.to_string().as_bytes()));
    let minute = door.now().seconds().div_euclid(60);
    let mut row = row(door, event, String::new(), Some(seen));
    row.detail.clone_from(&name);
    row.insert(
        door.reader(),
        Some(format!("{minute}:{address}:{name}:{}", event.action)),
    )
}

impl Door {
    /// Writes a refusal's event by itself, before the answer leaves. Failing to write it is logged:
    /// the refusal stands anyway.
    pub(crate) async fn tell(&self, statement: Statement) {
        if let Err(e) = Batch::new().add(statement).commit(self.store()).await {
            tracing::error!("an event was not written: {e:?}");
        }
    }
}
