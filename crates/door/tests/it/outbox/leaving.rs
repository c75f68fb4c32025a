//! To which addresses messages go, and what keeps none of them from leaving, or has one leave no more.

use std::collections::BTreeSet;

use domain::{Refusal, Secret, Span};
use door::administration::NewAccount;
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

use super::{Does, Kept, unlock, unlock_some, written};

const CLI: Actor = Actor::COMMAND_LINE;

/// An account with these addresses, confirmed.
pub async fn with_addresses(door: &Door, name: &str, addresses: &[&str]) {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        emails: addresses.iter().map(|one| (*one).to_owned()).collect(),
        ..NewAccount::default()
    };
    door.add_account(&CLI, new).await.unwrap();
}

on_both! {
    async fn each_address_gets_a_message_of_its_own_and_no_other(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        let addresses = ["anna@example.org", "a.berg@example.net", "anna@home.example"];
        for (name, own) in [("anna", &addresses[..]), ("bea", &[])] {
            with_addresses(&door, name, own).await;
            unlock(&door, name).await;
        }
        let sent = door.send_messages().await.unwrap();
        assert_eq!(sent, 3, "{}", written(&place).await);
        let to: BTreeSet<String> = channel.letters().into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, addresses.map(str::to_owned).into());
        let fourth = NewAccount {
            name: "cilla".to_owned(),
            emails: (0..4).map(|n| format!("cilla{n}@example.org")).collect(),
            ..NewAccount::default()
        };
        assert_eq!(refusal(door.add_account(&CLI, fourth).await), Refusal::TooMany(3));
    }

    async fn one_that_takes_long_keeps_no_other_waiting(place: Place) {
        let channel = Kept::new(Does::HangsOnce);
        let door = place.door_sending(channel.clone()).await;
        unlock_some(&door, 3).await;
        let sending = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        let mut sent = 0;
        while sent < 2 {
            sent += channel.letters().len();
            tokio::task::yield_now().await;
        }
        sending.abort();
    }

    async fn what_is_worth_nothing_any_more_is_not_sent(place: Place) {
        let channel = Kept::new(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        channel.does(Does::Sends);
        // Nobody has swept meanwhile.
        place.clock().advance(Span::days(3));
        assert_eq!(door.send_messages().await.unwrap(), 0);
    }

    async fn each_account_has_an_event_of_what_was_given_up(place: Place) {
        let door = place.door_sending(Kept::new(Does::Refuses)).await;
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
            unlock(&door, name).await;
        }
        door.send_messages().await.unwrap();
        for name in ["anna", "bea"] {
            let told = events(&door, name).await;
            assert!(told.contains(&"message.given-up failed".to_owned()), "{name}: {told:?}");
        }
    }

    async fn what_somebody_wrote_is_one_line_of_a_message(place: Place) {
        let channel = Kept::new(Does::Sends);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let reason = format!("lost\n\nCall 012-345\r\n{}", "x".repeat(400));
        door.remove_user_factors(&CLI, "anna", None, &reason).await.unwrap();
        door.send_messages().await.unwrap();
        let text = &channel.letters()[0].1;
        assert!(text.contains("lostCall 012-345x") && !text.contains(&"x".repeat(257)), "{text}");
    }
}
