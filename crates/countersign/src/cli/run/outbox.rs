//! `countersign outbox`: the messages that wait, have left or were given up.

use domain::ids::MessageId;
use domain::{Refusal, Timestamp};
use door::administration::{MessageState, MessageView, Messages};

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::keeping::{Listed, Outbox, Which};
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

/// How many are read at once.
const PAGE: i64 = 1_000;

pub(super) async fn run(command: Outbox, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        Outbox::List(which) => list(&desk, &which, at).await,
        Outbox::Show { id, form } => show(&desk, &id, form.json, at).await,
        Outbox::Retry(Which { id, .. }) => retry(&desk, id.as_deref(), at).await,
        Outbox::Drop { id } => drop(&desk, &id, at).await,
    }
}

async fn list(desk: &Desk, which: &Listed, at: &mut At<'_>) -> Result<(), Stopped> {
    let mut all: Vec<MessageView> = Vec::new();
    loop {
        let read = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let most = which.limit.saturating_sub(read).min(PAGE);
        let page = Messages {
            sent: which.all,
            before: all.last().and_then(MessageView::place),
            most,
        };
        let page = desk.door.messages(&ACTOR, page).await;
        let page = page.map_err(|stop| desk.no(stop))?;
        let full = i64::try_from(page.len()).unwrap_or(0) == most;
        all.extend(page);
        if !full || i64::try_from(all.len()).unwrap_or(i64::MAX) >= which.limit {
            break;
        }
    }
    all.reverse();
    if which.form.json {
        return desk.json(at, &all);
    }
    if all.is_empty() {
        return at.say("No message waits.");
    }
    let moment = |micros| desk.moment(Timestamp::from_micros(micros));
    let row = |message: &MessageView| {
        [
            message.id.clone(),
            message.account.clone(),
            message.channel.clone(),
            message.state.word().to_owned(),
            moment(message.made_micros),
            message.next_try_micros.map(moment).unwrap_or_default(),
            message.tries.to_string(),
            message.why.clone(),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let head = [
        "ID", "ACCOUNT", "CHANNEL", "STATE", "MADE", "NEXT TRY", "TRIES", "WHY",
    ];
    print::columns(at.out, head, &rows)
}

async fn show(desk: &Desk, id: &str, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let message = desk.door.message(&ACTOR, read(desk, id)?).await;
    let message = message.map_err(|stop| desk.none(&called(id), stop))?;
    if json {
        return desk.json(at, &message);
    }
    let moment = |micros| desk.moment(Timestamp::from_micros(micros));
    let facts = [
        ("id", message.id),
        ("account", message.account),
        ("channel", message.channel),
        ("address", message.address),
        ("state", message.state.word().to_owned()),
        ("made", moment(message.made_micros)),
        (
            "next try",
            message.next_try_micros.map(moment).unwrap_or_default(),
        ),
        ("worth sending until", moment(message.until_micros)),
        ("tries", message.tries.to_string()),
        ("why", message.why),
    ];
    print::facts(at.out, &facts)
}

async fn retry(desk: &Desk, id: Option<&str>, at: &mut At<'_>) -> Result<(), Stopped> {
    let Some(id) = id else {
        let retried = desk.door.retry_messages(&ACTOR).await;
        retried.map_err(|stop| desk.no(stop))?;
        return at.say("All messages that wait are tried again within some seconds.");
    };
    let which = read(desk, id)?;
    waits(desk, id, which).await?;
    let retried = desk.door.retry_message(&ACTOR, which).await;
    retried.map_err(|stop| desk.none(&called(id), stop))?;
    at.say("The message is tried again within some seconds.")
}

async fn drop(desk: &Desk, id: &str, at: &mut At<'_>) -> Result<(), Stopped> {
    let which = read(desk, id)?;
    waits(desk, id, which).await?;
    let dropped = desk.door.drop_message(&ACTOR, which).await;
    dropped.map_err(|stop| desk.none(&called(id), stop))?;
    at.say("The message was dropped. It won't be sent.")
}

/// Says what there is instead of a message that waits.
async fn waits(desk: &Desk, id: &str, which: MessageId) -> Result<(), Stopped> {
    let message = desk.door.message(&ACTOR, which).await;
    let message = message.map_err(|stop| desk.none(&called(id), stop))?;
    let why = match message.state {
        MessageState::Waiting => return Ok(()),
        MessageState::Sending => "is being sent right now: look again in a minute",
        MessageState::Sent => "has left already",
        MessageState::Undelivered => "has left already, and did not arrive",
        MessageState::GivenUp => "was given up, and what stood in it is gone",
    };
    Err(Stopped::Refused(format!("The {} {why}.", called(id))))
}

fn called(id: &str) -> String {
    format!("message \"{}\"", id.escape_debug())
}

fn read(desk: &Desk, id: &str) -> Result<MessageId, Stopped> {
    let none = |_| desk.none(&called(id), Refusal::NoSuch.into());
    id.parse().map_err(none)
}
