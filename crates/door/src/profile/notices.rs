//! Which messages somebody wants of what happens to their account. What is about who gets in isn't among them: that is
//! told always.

use domain::event::{Action, Event, Outcome, Tells};
use domain::{Refusal, Stop};
use store::Batch;

use crate::Visitor;
use crate::house::Door;
use crate::outbox::{muted, numbers};
use crate::rights::Verb;
use crate::session::live::LiveSession;

/// A message that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeSwitch {
    /// What it tells of.
    pub action: Action,
    /// Whether it is sent.
    pub on: bool,
}

impl NoticeSwitch {
    /// The key of the text that says what it tells of.
    pub fn key(&self) -> String {
        self.action.text_key(Outcome::Done)
    }

    /// As a form names it.
    pub const fn word(&self) -> &'static str {
        self.action.word()
    }
}

/// Whatever can be switched off, in the order of the table of events.
fn switches() -> impl Iterator<Item = Action> {
    let all = Action::ALL.iter().copied();
    all.filter(|action| action.tells() == Tells::IfWanted)
}

impl Door {
    /// The messages that can be switched off; none where none is sent.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn notice_switches(&self, live: &LiveSession) -> Result<Vec<NoticeSwitch>, Stop> {
        let (reader, own) = (self.reader(), live.account());
        let tells =
            !self.is_mute() || self.texts() && numbers::chosen(reader, own).await?.is_some();
        if !tells {
            return Ok(Vec::new());
        }
        let off = muted::of_account(reader, own).await?;
        let switch = |action| NoticeSwitch {
            action,
            on: !off.contains(&action),
        };
        Ok(switches().map(switch).collect())
    }

    /// Switches on those of these words, and off all others that can be.
    ///
    /// # Errors
    /// [`Refusal::UnknownChoice`] for a word of what is told always, or of nothing.
    pub async fn set_notices(
        &self,
        live: &LiveSession,
        on: &[&str],
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let all: Vec<_> = switches().collect();
        let knows = |word: &&str| all.iter().any(|action| action.word() == *word);
        if !on.iter().all(knows) {
            return Err(Refusal::UnknownChoice.into());
        }
        let is_off = |action: &Action| !on.contains(&action.word());
        let off: Vec<_> = all.iter().copied().filter(is_off).collect();
        let change = Batch::new().many(muted::set(live.account(), &off));
        let permit = self.own(live, Verb::SetNotices, seen).await?;
        let event = Event::done(Action::AccountNotices, live.account());
        self.commit(permit.recording(self, &event), change).await
    }
}
