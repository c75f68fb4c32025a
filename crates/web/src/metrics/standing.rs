//! What is asked for when somebody looks.

use door::administration::WaitingMessages;
use door::jobs::JobCount;
use door::outbox::{ReportedMessages, TriedMessages};

/// What is asked for when somebody looks, instead of being counted.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// How many passwords are being hashed.
    pub(crate) hashing: usize,
    /// How many passwords wait to be hashed.
    pub(crate) waiting: usize,
    /// What all hashes have cost since the start, in KiB.
    pub(crate) hashed: u64,
    /// How many messages wait by each channel, and how many seconds the oldest has; none where the database didn't
    /// say.
    pub(crate) messages: Option<Vec<WaitingMessages>>,
    /// What came of the messages that this node has tried.
    pub(crate) tried: Vec<TriedMessages>,
    /// What gateways have told this node of messages.
    pub(crate) reported: Vec<ReportedMessages>,
    /// Events that aren't sealed, and the age of the oldest in seconds; none where the database didn't say.
    pub(crate) unsealed: Option<(i64, i64)>,
    /// How often each job was run here.
    pub(crate) jobs: Vec<JobCount>,
}
