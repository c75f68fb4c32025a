//! What is hashed of an event, and how events are linked: keyed, so that nobody makes a fitting one
//! without the audit key. Each part goes in with its length, so that none runs into the next.

use store::{Hash, Keys};

use super::table::EventRow;

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

/// Of an event's address and browser. Apart, and with a salt that is forgotten with them: what is
/// left in the event's own hash can't be guessed from then on.
pub(super) fn origin(keys: &Keys, of: &EventRow, salt: &[u8]) -> Hash {
    let parts = joined(&[salt, of.address.as_bytes(), of.agent.as_bytes()]);
    keys.audit.hash("event-origin", &parts)
}

/// Of an event. It is written with one as its count; the count it came to is sealed.
pub(super) fn event(keys: &Keys, of: &EventRow, origin: &[u8], times: i64) -> Hash {
    let subject = of.subject.map(|id| id.to_string()).unwrap_or_default();
    let parts = joined(&[
        of.id.bytes(),
        &of.at.micros().to_be_bytes(),
        of.actor.as_bytes(),
        subject.as_bytes(),
        of.action.as_bytes(),
        of.outcome.as_bytes(),
        of.kind.as_bytes(),
        of.detail.as_bytes(),
        of.request.as_bytes(),
        origin,
        &times.to_be_bytes(),
    ]);
    keys.audit.hash("event", &parts)
}

/// The link of an event: of the one before it, its place and its hash.
pub(super) fn link(keys: &Keys, before: &[u8], place: i64, event: &[u8]) -> Hash {
    let parts = joined(&[before, &place.to_be_bytes(), event]);
    keys.audit.hash("event-link", &parts)
}

/// Of where the chain ends.
pub(super) fn end(keys: &Keys, place: i64, link: &[u8]) -> Hash {
    let parts = joined(&[&place.to_be_bytes(), link]);
    keys.audit.hash("event-chain-end", &parts)
}

/// Of where the chain begins, and of the moment before which addresses are forgotten.
pub(super) fn start(keys: &Keys, place: i64, link: &[u8], forgotten: i64) -> Hash {
    let parts = joined(&[&place.to_be_bytes(), link, &forgotten.to_be_bytes()]);
    keys.audit.hash("event-chain-start", &parts)
}
