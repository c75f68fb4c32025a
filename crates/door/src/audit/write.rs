//! Writing events: within the batch of what they tell, or, for a refusal, in a batch of their own
//! before the answer leaves.

use domain::budget::bound::Bound;
use domain::event::{Action, Event, MOST_DETAIL, clean};
use domain::ids::EventId;
use store::{Batch, Statement};

use super::table::EventRow;
use crate::Visitor;
use crate::budget::addresses::network;
use crate::budget::buckets::of_unknown_name;
use crate::house::Door;
use crate::house::Upkeep;

fn row(door: &Door, event: &Event, actor: String, seen: Option<&Visitor>) -> EventRow {
    EventRow {
        id: EventId::new(door.random()),
        at: door.now(),
        actor,
        subject: event.subject,
        action: event.action.word().to_owned(),
        outcome: event.outcome.as_str().to_owned(),
        kind: event.kind_word().to_owned(),
        detail: clean(&event.detail, MOST_DETAIL),
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

pub(super) fn insert(door: &Door, row: &EventRow, fold: Option<String>) -> Statement {
    row.insert(door.reader(), door.random().array(), fold)
}

/// An event at sign-in or by somebody signed in; the actor is the subject.
pub(crate) fn by_visitor(door: &Door, event: &Event, seen: &Visitor) -> Vec<Statement> {
    let actor = event.subject.map(|id| id.to_string()).unwrap_or_default();
    by(door, event, actor, Some(seen))
}

/// An event by whoever acts, with what was seen of them: nothing of the command line.
pub(crate) fn by(
    door: &Door,
    event: &Event,
    actor: String,
    seen: Option<&Visitor>,
) -> Vec<Statement> {
    let mut written = vec![insert(door, &row(door, event, actor, seen), None)];
    written.extend(door.notices(event, seen));
    written
}

fn short(hash: Vec<u8>) -> String {
    data_encoding::HEXLOWER
        .encode(&hash)
        .chars()
        .take(18)
        .collect()
}

/// What anybody may cause as often as they like: one row a minute, address (IPv6: one /56) and subject,
/// counted. No actor, since nobody has shown who they are.
pub(crate) fn folded(door: &Door, event: &Event, seen: &Visitor, what: &str) -> Statement {
    let fold = fold_of(door, event, seen, what);
    insert(
        door,
        &row(door, event, String::new(), Some(seen)),
        Some(fold),
    )
}

fn fold_of(door: &Door, event: &Event, seen: &Visitor, what: &str) -> String {
    let address = short(
        door.reader()
            .keys()
            .audit
            .hash("address", &network(seen.address)),
    );
    let subject = event.subject.map(|id| id.to_string()).unwrap_or_default();
    fold(door, event, &format!("{address}:{subject}:{what}"))
}

/// The same under a name that no account has: of all names in one bucket, which stands there as a keyed
/// hash.
pub(crate) fn anonymous(door: &Door, event: &Event, seen: &Visitor, name: &str) -> Statement {
    let bucket = of_unknown_name(door.reader(), name);
    let bucket = short(
        door.reader()
            .keys()
            .audit
            .hash("unknown-name", bucket.bytes()),
    );
    let event = event.clone().detail(&bucket);
    folded(door, &event, seen, &bucket)
}

/// What somebody signed in may do as often as they like, for free: one row a minute, account and action,
/// counted, with what the first of them was.
pub(crate) fn free(door: &Door, event: &Event, seen: &Visitor) -> Statement {
    let actor = event.subject.map(|id| id.to_string()).unwrap_or_default();
    let fold = fold(door, event, &format!("free:{actor}"));
    insert(door, &row(door, event, actor, Some(seen)), Some(fold))
}

/// An event of the program's own, which nobody caused: one row a minute and account.
pub(crate) fn by_program(door: &Door, event: &Event) -> Statement {
    let subject = event.subject.map(|id| id.to_string()).unwrap_or_default();
    let fold = fold(door, event, &format!("program:{subject}"));
    insert(door, &row(door, event, String::new(), None), Some(fold))
}

/// What is counted in one row: all that has this in common, within as long as one row is for.
fn fold(door: &Door, event: &Event, common: &str) -> String {
    let long = Bound::Events.window().as_micros();
    let piece = door.now().micros().checked_div_euclid(long).unwrap_or(0);
    format!("{piece}:{common}:{}", event.action.word())
}

impl Door {
    /// A try from an address that has none left: one row a minute and address, whatever was tried and under
    /// whatever name.
    pub(crate) async fn record_spent(&self, action: Action, seen: &Visitor) {
        let event = Event::refused(action, None);
        let row = row(self, &event, String::new(), Some(seen));
        self.count(row, fold_of(self, &event, seen, "")).await;
    }

    /// Writes a refusal's event by itself, before the answer leaves. Failing to write it is logged:
    /// the refusal stands anyway.
    pub(crate) async fn record(&self, written: impl IntoIterator<Item = Statement>) {
        if let Err(e) = self.commit(Upkeep::Told, Batch::new().many(written)).await {
            tracing::error!("an event was not written: {e:?}");
        }
    }
}
