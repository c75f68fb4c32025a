//! Messages that wait, have left or were given up, for those who run the server; what stands in them is shown to
//! nobody.

mod view;

use domain::event::{Action, Event};
use domain::ids::MessageId;
use domain::{Fault, Refusal, Span, Stop, Timestamp};
use store::{Batch, Guard, Row, statements, values};

use crate::Actor;
use crate::house::Door;
use crate::outbox::Channels;
use crate::rights::Verb;

pub use view::{MessageState, MessageView};

/// The columns of a message, in the order in which [`MessageView::read`] takes them.
macro_rules! messages {
    ($which:literal) => {
        concat!(
            "SELECT o.id, o.account, a.name, o.channel, o.address, o.made, o.due, o.until, o.tries, o.leased, o.sent,
                CASE WHEN o.body IS NULL THEN o.dead END, o.why
            FROM outbox o JOIN accounts a ON a.id = o.account WHERE ",
            $which
        )
    };
}

statements! {
    of crate::outbox::table::TABLE;
    listing ALL_MESSAGES = messages!("o.made < $1 OR (o.made = $1 AND o.id < $2)
        ORDER BY o.made DESC, o.id DESC LIMIT $3");
    listing UNSENT = messages!("(o.made < $1 OR (o.made = $1 AND o.id < $2))
        AND (o.dead IS NOT NULL OR o.sent IS NULL)
        ORDER BY o.made DESC, o.id DESC LIMIT $3");
    keyed ONE = messages!("o.id = $1");
    sweep WAITING = "SELECT channel, count(*), min(made) FROM outbox WHERE body IS NOT NULL GROUP BY channel
        ORDER BY channel";
    write RETRY = "UPDATE outbox SET due = $2, leased = 0 WHERE id = $1 AND body IS NOT NULL AND leased <= $3";
    clear RETRY_ALL = "UPDATE outbox SET due = $1 WHERE body IS NOT NULL AND due > $1 AND leased <= $2";
    write DROP = "UPDATE outbox SET dead = $2, body = NULL, why = $3
        WHERE id = $1 AND body IS NOT NULL AND leased <= $4";
}

/// A place in the list of messages: just before this one.
#[derive(Clone, Copy, Debug)]
pub struct MessagePlace {
    /// When that message was made.
    pub made: Timestamp,
    /// Which of those of that moment it is.
    pub id: MessageId,
}

/// Which messages are listed.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    /// Whether those that have left are listed too, and not alone where they didn't arrive.
    pub sent: bool,
    /// Older than this one; none for the newest.
    pub before: Option<MessagePlace>,
    pub most: i64,
}

/// How many messages wait by one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMessages {
    /// The channel by which they go.
    pub channel: String,
    pub messages: i64,
    /// How long the oldest has waited.
    pub longest: Span,
}

impl Door {
    /// Messages, newest first, one page.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; when the database doesn't answer.
    pub async fn messages(&self, actor: &Actor, which: Messages) -> Result<Vec<MessageView>, Stop> {
        self.may_read(actor, Verb::Messages)?;
        let before = which.before.unwrap_or(MessagePlace {
            made: Timestamp::from_micros(i64::MAX),
            id: MessageId::from_bytes([0xff; 16]),
        });
        let most = which.most.clamp(1, 1_000);
        let these = if which.sent { &ALL_MESSAGES } else { &UNSENT };
        let page = these.bind(values![before.made, before.id, most]);
        let mut rows = self.reader().rows(page).await?;
        let now = self.shared_now();
        let views = rows.iter_mut().map(|row| MessageView::read(row, now));
        Ok(views.collect::<Result<_, _>>()?)
    }

    /// One message.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuch`]; when the database doesn't answer.
    pub async fn message(&self, actor: &Actor, id: MessageId) -> Result<MessageView, Stop> {
        self.may_read(actor, Verb::Message)?;
        let row = self.reader().row(ONE.bind(values![id])).await?;
        let mut row = row.ok_or(Refusal::NoSuch)?;
        Ok(MessageView::read(&mut row, self.shared_now())?)
    }

    /// Has a message that waits tried at once.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`Refusal::NoSuch`] where it has left, was given up, or is being sent.
    pub async fn retry_message(&self, actor: &Actor, id: MessageId) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::RetryMessage)?;
        let event = self
            .about_message(actor, id, Action::MessageRetried)
            .await?;
        let retry = RETRY.bind(values![id, self.now(), self.shared_now()]);
        let change = Batch::from(Guard::new(retry, Refusal::NoSuch));
        self.commit(permit.recording(self, &event), change).await
    }

    /// Has all messages that wait tried at once.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; when the database doesn't answer.
    pub async fn retry_messages(&self, actor: &Actor) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::RetryMessages)?;
        let change = Batch::new().any(RETRY_ALL.bind(values![self.now(), self.shared_now()]));
        let event = Event::site(Action::MessagesRetried);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Drops a message that hasn't left: what stood in it is gone.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`Refusal::NoSuch`] where it has left, was given up, or is being sent.
    pub async fn drop_message(&self, actor: &Actor, id: MessageId) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::DropMessage)?;
        let event = self
            .about_message(actor, id, Action::MessageDropped)
            .await?;
        let drop = DROP.bind(values![
            id,
            self.now(),
            "dropped by an administrator",
            self.shared_now()
        ]);
        let change = Batch::from(Guard::new(drop, Refusal::NoSuch));
        self.commit(permit.recording(self, &event), change).await
    }

    /// How many messages wait by each channel that there is here, or was, for metrics.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn waiting_messages(&self) -> Result<Vec<WaitingMessages>, Fault> {
        let now = self.now();
        let mut rows = self.reader().rows(WAITING.bind(values![])).await?;
        let read = |row: &mut Row| {
            Ok(WaitingMessages {
                channel: row.text()?,
                messages: row.int()?,
                longest: now.since(row.time()?),
            })
        };
        let mut waiting: Vec<WaitingMessages> =
            rows.iter_mut().map(read).collect::<Result<_, _>>()?;
        for channel in &self.memory::<Channels>().all {
            if waiting.iter().all(|one| one.channel != channel.name()) {
                waiting.push(WaitingMessages {
                    channel: channel.name().to_owned(),
                    messages: 0,
                    longest: Span::ZERO,
                });
            }
        }
        Ok(waiting)
    }

    async fn about_message(
        &self,
        actor: &Actor,
        id: MessageId,
        action: Action,
    ) -> Result<Event, Stop> {
        let message = self.message(actor, id).await?;
        Ok(Event::done(action, message.owner).detail(message.channel))
    }
}
