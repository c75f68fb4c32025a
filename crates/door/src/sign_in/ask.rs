//! Asking, for a kind that has to before it can be answered: what is kept of it, what is sent, and what it costs are
//! one batch.

use domain::{Form, Kind, Refusal, Stop};
use look::words::Words;
use store::Batch;

use super::answer::Answering;
use super::pending::Pending;
use crate::Visitor;
use crate::account::table as accounts;
use crate::house::Door;
use crate::house::{Upkeep, Warrant};
use crate::sending::Sends;

/// What is to be asked.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) kind: &'a Kind,
    /// What says by which enrolment.
    pub(crate) form: &'a Form,
    pub(crate) words: &'a Words,
}

impl Door {
    /// Asks somebody who is signing in, by the enrolment that the form names.
    ///
    /// # Errors
    /// [`Refusal::AskedJustNow`], [`Refusal::MessagesSpent`]; [`Refusal::NoSuch`] where there is nothing to ask for;
    /// [`Refusal::KindOff`], [`Refusal::Suspended`], [`Refusal::Locked`] where what there is can't answer.
    pub async fn ask(
        &self,
        pending: &Pending,
        kind: &Kind,
        form: &Form,
        words: &Words,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        // Whoever is disabled meanwhile is sent nothing.
        let stands = [accounts::assert_live(pending.account, pending.epoch)];
        let stands = Batch::new().all(stands);
        let what = Asked { kind, form, words };
        self.ask_of(pending.into(), Upkeep::Asked, stands, what, seen)
            .await
    }

    /// The same for whomever: by what it is permitted, and what has to stand still.
    pub(crate) async fn ask_of(
        &self,
        who: Answering<'_>,
        by: impl Warrant + Clone,
        stands: Batch,
        Asked { kind, form, words }: Asked<'_>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let asks = self.factor(kind)?.asks().ok_or(Refusal::NoSuch)?;
        let (enrolments, shut) = self.asked_of(who, kind).await?;
        if let Some(shut) = shut {
            return Err(shut.refusal(kind).into());
        }
        let at = self.context(words, who.asker);
        let asking = asks.ask(&at, &enrolments, form).await?;
        let sends = Sends {
            to: who.account,
            asker: who.asker,
            kind,
            letters: &asking.send,
            confirming: false,
        };
        let change = stands.all(asking.keep);
        self.commit_sending(by, change, sends, seen).await
    }
}
