//! How many messages tell of what happened: what follows from one act is one, and so is what happens again.

use domain::Span;
use testing::people::*;
use testing::{Place, on_both};

use super::{to, way_to};
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Does, Kept};

on_both! {
    async fn what_happens_again_within_ten_minutes_is_told_in_one_message(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "the first at once");
        for _ in 0..3 {
            place.clock().advance(Span::minutes(2));
            session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
            door.send_messages().await.unwrap();
        }
        assert_eq!(channel.letters(), []);
        // From elsewhere isn't the same: it goes at once.
        session(&door, "anna", &mut Browser::new("198.51.100.1")).await;
        door.send_messages().await.unwrap();
        let other = channel.letters();
        assert!(other.len() == 1 && other[0].1.contains("198.51.100.1"), "{other:?}");

        place.clock().advance(Span::seconds(4 * 60 + 1));
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].1.matches("When: ").count(), 3, "{}", told[0].1);
        assert!(!told[0].1.contains(" times"), "{}", told[0].1);
        assert_eq!(told[0].1.matches("192.0.2.1").count(), 1, "{}", told[0].1);
        // And so forth, ten minutes after that one.
        place.clock().advance(Span::minutes(5));
        session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
        place.clock().advance(Span::minutes(6));
        session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        place.clock().advance(Span::minutes(25));
        session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "after a rest at once again");
    }

    async fn what_waits_for_one_address_leaves_in_one_message_and_each_address_has_its_own(place: Place) {
        let channel = Kept::to_addresses();
        channel.does(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        for (name, addresses) in [("anna", &["anna@example.org", "a@example.net"][..]), ("bea", &["bea@example.org"])] {
            with_addresses(&door, name, addresses).await;
            let mut browser = Browser::new("192.0.2.1");
            session(&door, name, &mut browser).await;
            place.clock().advance(Span::seconds(1));
            enrol(&place, &door, "Call 012-345 at evil.example", &mut browser).await;
        }
        door.send_messages().await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(3));
        assert_eq!(door.send_messages().await.unwrap(), 3);
        let told = channel.letters();
        assert_eq!(to(&told), ["a@example.net", "anna@example.org", "bea@example.org"]);
        for (to, text) in &told {
            let (subject, text) = text.split_once('\n').unwrap();
            assert!(subject.contains("Signed in from a new browser") && subject.contains("and 1 more"), "{subject}");
            assert!(text.contains("Second step added") && text.contains("Authenticator app"), "{text}");
            assert!(!text.contains("evil"), "what its causer wrote: {text}");
            assert!(text.contains(if to.starts_with("bea") { "bea" } else { "anna" }), "{text}");
        }
    }

    async fn an_acts_message_is_torn_apart_by_no_crowd(place: Place) {
        let channel = Kept::to_addresses();
        channel.does(Does::Fails);
        let door = place.door_sending(channel.clone()).await;
        for n in 0..25 {
            let name = format!("person{n}");
            with_addresses(&door, &name, &[&format!("{name}@example.org")]).await;
            let mut browser = Browser::new(&format!("192.0.2.{n}"));
            session(&door, &name, &mut browser).await;
            enrol(&place, &door, "Phone", &mut browser).await;
        }
        channel.does(Does::Sends);
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 25, "{:?}", to(&told));
        assert!(told.iter().all(|(_, text)| text.contains("and 1 more")), "{told:?}");
    }

    async fn what_is_told_again_names_each_thing(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        testing::drivers::add_token(&door, &SECURITY_KEY, "Key", &mut browser).await;
        enrol(&place, &door, "Tablet", &mut browser).await;
        place.clock().advance(Span::minutes(10));
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        for kind in ["Authenticator app", "Security key"] {
            assert!(told[0].1.contains(kind), "{told:?}");
        }
    }

    async fn what_can_not_be_read_keeps_nothing_beside_it_from_leaving(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        crate::audit::behind(&place, "UPDATE outbox SET body = id WHERE about LIKE 'sign-in%'").await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert!(told.len() == 1 && told[0].1.contains("Second step added"), "{told:?}");
        assert!(events(&door, "anna").await.contains(&"message.given-up failed".to_owned()));
    }

    async fn of_what_leaves_together_one_that_is_gone_keeps_no_other_from_being_noted(place: Place) {
        let channel = Kept::new(Does::Hangs);
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        let slow = tokio::spawn({ let door = door.clone(); async move { door.send_messages().await } });
        while channel.tried() == 0 {
            tokio::task::yield_now().await;
        }
        crate::audit::behind(&place, "DELETE FROM outbox WHERE about LIKE 'sign-in%'").await;
        channel.lets_go();
        slow.await.unwrap().unwrap();
        place.clock().advance(Span::minutes(3));
        assert_eq!(door.send_messages().await.unwrap(), 0, "it has left");
    }

    async fn however_often_it_happens_again_it_is_one_message(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending_with(channel.clone(), crate::races::raised).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        for _ in 0..60 {
            place.clock().advance(Span::seconds(5));
            session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
            door.send_messages().await.unwrap();
        }
        assert_eq!(channel.letters(), []);
        place.clock().advance(Span::minutes(10));
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].1.contains("60 times") && told[0].1.matches("When: ").count() == 2, "{told:?}");
        let (link, letters) = way_to(&told, "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
    }
}
