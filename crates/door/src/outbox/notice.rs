//! Which events their owner is told of, what is kept of one for that, and for how long it is worth telling.

use domain::event::{Action, Added, Event, How, MOST_DETAIL, Outcome, Tells, clean};
use domain::ids::{AccountId, SessionId};
use domain::{Kind, Span, Timestamp};
use look::words::Words;
use serde::{Deserialize, Serialize};

use super::Matter;
use crate::Visitor;
use crate::budget::addresses::network;

/// A notice that can't be sent for so long says nothing any more that Recent activity doesn't say better.
const WORTH: Span = Span::days(3);

/// Something that happened to an account. It holds nothing that whoever did it wrote, but for what they say of
/// their browser, of which a name from our own list is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    /// The word of its action.
    action: String,
    /// The word of its outcome.
    outcome: String,
    /// The factor's kind, or `password`; empty for neither.
    kind: String,
    /// An administrator's reason or a number of ours; empty for none.
    detail: String,
    /// When it happened: microseconds since 1970.
    at: i64,
    /// From where; empty on the command line.
    pub(super) address: String,
    /// The `User-Agent`; empty on the command line.
    pub(super) agent: String,
    /// The session that did it, or that it opened.
    pub(crate) by: Option<SessionId>,
    pub(crate) added: Option<Added>,
}

impl Notice {
    fn of(event: &Event, seen: Option<&Visitor>, now: Timestamp) -> Self {
        let says = says_detail(event.action);
        let detail = if says { event.detail.as_str() } else { "" };
        Self {
            action: event.action.word().to_owned(),
            outcome: event.outcome.as_str().to_owned(),
            kind: event.kind_word().to_owned(),
            detail: clean(detail, MOST_DETAIL),
            at: now.micros(),
            address: seen
                .map(|seen| seen.address.to_string())
                .unwrap_or_default(),
            agent: seen.map(|seen| clean(&seen.agent, 256)).unwrap_or_default(),
            by: event.by,
            added: event.added,
        }
    }

    /// What it tells of; none where a newer program wrote it.
    pub(crate) fn action(&self) -> Option<Action> {
        Action::read(&self.action)
    }

    pub(crate) const fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.at)
    }

    /// What repetitions of it have in common, which go into one message: what happened, and from where.
    pub(super) fn about(&self) -> String {
        let network = self.address.parse().map(network).unwrap_or_default();
        let network = data_encoding::HEXLOWER.encode(&network);
        format!("{} {} {network}", self.action, self.outcome)
    }

    /// The word by which its owner may have switched it off; empty where they can't.
    pub(super) fn switch(&self) -> &str {
        match self.action().map(Action::tells) {
            Some(Tells::IfWanted) => &self.action,
            _ => "",
        }
    }

    /// Whether its owner may stop what it tells of.
    pub(crate) fn can_be_stopped(&self) -> bool {
        self.action()
            .is_some_and(|action| action.how().contains(&How::NotMe))
    }

    /// The key of the text that says what happened.
    pub(crate) fn key(&self) -> Option<String> {
        let outcome = Outcome::read(&self.outcome)?;
        Some(self.action()?.text_key(outcome))
    }

    /// Whether it tells of the same, done by the same browser at the same address.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let apart = Self {
            at: self.at,
            by: self.by,
            added: self.added,
            ..other.clone()
        };
        *self == apart
    }

    /// What happened, in words.
    pub(super) fn told(&self, words: &Words) -> String {
        self.key()
            .map_or_else(|| self.action.clone(), |key| words.t(&key))
    }

    /// The kind that it is about, and its detail; empty for neither.
    pub(super) fn particulars(&self, words: &Words) -> String {
        let name = Kind::read(&self.kind)
            .map(|kind| format!("{kind}-name"))
            .filter(|key| words.has(key))
            .map(|key| words.t(&key));
        let is_reason = self
            .action()
            .is_some_and(|action| action.how().contains(&How::Reason));
        let detail = match is_reason {
            true => words.with("outbox-reason", &[("reason", &self.detail)]),
            false => self.detail.clone(),
        };
        let all = [name.unwrap_or_default(), detail];
        let all: Vec<_> = all.into_iter().filter(|text| !text.is_empty()).collect();
        all.join(" · ")
    }

    /// One as somebody may get it.
    pub(super) fn sample(action: Action, outcome: Outcome, at: Timestamp) -> Self {
        Self {
            action: action.word().to_owned(),
            outcome: outcome.as_str().to_owned(),
            kind: String::new(),
            detail: match action.how() {
                how if how.contains(&How::Reason) => "Telefonen ligger i hamnen",
                how if how.contains(&How::Detail) => "3",
                _ => "",
            }
            .to_owned(),
            at: at.micros(),
            address: "192.0.2.7".to_owned(),
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0".to_owned(),
            by: None,
            added: None,
        }
    }
}

/// Whether its detail stands in a message.
fn says_detail(action: Action) -> bool {
    let says = |how: &How| matches!(how, How::Detail | How::Reason);
    action.how().iter().any(says)
}

/// The notice of an event, to whom it goes, and until when.
pub(super) fn of(
    event: &Event,
    seen: Option<&Visitor>,
    now: Timestamp,
) -> Option<(AccountId, Matter, Timestamp)> {
    let notice = Notice::of(event, seen, now);
    Some((event.subject?, Matter::Notice(notice), now.plus(WORTH)))
}
