//! That a session was used: what its owner reads in the list, and how long it lives without being used.

use domain::Span;
use store::Batch;

use super::table::{self, Session};
use crate::Visitor;
use crate::house::{Door, Upkeep};

impl Door {
    /// Notes a request of a session, at most once a minute, unless a page made it by itself.
    pub(crate) async fn note_seen(&self, session: &Session, seen: &Visitor) {
        let now = self.now();
        if !seen.renews || now.since(session.seen) <= Span::minutes(1) {
            return;
        }
        let note = table::seen(session.id, now, &seen.address.to_string(), &seen.agent);
        // Not being able to note a request is no reason to refuse it.
        if let Err(e) = Box::pin(self.commit(Upkeep::Seen, Batch::new().any(note))).await {
            tracing::warn!(request = %seen.request, "last-seen not written: {e:?}");
        }
    }
}
