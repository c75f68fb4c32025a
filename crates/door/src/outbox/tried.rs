//! What came of the messages that this node has tried, since its start: for metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::Channels;
use crate::house::Door;

/// What came of trying a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tried {
    /// It has left, as far as the channel says.
    Sent,
    /// It is tried again later.
    PutOff,
    GivenUp,
}

impl Tried {
    /// Each of them, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Sent, Self::PutOff, Self::GivenUp];

    /// Its word in metrics.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::PutOff => "put-off",
            Self::GivenUp => "given-up",
        }
    }
}

/// How often a try by one channel came to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedMessages {
    /// The channel by which they went.
    pub channel: String,
    pub came: Tried,
    pub times: u64,
}

#[derive(Default)]
pub(super) struct Counts(Mutex<BTreeMap<(String, Tried), u64>>);

impl Channels {
    /// Counts a try by this channel.
    pub(crate) fn count(&self, channel: &str, came: Tried) {
        let mut all = self.tried.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = all.entry((channel.to_owned(), came)).or_default();
        *times = times.saturating_add(1);
    }
}

impl Door {
    /// What came of the messages that this node has tried, by each channel that it has.
    pub fn tried_messages(&self) -> Vec<TriedMessages> {
        let channels = self.memory::<Channels>();
        let all = channels
            .tried
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let of = |channel: &str, came| TriedMessages {
            channel: channel.to_owned(),
            came,
            times: all
                .get(&(channel.to_owned(), came))
                .copied()
                .unwrap_or_default(),
        };
        let names = channels.all.iter().map(|channel| channel.name());
        names
            .flat_map(|name| Tried::ALL.map(|came| of(name, came)))
            .collect()
    }
}
