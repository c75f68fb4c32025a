//! What gateways say of messages that have left.

use std::sync::Arc;

use domain::setting::{Settings, Value};
use domain::{Form, Refusal, Span, Stop};
use door::administration::{MessageState, MessageView, Report};
use door::outbox::Reported;
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{Does, Kept, unlock, unlock_some, written};

const CLI: Actor = Actor::COMMAND_LINE;

/// Two gateways that report, and one that doesn't.
fn gateways() -> Value {
    let gateway = |(name, field): (&str, &str)| {
        let mut gateway = Settings::default();
        gateway.set("name", Value::Text(name.to_owned()));
        gateway.set("report_field", Value::Text(field.to_owned()));
        let failed = ["failed", "undelivered"].map(str::to_owned);
        gateway.set("report_failed", Value::List(failed.into()));
        gateway
    };
    let all = [("one", "status"), ("two", "state"), ("silent", "")];
    Value::Tables(all.map(gateway).into())
}

async fn door(place: &Place, channel: &Arc<Kept>) -> Door {
    place
        .door_sending_with(Arc::clone(channel) as _, |config| {
            config.hashing_threads = 2;
            config.settings.set("text_message.gateway", gateways());
        })
        .await
}

/// A message to anna that has left; its id, and what makes a gateway believed.
async fn sent(place: &Place) -> (Door, (String, String)) {
    let channel = Kept::new(Does::Sends);
    let door = door(place, &channel).await;
    add(&door, "anna", false).await;
    unlock(&door, "anna").await;
    assert_eq!(door.send_messages().await.unwrap(), 1);
    (door, channel.reports().swap_remove(0))
}

/// That gateway says so of a message.
async fn say(
    door: &Door,
    (name, (id, mac)): (&str, &(String, String)),
    fields: &[(&str, &str)],
) -> Result<(), Stop> {
    let fields = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let (query, body) = (Form::default(), Form::new(fields.collect()));
    let report = Report {
        at: [name, id, mac],
        said: [&query, &body],
    };
    door.message_reported(&report).await
}

async fn view(door: &Door, id: &str) -> MessageView {
    door.message(&CLI, id.parse().unwrap()).await.unwrap()
}

async fn told(door: &Door) -> usize {
    let events = events(door, "anna").await;
    let told = events
        .iter()
        .filter(|one| *one == "message.undelivered failed");
    told.count()
}

/// How often the first gateway said that a message failed, and how often something else.
fn counted(door: &Door) -> [u64; 2] {
    let all = door.reported_messages();
    assert_eq!(all.len(), 4, "the silent one isn't counted: {all:?}");
    Reported::ALL.map(|said| {
        let one = all
            .iter()
            .find(|one| (&*one.gateway, one.said) == ("one", said));
        one.unwrap().times
    })
}

const FAILED: &[(&str, &str)] = &[("id", "17"), ("status", "undelivered")];
const DELIVERED: &[(&str, &str)] = &[("status", "delivered"), ("error", "failed")];

on_both! {
    async fn what_arrived_changes_nothing(place: Place) {
        let (door, message) = sent(&place).await;
        let before = testing::dump::dump(&place).await;
        for said in [DELIVERED, &[], &[("status", "")], &[("state", "failed")], &[("status", "FAILED")]] {
            say(&door, ("one", &message), said).await.unwrap();
        }
        say(&door, ("silent", &message), &[("", "failed"), ("status", "failed")]).await.unwrap();
        assert_eq!(testing::dump::dump(&place).await, before);
        assert_eq!(view(&door, &message.0).await.state, MessageState::Sent);
        assert_eq!(counted(&door), [0, 5]);
    }

    async fn what_did_not_arrive_is_told_once_with_its_gateway(place: Place) {
        let (door, message) = sent(&place).await;
        say(&door, ("one", &message), FAILED).await.unwrap();
        let seen = view(&door, &message.0).await;
        assert_eq!(seen.state, MessageState::Undelivered);
        assert_eq!(seen.why, "the gateway one says that it did not arrive");
        assert_eq!(told(&door).await, 1);
        let after = testing::dump::dump(&place).await;
        // Again, by another gateway, and too late otherwise.
        say(&door, ("one", &message), FAILED).await.unwrap();
        say(&door, ("two", &message), &[("state", "failed")]).await.unwrap();
        say(&door, ("one", &message), DELIVERED).await.unwrap();
        assert_eq!(testing::dump::dump(&place).await, after);
        assert_eq!(counted(&door), [1, 1]);
        let unsent = door::administration::Messages { sent: false, before: None, most: 9 };
        assert_eq!(door.messages(&CLI, unsent).await.unwrap().len(), 1, "it is listed with what didn't leave");
        assert!(written(&place).await.contains("did not arrive"));
    }

    async fn nobody_is_believed_who_was_not_told(place: Place) {
        let (door, (id, mac)) = sent(&place).await;
        let channel = Kept::new(Does::Sends);
        let other = self::door(&place, &channel).await;
        unlock_some(&other, 1).await;
        other.send_messages().await.unwrap();
        let (other, theirs) = channel.reports().swap_remove(0);
        let before = testing::dump::dump(&place).await;
        let mut wrong = vec![
            ("three", id.clone(), mac.clone()),
            ("", id.clone(), mac.clone()),
            ("One", id.clone(), mac.clone()),
            ("one", other, mac.clone()),
            ("one", id.clone(), theirs),
            ("one", id.to_uppercase(), mac.clone()),
            ("one", String::new(), mac.clone()),
            ("one", id.clone(), String::new()),
            ("one", id.clone(), format!("{mac}A")),
            ("one", "test".to_owned(), "test".to_owned()),
        ];
        for at in 0..mac.len() {
            let mut near = mac.clone().into_bytes();
            near[at] = if near[at] == b'A' { b'B' } else { b'A' };
            wrong.push(("one", id.clone(), String::from_utf8(near).unwrap()));
        }
        for (name, id, mac) in wrong {
            let came = say(&door, (name, &(id.clone(), mac.clone())), FAILED).await;
            assert_eq!(refusal(came), Refusal::NoSuch, "{name} {id} {mac}");
        }
        assert_eq!(testing::dump::dump(&place).await, before);
        assert_eq!(counted(&door), [0, 0]);
    }

    async fn what_is_swept_is_said_of_nothing(place: Place) {
        let (door, message) = sent(&place).await;
        place.clock().advance(Span::days(4));
        door.sweep().await.unwrap();
        assert_eq!(written(&place).await, "");
        say(&door, ("one", &message), FAILED).await.unwrap();
        assert_eq!((told(&door).await, counted(&door)), (0, [0, 0]));
    }

    async fn of_sixty_four_at_once_one_is_written(place: Place) {
        let (door, message) = sent(&place).await;
        let second = self::door(&place, &Kept::new(Does::Sends)).await;
        at_once(64, |n| {
            let (door, message) = (if n % 2 == 0 { door.clone() } else { second.clone() }, message.clone());
            async move {
                let name = if n % 3 == 0 { "two" } else { "one" };
                let said = [("status", "failed"), ("state", "failed")];
                match say(&door, (name, &message), &said).await {
                    Ok(()) | Err(Stop::Refused(Refusal::Busy)) => {}
                    Err(stop) => panic!("{stop:?}"),
                }
            }
        }).await;
        assert_eq!(told(&door).await, 1);
        let all = door.reported_messages().into_iter().chain(second.reported_messages());
        assert_eq!(all.map(|one| one.times).sum::<u64>(), 1);
    }

    async fn a_report_may_come_before_we_have_noted_that_the_message_left(place: Place) {
        let channel = Kept::new(Does::HangsOnce);
        let door = door(&place, &channel).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let sending = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        while channel.tried() == 0 {
            tokio::task::yield_now().await;
        }
        let message = channel.reports().swap_remove(0);
        say(&door, ("one", &message), FAILED).await.unwrap();
        assert_eq!(view(&door, &message.0).await.state, MessageState::Sending);
        channel.lets_go();
        assert_eq!(sending.await.unwrap().unwrap(), 1);
        assert_eq!(view(&door, &message.0).await.state, MessageState::Undelivered);
        assert_eq!(told(&door).await, 1);
    }

    async fn one_that_is_tried_again_may_arrive_all_the_same(place: Place) {
        let channel = Kept::new(Does::Hangs);
        let door = door(&place, &channel).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let dying = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        while channel.tried() == 0 {
            tokio::task::yield_now().await;
        }
        let message = channel.reports().swap_remove(0);
        say(&door, ("one", &message), FAILED).await.unwrap();
        dying.abort();
        place.clock().advance(Span::seconds(121));
        assert_eq!(view(&door, &message.0).await.state, MessageState::Waiting);
        // What waits is tried again anyhow, and nothing is said of it meanwhile.
        channel.does(Does::SendsAndFails);
        assert_eq!(door.send_messages().await.unwrap(), 0);
        say(&door, ("one", &message), FAILED).await.unwrap();
        let seen = view(&door, &message.0).await;
        assert_eq!((seen.state, &*seen.why), (MessageState::Waiting, "the connection breaks"));
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(3));
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(view(&door, &message.0).await.state, MessageState::Sent);
        assert_eq!(told(&door).await, 1);
        assert!(channel.reports().iter().all(|one| *one == message), "the address stays the same");
    }
}
