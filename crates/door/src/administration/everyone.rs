//! Ending everybody's sessions at once: every account begins a new epoch, and what was made in the one before
//! counts no more, on any node.

use domain::event::{Action, Event};
use domain::{Fault, Stop};
use store::{Batch, Statement, statements, values};

use crate::Actor;
use crate::house::Door;
use crate::rights::Verb;

statements! {
    of crate::account::table::TABLE;
    sweep LIVING = "SELECT
        (SELECT count(*) FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.expires > $1
            AND s.seen + s.idle > $1 AND a.epoch = s.epoch AND a.enabled = 1),
        (SELECT count(*) FROM pending_sign_ins p JOIN accounts a ON a.id = p.account WHERE p.expires > $1
            AND a.epoch = p.epoch AND a.enabled = 1)";
    clear NEXT_EPOCH = "UPDATE accounts SET epoch = epoch + 1";
}

/// How much ended with everybody's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Everyones {
    pub sessions: i64,
    pub pending: i64,
}

impl std::fmt::Display for Everyones {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sessions: {}, pending: {}", self.sessions, self.pending)
    }
}

pub(crate) fn next_epoch() -> Statement {
    NEXT_EPOCH.bind([])
}

impl Door {
    /// Ends all sessions and pending sign-ins of everybody, and says how many there were.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed) to all but administrators.
    pub async fn end_everyones_sessions(&self, actor: &Actor) -> Result<Everyones, Stop> {
        let permit = self.may(actor, Verb::EndEveryonesSessions)?;
        let living = self.living().await?;
        let event = Event::site(Action::SessionEveryoneEnded).detail(living.to_string());
        let change = Batch::new().any(next_epoch());
        self.commit(permit.recording(self, &event), change).await?;
        Ok(living)
    }

    pub(crate) async fn living(&self) -> Result<Everyones, Fault> {
        let row = self.reader().row(LIVING.bind(values![self.now()])).await?;
        let mut row = row.ok_or_else(|| Fault::new("nothing was counted"))?;
        Ok(Everyones {
            sessions: row.int()?,
            pending: row.int()?,
        })
    }
}
