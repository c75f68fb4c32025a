//! Sending what waits. Of several nodes one takes a message, by a guard, and what a node that died had taken
//! goes out once its lease is over: each leaves at least once, and twice only where a node ends between sending
//! and noting it, or nobody knows whether it has left.

use domain::event::{Action, Event};
use domain::ids::MessageId;
use domain::{Fault, Refusal, Secret, Span, Stop, Timestamp};

use store::Batch;
use tokio::task::JoinSet;

use crate::audit;
use crate::house::Door;
use crate::house::Upkeep;
use crate::jobs::Job;
use crate::outbox::channel::{Letter, Undelivered};
use crate::outbox::months;
use crate::outbox::table::{self, Due, Held};
use crate::outbox::{
    Addressee, Channels, Envelope, Matter, Tried, WayToStop, numbers, packed, telling, texting,
};

/// How many are looked at together.
const AT_ONCE: i64 = Job::Outbox.row().at_once;

/// How many are on their way at the same time, so that one that takes long keeps no other waiting.
const TOGETHER: usize = 8;

/// How long after the first failure it is tried again; then after twice as long each time, up to six hours.
const FIRST_REST: Span = Span::minutes(1);
const LONGEST_REST: Span = Span::hours(6);

impl Door {
    /// Waits until a message is queued by this node; what queues it may not be committed yet.
    pub async fn message_queued(&self) {
        self.memory::<Channels>().queued.notified().await;
    }

    /// Sends what is due, until nothing is. How many have left.
    ///
    /// # Errors
    /// When the database doesn't answer; what was taken then is sent once its lease is over.
    pub async fn send_messages(&self) -> Result<usize, Stop> {
        let mut sent = 0_usize;
        if self.is_without_channels() {
            return Ok(sent);
        }
        loop {
            // In turn, so that neither keeps the other waiting, however much of it there is.
            let answered = self.answer_reset_requests().await;
            let due = table::due(self, AT_ONCE).await?;
            let (taken, left) = self.send_some(packed(due)).await?;
            sent = sent.saturating_add(left);
            if taken == 0 && !answered.as_ref().is_ok_and(|answered| *answered > 0) {
                return answered.map(|_| sent);
            }
        }
    }

    /// Sends these, some at the same time: how many nobody else had, and how many of them have left.
    async fn send_some(&self, due: Vec<Envelope>) -> Result<(usize, usize), Stop> {
        let (mut waiting, mut sending) = (due.into_iter(), JoinSet::new());
        let (mut taken, mut left, mut went) = (0_usize, 0_usize, Ok(()));
        loop {
            let room = TOGETHER.saturating_sub(sending.len());
            for message in waiting.by_ref().take(room) {
                let door = self.clone();
                sending.spawn(async move { door.send_message(&message).await });
            }
            let Some(came) = sending.join_next().await else {
                return went.map(|()| (taken, left));
            };
            let broken = |error| Err(Fault::because("a message", &error).into());
            match came.unwrap_or_else(broken) {
                Ok(has_left) => {
                    taken = taken.saturating_add(1);
                    left = left.saturating_add(has_left.into());
                }
                // Somebody else has it.
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
                // Those that are on their way are waited for, or they would leave once more.
                Err(stop) => {
                    went = went.and(Err(stop));
                    waiting = Vec::new().into_iter();
                }
            }
        }
    }

    /// Takes one and sends it; whether it has left.
    async fn send_message(&self, message: &Envelope) -> Result<bool, Stop> {
        let (held, take) = Held::take(self, message.by_id());
        let (mut of, mut unread) = (Vec::new(), Vec::new());
        for due in message.all() {
            match due.open(self) {
                Ok(matter) => of.push(matter),
                Err(_) => unread.push(due.id),
            }
        }
        let (way, link) = self.way_to_stop(message, &of).await?.unzip();
        let price = self.price(message, telling::stops(&of)).await?;
        // What is sent links to what is committed.
        let taken = Batch::new().all(take).many(link);
        let unpaid = self.commit_paid(&taken, price.as_ref()).await?;
        let mut again = next_try(message.tries(), self.now());
        let came = if let Some(wait) = unpaid {
            self.commit(Upkeep::Sending, taken).await?;
            again = self.now().plus(wait);
            let why = "as many text messages as may be were sent today";
            Err(Undelivered::Later(why.to_owned()))
        } else if of.is_empty() {
            Err(Undelivered::Never("it can't be read".to_owned()))
        } else {
            self.deliver(message, &of, way.as_ref()).await
        };
        let (tried, mut change) = self.what_came(message, &held, (came, again), &unread);
        let channel = &message.first.channel;
        if tried == Tried::Sent && message.first.goes_to_number() {
            change = change.add(months::count(channel, self.now()));
        }
        self.memory::<Channels>().count(channel, tried);
        // What has left is noted however much is asked, or it would leave once more.
        self.commit_unhurried(change).await?;
        Ok(tried == Tried::Sent)
    }

    /// What came of a message, or when it is tried again, and what is noted of that.
    fn what_came(
        &self,
        message: &Envelope,
        held: &Held,
        (came, again): (Result<(), Undelivered>, Timestamp),
        unread: &[MessageId],
    ) -> (Tried, Batch) {
        let now = self.now();
        let mut tried = Tried::GivenUp;
        let mut change = Batch::new();
        for due in message.by_id() {
            change = match &came {
                // What lies beside it leaves all the same.
                _ if unread.contains(&due.id) => {
                    change.merge(self.given_up(due, held, "it can't be read"))
                }
                Ok(()) => {
                    tried = Tried::Sent;
                    change.add(held.sent(due.id, now))
                }
                Err(Undelivered::Later(why)) if again < due.until => {
                    tried = Tried::PutOff;
                    change.add(held.later(due.id, again, why))
                }
                // Or by then it would be too late to be worth anything.
                Err(Undelivered::Later(why) | Undelivered::Never(why)) => {
                    change.merge(self.given_up(due, held, why))
                }
            };
        }
        if let (Tried::PutOff, Err(Undelivered::Later(why))) = (tried, &came) {
            tracing::warn!(
                event = "message-not-sent",
                channel = message.first.channel,
                tries = message.tries().saturating_add(1),
                "a message was not sent, and is tried again: {why}"
            );
        }
        (tried, change)
    }

    async fn deliver(
        &self,
        message: &Envelope,
        of: &[Matter],
        way: Option<&WayToStop>,
    ) -> Result<(), Undelivered> {
        let to = &message.first;
        let channels = self.memory::<Channels>();
        let found = channels.all.iter().find(|one| one.name() == to.channel);
        let channel = found.ok_or_else(|| Undelivered::Later("no such channel here".into()))?;
        let chosen = self.language(&to.language);
        let language = chosen.unwrap_or(self.config().language);
        let words = self.words(language, &to.zone);
        let config = self.config();
        let addressee = Addressee {
            words: &words,
            account: &to.name,
            site: &config.site,
            origin: config.settings.text("public_url"),
        };
        let (subject, text) = match numbers::enrolment_at(&to.address) {
            Some(_) => (
                String::new(),
                texting::write(of, &addressee, way, self.now()),
            ),
            None => telling::write(of, &addressee, way),
        };
        let letter = Letter {
            id: message.id(),
            made: to.made,
            to: to.name.clone(),
            address: self.address_of(to).await?,
            language,
            subject,
            text: Secret::new(text),
            report: self.report_of(&message.id()),
        };
        channel.send(&letter).await
    }

    /// Where a message goes, beyond whose it is.
    async fn address_of(&self, to: &Due) -> Result<Option<String>, Undelivered> {
        let number = if let Some(enrolment) = to.to_number() {
            self.number_of(to.account, enrolment).await
        } else if let Some(enrolment) = numbers::enrolment_at(&to.address) {
            self.told_number(to.account, enrolment).await
        } else {
            return Ok(Some(to.address.clone()).filter(|address| !address.is_empty()));
        };
        let number = number.map_err(|_| Undelivered::Later("its number can't be read".into()))?;
        let gone = || Undelivered::Never("its number is there no more".into());
        number.ok_or_else(gone).map(Some)
    }

    fn given_up(&self, due: &Due, held: &Held, why: &str) -> Batch {
        let event = Event::failed(Action::MessageGivenUp, Some(due.account))
            .detail(format!("{}: {why}", due.channel));
        Batch::new()
            .add(held.dead(due.id, self.now(), why))
            .add(audit::write::by_program(self, &event))
    }
}

/// When one is tried again that was tried so often before.
fn next_try(tries: i64, now: Timestamp) -> Timestamp {
    let doublings = u32::try_from(tries).unwrap_or(u32::MAX).min(16);
    let rest = FIRST_REST.as_micros().saturating_mul(1 << doublings);
    now.plus(Span::micros(rest).min(LONGEST_REST))
}
