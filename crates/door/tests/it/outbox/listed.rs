//! Messages as those see them who run the server, and to which addresses they go.

use std::collections::BTreeSet;

use domain::{Refusal, Span};
use door::administration::{MessageState, MessageView, Messages};
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

use super::{Does, Kept, rows, unlock, written};
use crate::audit::behind;

const CLI: Actor = Actor::COMMAND_LINE;

/// All that are listed, by pages of that many.
async fn listed(door: &Door, sent: bool, most: i64) -> Vec<MessageView> {
    let mut all: Vec<MessageView> = Vec::new();
    loop {
        let before = all.last().and_then(MessageView::place);
        let page = door
            .messages(&CLI, Messages { sent, before, most })
            .await
            .unwrap();
        assert!(page.len() <= usize::try_from(most).unwrap());
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

on_both! {
    async fn a_message_that_waits_says_why_and_is_retried_or_dropped(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        for _ in 0..2 {
            unlock(&door, "anna").await;
        }
        door.send_messages().await.unwrap();
        let waiting = listed(&door, false, 1).await;
        assert_eq!(waiting.len(), 2);
        for one in &waiting {
            assert_eq!((&*one.account, &*one.channel, &*one.address), ("anna", "kept", ""));
            assert_eq!((one.state, one.tries, &*one.why), (MessageState::Waiting, 1, "the server is away"));
            let rest = one.next_try_micros.unwrap() - one.made_micros;
            assert_eq!(rest, Span::minutes(1).as_micros());
        }
        let all = door.waiting_messages().await.unwrap();
        assert_eq!((&*all[0].channel, all[0].messages, all.len()), ("kept", 2, 1));

        // The server is there again. It waits until its time, or until somebody says so.
        channel.does(Does::Sends);
        assert_eq!(door.send_messages().await.unwrap(), 0);
        let [one, two] = [0, 1].map(|at| waiting[at].id.parse().unwrap());
        door.retry_message(&CLI, one).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(refusal(door.retry_message(&CLI, one).await), Refusal::NoSuch);
        assert_eq!(refusal(door.drop_message(&CLI, one).await), Refusal::NoSuch);
        assert_eq!(door.message(&CLI, one).await.unwrap().state, MessageState::Sent);
        assert_eq!(listed(&door, false, 10).await.len(), 1);
        assert_eq!(listed(&door, true, 1).await.len(), 2);

        // What is dropped is sent no more, and nothing is left of it.
        assert_eq!(rows(&place).await, (2, 1));
        door.drop_message(&CLI, two).await.unwrap();
        assert_eq!(rows(&place).await, (2, 0));
        door.retry_messages(&CLI).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 0);
        let dropped = door.message(&CLI, two).await.unwrap();
        assert_eq!((dropped.state, &*dropped.why), (MessageState::GivenUp, "dropped by an administrator"));
        let told = events(&door, "anna").await;
        for done in ["message.retried done", "message.dropped done"] {
            assert!(told.contains(&done.to_owned()), "{told:?}");
        }
        assert_eq!(door.waiting_messages().await.unwrap()[0].messages, 0);
    }

    async fn all_that_wait_are_retried_at_once_and_what_is_being_sent_is_left_alone(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        for _ in 0..3 {
            unlock(&door, "anna").await;
        }
        door.send_messages().await.unwrap();
        channel.does(Does::Hangs);
        place.clock().advance(Span::minutes(2));
        let hanging = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        let sending = loop {
            let all = listed(&door, false, 10).await;
            if let Some(one) = all.into_iter().find(|one| one.state == MessageState::Sending) {
                break one;
            }
            tokio::task::yield_now().await;
        };
        let id = sending.id.parse().unwrap();
        assert_eq!(refusal(door.retry_message(&CLI, id).await), Refusal::NoSuch);
        door.retry_messages(&CLI).await.unwrap();
        assert_eq!(door.message(&CLI, id).await.unwrap().state, MessageState::Sending);
        hanging.abort();
        let other = Kept::new(Does::Sends);
        let node = place.door_sending(other.clone()).await;
        assert_eq!(node.send_messages().await.unwrap(), 2);
    }

    async fn no_list_shows_what_stands_in_a_message(place: Place) {
        let door = place.door_sending(Kept::new(Does::Fails)).await;
        add(&door, "anna", false).await;
        door.remove_user_factors(&CLI, "anna", None, "telephone fell into the harbour").await.unwrap();
        door.send_messages().await.unwrap();
        let all = listed(&door, true, 10).await;
        let id = all[0].id.parse().unwrap();
        let shown = format!("{all:?} {:?}", door.message(&CLI, id).await.unwrap());
        assert!(shown.contains("anna") && !shown.contains("harbour"), "{shown}");
    }

    async fn each_confirmed_address_gets_a_message_of_its_own_and_no_other(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        let addresses = ["anna@example.org", "a.berg@example.net", "anna@home.example"];
        for (name, own) in [("anna", &addresses[..]), ("bea", &[])] {
            let new = door::administration::NewAccount {
                name: name.to_owned(),
                emails: own.iter().map(|one| (*one).to_owned()).collect(),
                ..Default::default()
            };
            door.add_account(&CLI, new).await.unwrap();
            unlock(&door, name).await;
        }
        let sent = door.send_messages().await.unwrap();
        assert_eq!(sent, 3, "{}", written(&place).await);
        let to: BTreeSet<String> = channel.letters().into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, addresses.map(str::to_owned).into());
        // One that nobody has confirmed gets nothing, and where none is left no row is written.
        behind(&place, "UPDATE emails SET confirmed = NULL WHERE address <> 'anna@home.example'").await;
        unlock(&door, "anna").await;
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(channel.letters()[0].0, "anna@home.example");
        let fourth = door::administration::NewAccount {
            name: "cilla".to_owned(),
            emails: (0..4).map(|n| format!("cilla{n}@example.org")).collect(),
            ..Default::default()
        };
        assert_eq!(refusal(door.add_account(&CLI, fourth).await), Refusal::TooMany(3));
    }
}
