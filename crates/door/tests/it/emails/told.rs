//! Who is told of what is done to addresses, those that an account had a moment ago among them.

use domain::Span;
use testing::people::*;
use testing::{Place, on_both};

use super::{added, code_in, own, waiting};
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Does, Kept};

/// To which addresses these went, in order.
fn to(letters: &[(String, String)]) -> Vec<&str> {
    let mut all: Vec<_> = letters.iter().map(|(to, _)| to.as_str()).collect();
    all.sort_unstable();
    all
}

on_both! {
    async fn an_address_that_is_removed_is_told_of_that_and_for_a_week_of_what_is_done_to_addresses(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org", "a.berg@example.net"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        channel.does(Does::Fails);
        crate::outbox::unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        let removed = own(&door, &live, "anna@example.org").await;
        door.remove_email(&live, removed, &browser.seen).await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(3));
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(to(&told), ["a.berg@example.net", "anna@example.org"]);
        for (_, text) in &told {
            assert!(text.contains("Waiting time cleared"), "what it was to be told before it is told as well: {text}");
            assert!(text.contains("removed"), "{text}");
        }
        place.clock().advance(Span::minutes(11));
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();

        // The last one as well, or whoever stole the session would begin with that; and the first is told again.
        let last = own(&door, &live, "a.berg@example.net").await;
        door.remove_email(&live, last, &browser.seen).await.unwrap();
        crate::outbox::unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(to(&told), ["a.berg@example.net", "anna@example.org"], "{told:?}");
        assert!(told.iter().all(|(_, text)| text.contains("removed")), "{told:?}");
        place.clock().advance(Span::minutes(11));
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;

        // A thief's own is told to both of what it is, and once it is the account's again an address is told once.
        door.add_email(&live, "thief@example.org", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let asked = channel.letters();
        assert_eq!(to(&asked), ["thief@example.org"]);
        let id = waiting(&door, &live, "thief@example.org").await;
        let code = code_in(&asked, "thief@example.org");
        door.confirm_email(&live, id, &code, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(to(&told), ["a.berg@example.net", "anna@example.org", "thief@example.org"], "{told:?}");
        place.clock().advance(Span::minutes(11));
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        added(&door, &channel, &live, "anna@example.org", &browser).await;
        let main = own(&door, &live, "anna@example.org").await;
        door.choose_email(&live, main, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(to(&channel.letters()), ["a.berg@example.net", "anna@example.org", "thief@example.org"]);

        place.clock().advance(Span::days(7));
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        door.choose_email(&live, own(&door, &live, "thief@example.org").await, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(to(&channel.letters()), ["anna@example.org", "thief@example.org"], "the week is over");
    }

    async fn adding_a_removed_address_once_more_keeps_nothing_from_being_told_there(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        channel.letters();
        // The mail server is slow; the thief isn't.
        door.remove_email(&live, own(&door, &live, "anna@example.org").await, &browser.seen).await.unwrap();
        door.add_email(&live, "anna@example.org", &browser.seen).await.unwrap();
        let again = waiting(&door, &live, "anna@example.org").await;
        door.remove_email(&live, again, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(to(&told), ["anna@example.org"]);
        assert!(told[0].1.contains("removed"), "{told:?}");
    }

    async fn whoever_adds_and_removes_others_pushes_none_out(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org", "last@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        for n in 0..5 {
            let address = format!("thief{n}@example.org");
            added(&door, &channel, &live, &address, &browser).await;
            door.remove_email(&live, own(&door, &live, &address).await, &browser.seen).await.unwrap();
        }
        door.remove_email(&live, own(&door, &live, "anna@example.org").await, &browser.seen).await.unwrap();
        place.clock().advance(Span::minutes(11));
        door.send_messages().await.unwrap();
        channel.letters();
        place.clock().advance(Span::minutes(11));
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.remove_email(&live, own(&door, &live, "last@example.org").await, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert!(to(&channel.letters()).contains(&"anna@example.org"));
    }
}
