//! What is sent once something was committed. A message is a row of the batch that it tells of, so that none is
//! sent of what didn't happen and none is forgotten of what did; a sender takes it from there.

pub(crate) mod channel;
mod envelope;
mod matter;
pub(crate) mod months;
pub(crate) mod muted;
pub(crate) mod notice;
pub(crate) mod numbers;
pub(crate) mod proven;
pub(crate) mod queue;
pub(crate) mod reports;
mod samples;
pub(crate) mod table;
pub(crate) mod telling;
pub(crate) mod texting;
mod told;
mod tried;

pub use channel::{Channel, Letter, Reaches, Sending, Undelivered};
pub(crate) use envelope::{Envelope, packed};
pub(crate) use matter::{Addressee, Matter};
pub(crate) use notice::Notice;
pub use reports::{Reported, ReportedMessages};
pub use samples::{Sample, samples};
pub(crate) use telling::WayToStop;
pub use tried::{Tried, TriedMessages};

use std::sync::Arc;

use domain::{Fault, Timestamp};
use factors::Goes;
use store::Statement;
use tokio::sync::Notify;

use crate::house::Door;
use queue::To;

/// The door's own texts: what stands in a message beside what events are called.
pub(crate) const TEXTS: look::words::Texts = look::texts!("outbox");

/// The ways by which messages leave here, and what tells the sender that one was queued.
#[derive(Default)]
pub(crate) struct Channels {
    pub(crate) all: Vec<Arc<dyn Channel>>,
    pub(crate) queued: Notify,
    /// What came of those that this node has tried.
    tried: tried::Counts,
    /// What gateways have told this node.
    reported: reports::Counts,
}

impl Channels {
    pub(crate) fn of(all: Vec<Arc<dyn Channel>>) -> Self {
        Self {
            all,
            ..Self::default()
        }
    }
}

impl Door {
    /// Whether no message to an account's owner would leave.
    pub(crate) fn is_mute(&self) -> bool {
        !self.reaches(Goes::ToAccount)
    }

    /// Whether no message at all would leave.
    pub(crate) fn is_without_channels(&self) -> bool {
        self.memory::<Channels>().all.is_empty()
    }

    /// Whether text messages leave here.
    pub fn texts(&self) -> bool {
        self.reaches(Goes::ToNumber)
    }

    /// Whether a message that goes there would leave.
    pub(crate) fn reaches(&self, there: Goes) -> bool {
        let mut all = self.memory::<Channels>().all.iter();
        all.any(|channel| match channel.reaches() {
            Reaches::Account => true,
            Reaches::Addresses => there != Goes::ToNumber,
            Reaches::Numbers => there == Goes::ToNumber,
        })
    }

    /// How many messages have left this month by ways that cost something for each.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sent_this_month(&self) -> Result<i64, Fault> {
        let mut sent = 0_i64;
        for channel in &self.memory::<Channels>().all {
            if channel.reaches() == Reaches::Numbers {
                let own = months::read(self.reader(), channel.name(), self.now()).await?;
                sent = sent.saturating_add(own);
            }
        }
        Ok(sent)
    }

    /// What sends what a factor asks by, as part of a batch. Of several to one number for the same question the newest
    /// leaves.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn queue_letter(
        &self,
        to: domain::ids::AccountId,
        asker: &factors::Asker,
        letter: &factors::Letter,
    ) -> Result<Vec<Statement>, Fault> {
        let (matter, until, now) = (Matter::of(letter), letter.until, self.now());
        match letter.goes {
            Goes::ToAccount => self.queue(to, &matter, until),
            Goes::ToAddress => self.queue_at(to, letter.target.expose(), &matter, until),
            Goes::ToNumber => {
                let number = table::number(self, letter.of, asker);
                let mut rows = vec![table::void(to, &number, now)];
                let reach = |one: &dyn Channel| one.reaches() != Reaches::Addresses;
                rows.extend(self.queue_where(reach, to, &number, &matter, until)?);
                Ok(rows)
            }
        }
    }

    /// Tells the sender that there is something to send, or something to answer by a message.
    pub(crate) fn something_to_send(&self) {
        self.memory::<Channels>().queued.notify_one();
    }

    /// What sends a matter to an account's owner, as part of a batch: one row a channel that works, or one for each
    /// address that it reaches, and none where none does, or old ones would go out in a flood the day that one does.
    /// It lives until then at most.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn queue(
        &self,
        to: domain::ids::AccountId,
        matter: &Matter,
        until: Timestamp,
    ) -> Result<Vec<Statement>, Fault> {
        let channels = self.memory::<Channels>();
        channels.queued.notify_one();
        let mut rows = Vec::new();
        for channel in &channels.all {
            let row = |at| queue::queue(self, to, channel.name(), at, matter, until);
            match channel.reaches() {
                Reaches::Account => rows.push(row(To::Account)?),
                Reaches::Addresses => {
                    for place in 0..domain::email::MOST {
                        rows.push(row(To::AddressInPlace(place))?);
                    }
                }
                Reaches::Numbers => {}
            }
        }
        Ok(rows)
    }

    /// Gives up what waits to go to an enrolment's number for this question.
    pub(crate) fn void_letter(
        &self,
        to: domain::ids::AccountId,
        of: domain::ids::EnrolmentId,
        asker: &factors::Asker,
    ) -> Statement {
        table::void(to, &table::number(self, of, asker), self.now())
    }

    /// The same to one address, whether it is the account's or not.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn queue_at(
        &self,
        to: domain::ids::AccountId,
        address: &str,
        matter: &Matter,
        until: Timestamp,
    ) -> Result<Vec<Statement>, Fault> {
        let reach = |one: &dyn Channel| one.reaches() != Reaches::Numbers;
        self.queue_where(reach, to, address, matter, until)
    }

    /// The same by such channels alone.
    fn queue_where(
        &self,
        reach: impl Fn(&dyn Channel) -> bool,
        to: domain::ids::AccountId,
        address: &str,
        matter: &Matter,
        until: Timestamp,
    ) -> Result<Vec<Statement>, Fault> {
        let channels = self.memory::<Channels>();
        channels.queued.notify_one();
        let all = channels.all.iter().filter(|one| reach(one.as_ref()));
        all.map(|channel| {
            let at = To::Address(address);
            queue::queue(self, to, channel.name(), at, matter, until)
        })
        .collect()
    }
}
