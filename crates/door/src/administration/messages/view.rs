//! A message as it is listed.

use domain::ids::{AccountId, MessageId};
use domain::{Fault, Timestamp};
use serde::Serialize;
use store::Row;

use super::MessagePlace;

/// How a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageState {
    Waiting,
    /// A node has taken it a moment ago.
    Sending,
    Sent,
    /// It has left, and its gateway says that it didn't arrive.
    Undelivered,
    /// It was given up or dropped; `why` says which.
    GivenUp,
}

impl MessageState {
    /// As it is listed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Undelivered => "undelivered",
            Self::GivenUp => "given-up",
        }
    }
}

/// A message, but for what stands in it.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    pub id: String,
    /// The name of the account whose owner is told.
    pub account: String,
    /// By which channel it goes.
    pub channel: String,
    /// To which of the account's addresses; empty where the channel reaches the account itself.
    pub address: String,
    pub state: MessageState,
    /// When what it tells of happened.
    pub made_micros: i64,
    /// When it is tried next, while it waits.
    pub next_try_micros: Option<i64>,
    /// Until when it is worth sending.
    pub until_micros: i64,
    /// How often it was tried.
    pub tries: i64,
    /// Why it didn't leave when it was last tried, or who says that it didn't arrive; empty where nothing was wrong.
    pub why: String,
    #[serde(skip)]
    pub(super) owner: AccountId,
}

impl MessageView {
    /// Its place in the list, for the page that follows.
    pub fn place(&self) -> Option<MessagePlace> {
        Some(MessagePlace {
            made: Timestamp::from_micros(self.made_micros),
            id: self.id.parse().ok()?,
        })
    }

    pub(super) fn read(row: &mut Row, now: Timestamp) -> Result<Self, Fault> {
        let id: MessageId = row.id()?;
        let owner = row.id()?;
        let (account, channel, address) = (row.text()?, row.text()?, row.text()?);
        let (made, due, until) = (row.time()?, row.time()?, row.time()?);
        let (tries, leased) = (row.int()?, row.time()?);
        let (sent, dead) = (row.maybe_time()?, row.maybe_time()?);
        let state = match (sent, dead) {
            (Some(_), None) => MessageState::Sent,
            (Some(_), Some(_)) => MessageState::Undelivered,
            (None, Some(_)) => MessageState::GivenUp,
            (None, None) if leased > now => MessageState::Sending,
            (None, None) => MessageState::Waiting,
        };
        Ok(Self {
            id: id.to_string(),
            account,
            channel,
            address,
            state,
            made_micros: made.micros(),
            next_try_micros: (state == MessageState::Waiting).then(|| due.micros()),
            until_micros: until.micros(),
            tries,
            why: row.text()?,
            owner,
        })
    }
}
