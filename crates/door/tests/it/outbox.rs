//! Messages: queued with what they tell of, sent by one node, tried again, given up, and never read by anybody.

use std::collections::BTreeSet;

use domain::{Refusal, Span};
use door::{Actor, Door};
use testing::people::*;
use testing::{Engine, Place, at_once, on_both};

use crate::audit::behind;

/// How many rows there are, and how many of them still have a body.
async fn rows(place: &Place) -> (i64, i64) {
    let sql = "SELECT count(*), count(body) FROM outbox";
    match place.engine() {
        Engine::Sqlite => place
            .sqlite()
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap(),
        Engine::Postgres => {
            let row = place.postgres().await.query_one(sql, &[]).await.unwrap();
            (row.get(0), row.get(1))
        }
    }
}

/// What stands in the table.
async fn written(place: &Place) -> String {
    in_table(place, "outbox").await
}

/// What stands in a table.
pub async fn in_table(place: &Place, table: &str) -> String {
    let all = testing::dump::dump(place).await;
    let head = format!("{table}: ");
    let lines = all.lines().skip_while(|line| !line.starts_with(&head));
    let rows = lines.skip(1).take_while(|line| line.starts_with(' '));
    rows.collect::<Vec<_>>().join("\n")
}

pub async fn unlock(door: &Door, name: &str) {
    door.unlock_account(&Actor::COMMAND_LINE, name)
        .await
        .unwrap();
}

/// A message to each of so many people: whoever is told of several things at once gets one.
pub async fn unlock_some(door: &Door, people: usize) {
    for n in 1..=people {
        let name = format!("person{n}");
        add(door, &name, false).await;
        unlock(door, &name).await;
    }
}

mod channel;
pub mod leaving;
mod listed;
mod reports;

pub use channel::{Does, Kept};

on_both! {
    async fn V6_3_7_an_owner_is_told_of_what_was_done_and_of_nothing_that_was_not(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].0, "anna");
        assert!(told[0].1.contains("Signed in from a new browser") && told[0].1.contains("192.0.2.1"), "{}", told[0].1);
        // What is refused tells nobody, and neither does a change of little weight.
        let wrong = door.add_email(&live, "not an address", &browser.seen).await;
        assert_eq!(refusal(wrong), Refusal::InvalidEmail);
        door.set_display_name(&live, "Anna", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
        door.set_language(&live, domain::Language::read("sv", &domain::Language::ALL).unwrap()).await.unwrap();
        let (id, code) = crate::emails::asked(&door, &channel, &live, "anna@example.org", &browser).await;
        door.confirm_email(&live, id, &code, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1);
        assert!(told[0].1.contains("E-postadress") && !told[0].1.contains("anna@example.org"), "{}", told[0].1);
    }

    async fn where_no_channel_works_nothing_is_kept(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let channel = Kept::new(Does::Sends);
        let later = place.door_sending(channel.clone()).await;
        later.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
    }

    async fn what_fails_is_tried_again_later_and_once_it_is_too_late_given_up(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(channel.tried(), 1, "it rests");
        place.clock().advance(Span::seconds(61));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried(), 2);
        place.clock().advance(Span::seconds(61));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried(), 2, "twice as long now");
        for _ in 0..80 {
            place.clock().advance(Span::minutes(61));
            door.send_messages().await.unwrap();
        }
        let tried = channel.tried();
        assert!((15..25).contains(&tried), "ever less often, down to each six hours for three days: {tried}");
        let given_up = events(&door, "anna").await.iter().filter(|e| *e == "message.given-up failed").count();
        assert_eq!(given_up, 1);
        channel.does(Does::Sends);
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
    }

    async fn what_will_never_arrive_is_given_up_at_once(place: Place) {
        let channel = Kept::new(Does::Refuses);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        assert!(events(&door, "anna").await.contains(&"message.given-up failed".to_owned()));
        place.clock().advance(Span::hours(2));
        door.send_messages().await.unwrap();
        assert_eq!(channel.tried(), 1);
    }

    async fn of_many_nodes_one_sends_each(place: Place) {
        let channel = Kept::new(Does::Sends);
        let mut doors = Vec::new();
        for _ in 0..4 {
            doors.push(place.door_sending(channel.clone()).await);
        }
        unlock_some(&doors[0], 30).await;
        let sent = at_once(16, |n| {
            let door = doors[n % 4].clone();
            async move { door.send_messages().await.unwrap() }
        }).await;
        assert_eq!(sent.iter().sum::<usize>(), 30);
        let ids = channel.ids();
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (30, 30));
    }

    async fn what_a_node_had_taken_that_died_goes_out_once_its_lease_is_over(place: Place) {
        let dying = Kept::new(Does::Hangs);
        let door = place.door_sending(dying.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        let hanging = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        while dying.tried() == 0 {
            tokio::task::yield_now().await;
        }
        hanging.abort();
        let other = Kept::new(Does::Sends);
        let node = place.door_sending(other.clone()).await;
        assert_eq!(node.send_messages().await.unwrap(), 0, "it is still another's");
        place.clock().advance(Span::seconds(121));
        assert_eq!(node.send_messages().await.unwrap(), 1);
    }

    async fn a_body_is_sealed_and_goes_once_it_is_sent_or_no_longer_worth_anything(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let reason = "telephone fell into the harbour";
        door.remove_user_factors(&Actor::COMMAND_LINE, "anna", None, reason).await.unwrap();
        let waiting = written(&place).await;
        assert!(!waiting.is_empty() && !waiting.contains("harbour"), "{waiting}");
        assert_eq!(rows(&place).await, (1, 1));
        door.send_messages().await.unwrap();
        assert!(channel.letters()[0].1.contains("harbour"));
        assert_eq!(rows(&place).await, (1, 0));
        // One that nobody sends lives no longer than it is worth something.
        unlock(&door, "anna").await;
        assert_eq!(rows(&place).await, (2, 1));
        place.clock().advance(Span::days(4));
        door.sweep().await.unwrap();
        assert_eq!(rows(&place).await, (0, 0));
    }

    async fn a_message_that_was_moved_says_nothing(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
            unlock(&door, name).await;
        }
        behind(&place, "UPDATE outbox SET body = (SELECT o.body FROM outbox o ORDER BY o.id LIMIT 1)").await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "its own row alone opens it");
    }
}
