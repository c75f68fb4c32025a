//! Messages that leave as one: whatever is due at one address of an account and tells of something that happened.
//! So what follows from one act is one message, and so is what has happened again for a while.

use domain::ids::MessageId;

use super::table::Due;

/// What leaves together. There is at least one.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) first: Due,
    more: Vec<Due>,
}

impl Envelope {
    /// All that it holds, in the order in which it was made: the same each time that it is tried.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Due> + Clone {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The same in order of id, in which rows of a table are locked.
    pub(crate) fn by_id(&self) -> Vec<&Due> {
        let mut all: Vec<_> = self.all().collect();
        all.sort_by_key(|due| due.id);
        all
    }

    /// The same for the same rows, each time that they are tried, and another for others.
    pub(crate) fn id(&self) -> String {
        let mut id = [0; 16];
        for due in self.all() {
            for (byte, own) in id.iter_mut().zip(due.id.bytes()) {
                *byte ^= own;
            }
        }
        MessageId::from_bytes(id).to_string()
    }

    /// How often it was tried before. What has just come doesn't wait as long as what waits already.
    pub(crate) fn tries(&self) -> i64 {
        self.all().map(|due| due.tries).min().unwrap_or_default()
    }

    fn takes(&self, other: &Due) -> bool {
        let first = &self.first;
        first.tells
            && other.tells
            && first.account == other.account
            && first.channel == other.channel
            && first.address == other.address
    }
}

/// What is due, as it leaves.
pub(crate) fn packed(mut due: Vec<Due>) -> Vec<Envelope> {
    due.sort_by_key(|due| (due.made, due.id));
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
