//! Messages as those see them who run the server.

use domain::{Refusal, Span};
use door::administration::{MessageState, MessageView, Messages};
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

use super::{Does, Kept, rows, unlock_some};

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
        unlock_some(&door, 3).await;
        door.send_messages().await.unwrap();
        let waiting = listed(&door, false, 1).await;
        assert_eq!(waiting.len(), 3);
        for one in &waiting {
            assert_eq!((&one.account[..6], &*one.channel, &*one.address), ("person", "kept", ""));
            assert_eq!((one.state, one.tries, &*one.why), (MessageState::Waiting, 1, "the server is away"));
            let rest = one.next_try_micros.unwrap() - one.made_micros;
            assert_eq!(rest, Span::minutes(1).as_micros());
        }
        let all = door.waiting_messages().await.unwrap();
        assert_eq!((&*all[0].channel, all[0].messages, all.len()), ("kept", 3, 1));

        // The server is there again. It waits until its time, or until somebody says so.
        channel.does(Does::Sends);
        assert_eq!(door.send_messages().await.unwrap(), 0);
        let [one, two] = [0, 1].map(|at| waiting[at].id.parse().unwrap());
        door.retry_message(&CLI, one).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(refusal(door.retry_message(&CLI, one).await), Refusal::NoSuch);
        assert_eq!(refusal(door.drop_message(&CLI, one).await), Refusal::NoSuch);
        assert_eq!(door.message(&CLI, one).await.unwrap().state, MessageState::Sent);
        assert_eq!(listed(&door, false, 10).await.len(), 2);
        assert_eq!(listed(&door, true, 1).await.len(), 3);

        // What is dropped is sent no more, and nothing is left of it.
        assert_eq!(rows(&place).await, (3, 2));
        door.drop_message(&CLI, two).await.unwrap();
        assert_eq!(rows(&place).await, (3, 1));
        door.retry_messages(&CLI).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 1, "the third");
        let dropped = door.message(&CLI, two).await.unwrap();
        assert_eq!((dropped.state, &*dropped.why), (MessageState::GivenUp, "dropped by an administrator"));
        for (one, done) in [(0, "message.retried done"), (1, "message.dropped done")] {
            let told = events(&door, &waiting[one].account).await;
            assert!(told.contains(&done.to_owned()), "{told:?}");
        }
        assert_eq!(door.waiting_messages().await.unwrap()[0].messages, 0);
    }

    async fn what_is_being_sent_is_neither_retried_nor_dropped(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        unlock_some(&door, 3).await;
        door.send_messages().await.unwrap();
        channel.does(Does::Hangs);
        place.clock().advance(Span::minutes(2));
        let hanging = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        let sending = loop {
            let all = listed(&door, false, 10).await;
            if all.iter().all(|one| one.state == MessageState::Sending) {
                break all;
            }
            tokio::task::yield_now().await;
        };
        let id = sending[0].id.parse().unwrap();
        assert_eq!(refusal(door.retry_message(&CLI, id).await), Refusal::NoSuch);
        assert_eq!(refusal(door.drop_message(&CLI, id).await), Refusal::NoSuch);
        door.retry_messages(&CLI).await.unwrap();
        assert_eq!(door.message(&CLI, id).await.unwrap().state, MessageState::Sending);
        hanging.abort();
        let node = place.door_sending(Kept::new(Does::Sends)).await;
        assert_eq!(node.send_messages().await.unwrap(), 0, "what another has taken stays its own");
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
}
