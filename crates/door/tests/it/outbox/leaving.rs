//! To which addresses messages go, and what keeps none of them from leaving, or has one leave no more.

use std::collections::BTreeSet;

use domain::{Refusal, Secret, Span};
use door::administration::NewAccount;
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

use super::{Does, Kept, unlock, written};
use crate::audit::behind;

const CLI: Actor = Actor::COMMAND_LINE;

/// An account with these addresses, confirmed.
async fn with_addresses(door: &Door, name: &str, addresses: &[&str]) {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        emails: addresses.iter().map(|one| (*one).to_owned()).collect(),
        ..NewAccount::default()
    };
    door.add_account(&CLI, new).await.unwrap();
}

on_both! {
    async fn each_confirmed_address_gets_a_message_of_its_own_and_no_other(place: Place) {
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
        // One that nobody has confirmed gets nothing, and where none is left no row is written.
        behind(&place, "UPDATE emails SET confirmed = NULL WHERE address <> 'anna@home.example'").await;
        unlock(&door, "anna").await;
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(channel.letters()[0].0, "anna@home.example");
        let fourth = NewAccount {
            name: "cilla".to_owned(),
            emails: (0..4).map(|n| format!("cilla{n}@example.org")).collect(),
            ..NewAccount::default()
        };
        assert_eq!(refusal(door.add_account(&CLI, fourth).await), Refusal::TooMany(3));
    }

    async fn an_address_that_is_removed_is_told_of_that_and_of_nothing_more(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org", "a.berg@example.net"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        channel.does(Does::Fails);
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        let own = door.profile(&live).await.unwrap().emails;
        let removed = own.iter().find(|one| one.address == "anna@example.org").unwrap();
        door.remove_email(&live, removed.id.parse().unwrap(), &browser.seen).await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(3));
        door.send_messages().await.unwrap();
        let told = channel.letters();
        let there: Vec<_> = told.iter().filter(|(to, _)| to == "anna@example.org").collect();
        assert_eq!(there.len(), 1, "{told:?}");
        assert!(there[0].1.contains("anna@example.org") && there[0].1.contains("removed"), "{there:?}");
        assert_eq!(told.iter().filter(|(to, _)| to == "a.berg@example.net").count(), 2, "{told:?}");
        // The last one as well, or whoever stole the session would begin with that.
        let last = door.profile(&live).await.unwrap().emails[0].id.parse().unwrap();
        door.remove_email(&live, last, &browser.seen).await.unwrap();
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0 == "a.berg@example.net" && told[0].1.contains("removed"), "{told:?}");
        // One that nobody had confirmed may be anybody's.
        door.add_email(&live, "stranger@example.org", &browser.seen).await.unwrap();
        let own = door.profile(&live).await.unwrap().emails;
        door.remove_email(&live, own[0].id.parse().unwrap(), &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
    }

    async fn one_that_takes_long_keeps_no_other_waiting(place: Place) {
        let channel = Kept::new(Does::HangsOnce);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        for _ in 0..3 {
            unlock(&door, "anna").await;
        }
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
