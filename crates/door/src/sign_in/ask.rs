//! Asking, for a kind that has to before it can be answered: what is kept of it, what is sent, and what it costs are
//! one batch.

use domain::{Kind, Refusal, Stop};
use look::words::Words;
use store::Batch;

use super::answer::Answering;
use super::pending::Pending;
use super::sending::Sends;
use crate::Visitor;
use crate::account::table as accounts;
use crate::house::Door;
use crate::house::{Upkeep, Warrant};

impl Door {
    /// Asks somebody who is signing in.
    ///
    /// # Errors
    /// [`Refusal::AskedJustNow`], [`Refusal::Wait`]; [`Refusal::NoSuch`] where there is nothing to ask for;
    /// [`Refusal::KindOff`], [`Refusal::Suspended`], [`Refusal::Locked`] where what there is can't answer.
    pub async fn ask(
        &self,
        pending: &Pending,
        kind: &Kind,
        words: &Words,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        // Whoever is disabled meanwhile is sent nothing.
        let stands = [accounts::assert_live(pending.account, pending.epoch)];
        let stands = Batch::new().all(stands);
        self.ask_of(pending.into(), Upkeep::Asked, stands, kind, words, seen)
            .await
    }

    /// The same for whomever: by what it is permitted, and what has to stand still.
    pub(crate) async fn ask_of(
        &self,
        who: Answering<'_>,
        by: impl Warrant,
        stands: Batch,
        kind: &Kind,
        words: &Words,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let asks = self.factor(kind)?.asks().ok_or(Refusal::NoSuch)?;
        let (enrolments, shut) = self.asked_of(who, kind).await?;
        if let Some(shut) = shut {
            return Err(shut.refusal(kind).into());
        }
        let at = self.context(words, who.asker);
        let asking = asks.ask(&at, &enrolments).await?;
        let sends = Sends {
            to: who.account,
            kind,
            letters: &asking.send,
        };
        let change = stands.all(asking.keep);
        self.commit_sending(by, change, sends, seen).await
    }
}
