//! Sending what waits. Of several nodes one takes a message, by a guard, and what a node that died had taken
//! goes out once its lease is over: each leaves at least once, and twice only where a node ends between sending
//! and noting it, or nobody knows whether it has left.

use domain::event::{Action, Event};
use domain::{Fault, Refusal, Secret, Span, Stop, Timestamp};

use store::Batch;
use tokio::task::JoinSet;

use crate::audit;
use crate::house::Door;
use crate::house::Upkeep;
use crate::jobs::Job;
use crate::outbox::channel::{Letter, Undelivered};
use crate::outbox::table::{self, Due, Held};
use crate::outbox::{Addressee, Channels, Tried};

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
        if self.is_mute() {
            return Ok(sent);
        }
        loop {
            // In turn, so that neither keeps the other waiting, however much of it there is.
            let answered = self.answer_reset_requests().await;
            let due = table::due(self, AT_ONCE).await?;
            let (taken, left) = self.send_some(due).await?;
            sent = sent.saturating_add(left);
            if taken == 0 && !answered.as_ref().is_ok_and(|answered| *answered > 0) {
                return answered.map(|_| sent);
            }
        }
    }

    /// Sends these, some at the same time: how many nobody else had, and how many of them have left.
    async fn send_some(&self, due: Vec<Due>) -> Result<(usize, usize), Stop> {
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
    async fn send_message(&self, due: &Due) -> Result<bool, Stop> {
        let (held, take) = Held::take(self, due);
        self.commit(Upkeep::Sending, Batch::from(take)).await?;
        let came = self.deliver(due).await;
        let now = self.now();
        let channels = self.memory::<Channels>();
        let (tried, change) = match came {
            Ok(()) => (Tried::Sent, Batch::from(held.sent(now))),
            Err(Undelivered::Later(why)) => match next_try(due, now) {
                Some(at) => {
                    tracing::warn!(
                        event = "message-not-sent",
                        channel = due.channel,
                        tries = due.tries.saturating_add(1),
                        "a message was not sent, and is tried again: {why}"
                    );
                    (Tried::PutOff, Batch::from(held.later(at, &why)))
                }
                None => (Tried::GivenUp, self.given_up(due, &held, &why)),
            },
            Err(Undelivered::Never(why)) => (Tried::GivenUp, self.given_up(due, &held, &why)),
        };
        channels.count(&due.channel, tried);
        // What has left is noted however much is asked, or it would leave once more.
        self.commit_unhurried(change).await?;
        Ok(tried == Tried::Sent)
    }

    async fn deliver(&self, due: &Due) -> Result<(), Undelivered> {
        let channels = self.memory::<Channels>();
        let found = channels.all.iter().find(|one| one.name() == due.channel);
        let channel = found.ok_or_else(|| Undelivered::Later("no such channel here".into()))?;
        let unread = |fault: Fault| Undelivered::Never(fault.to_string());
        let matter = due.open(self).map_err(unread)?;
        let chosen = self.language(&due.language);
        let language = chosen.unwrap_or(self.config().language);
        let words = self.words(language, &due.zone);
        let config = self.config();
        let (subject, text) = matter.write(&Addressee {
            words: &words,
            account: &due.name,
            site: &config.site,
            origin: config.settings.text("public_url"),
        });
        let letter = Letter {
            id: due.id.to_string(),
            made: due.made,
            to: due.name.clone(),
            address: Some(due.address.clone()).filter(|address| !address.is_empty()),
            language,
            subject,
            text: Secret::new(text),
        };
        channel.send(&letter).await
    }

    fn given_up(&self, due: &Due, held: &Held, why: &str) -> Batch {
        let event = Event::failed(Action::MessageGivenUp, Some(due.account))
            .detail(format!("{}: {why}", due.channel));
        Batch::from(held.dead(self.now(), why)).add(audit::write::by_program(self, &event))
    }
}

/// When it is tried again; never once that would be too late to be worth anything.
fn next_try(due: &Due, now: Timestamp) -> Option<Timestamp> {
    let doublings = u32::try_from(due.tries).unwrap_or(u32::MAX).min(16);
    let rest = FIRST_REST.as_micros().saturating_mul(1 << doublings);
    let rest = Span::micros(rest).min(LONGEST_REST);
    Some(now.plus(rest)).filter(|at| *at < due.until)
}
