//! Messages that leave as one: whatever is due at one address of an account and tells of something that happened.
//! So what follows from one act is one message, and so is what has happened again for a while.

use domain::Fault;

use super::Matter;
use super::table::Due;
use crate::house::Door;

/// The most things that one message tells of, beside the first.
const MOST: usize = 19;

/// What leaves together. There is at least one.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) first: Due,
    more: Vec<Due>,
}

impl Envelope {
    /// All that it holds, what was due first before all.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Due> + Clone {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The same for the same, each time that it is tried.
    pub(crate) fn id(&self) -> String {
        match self.more.last() {
            None => self.first.id.to_string(),
            Some(last) => format!("{}.{}", self.first.id, last.id),
        }
    }

    /// How often it was tried before.
    pub(crate) fn tries(&self) -> i64 {
        self.all().map(|due| due.tries).max().unwrap_or_default()
    }

    /// What it is about.
    ///
    /// # Errors
    /// When something of it can't be read.
    pub(crate) fn open(&self, door: &Door) -> Result<Vec<Matter>, Fault> {
        self.all().map(|due| due.open(door)).collect()
    }

    fn takes(&self, other: &Due) -> bool {
        let first = &self.first;
        self.more.len() < MOST
            && first.tells
            && other.tells
            && first.account == other.account
            && first.channel == other.channel
            && first.address == other.address
    }
}

/// What is due, as it leaves.
pub(crate) fn packed(due: Vec<Due>) -> Vec<Envelope> {
    let mut all: Vec<Envelope> = Vec::new();
    for one in due {
        match all.iter_mut().find(|envelope| envelope.takes(&one)) {
            Some(envelope) => envelope.more.push(one),
            None => all.push(Envelope {
                first: one,
                more: Vec::new(),
            }),
        }
    }
    all
}
