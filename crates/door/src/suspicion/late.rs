//! An answer that came late: its question had been asked before another one that was answered first, as in two
//! windows. It is asked for again without alarm, once; that browser's next answer that goes back is a copy's, for as
//! long as a question lives.

use domain::event::{Action, Event};
use domain::{Proof, Refusal, Stop};
use factors::{Enrolment, Suspicion, answers, late};
use store::{Batch, Statement};

use crate::house::Door;
use crate::house::Upkeep;
use crate::known::Known;
use crate::known::table as known_browsers;
use crate::{Visitor, audit};

/// What an answer that went back was.
pub(super) enum Came {
    /// Late, and the first of this browser.
    Late,
    /// The very same was sent before.
    Again,
    /// A copy's, or the owner's after a copy's.
    Back,
}

/// Whose answer it was, as budgets tell browsers apart: a known one, or all others together.
fn browser(known: Option<Known>) -> Vec<u8> {
    known.map_or(Vec::new(), |known| known.id.bytes().to_vec())
}

/// A right answer: the known browser that gave it may be late once more. One that nobody knows may be the copy's,
/// and another than the one that was late.
pub(crate) fn in_time(proofs: &[Proof], known: Option<Known>) -> Vec<Statement> {
    let answered = proofs.iter().filter_map(|proof| proof.enrolment);
    known.map_or_else(Vec::new, |by| {
        answered
            .map(|of| late::forget(of, &browser(Some(by))))
            .collect()
    })
}

impl Door {
    /// Whether an answer that went back only came late; the database decides who is believed.
    pub(super) async fn came(
        &self,
        of: &Enrolment,
        suspicion: &Suspicion,
        seen: &Visitor,
    ) -> Result<Came, Stop> {
        let last = answers::last_asked(self.reader(), of.id).await?;
        if last.is_none_or(|last| suspicion.signed.asked >= last) {
            return Ok(Came::Back);
        }
        let (reader, now) = (self.reader(), self.now());
        let known = known_browsers::find(reader, seen.known.as_ref(), of.account, now).await?;
        let event = Event::refused(Action::FactorLate, Some(of.account))
            .of_kind(&of.kind)
            .detail(&of.name);
        let believed = Batch::new()
            .all([
                suspicion.once.clone(),
                late::once(of.id, &browser(known), &of.kind, now),
            ])
            .many(audit::write::by_visitor(self, &event, seen));
        match self.commit(Upkeep::Asked, believed).await {
            Ok(()) => Ok(Came::Late),
            Err(Stop::Refused(Refusal::MaybeCopied(_))) => Ok(Came::Back),
            Err(Stop::Refused(_)) => Ok(Came::Again),
            Err(stop) => Err(stop),
        }
    }
}
