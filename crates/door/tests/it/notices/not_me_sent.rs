//! To which addresses a message brings the link that stops what it tells of.

use domain::{Refusal, Span};
use testing::people::*;
use testing::{Place, on_both};

use super::{to, way_to};
use crate::emails::{added, own};
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Does, Kept, in_table};

on_both! {
    async fn N_15_an_address_of_today_is_told_and_stops_nothing(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        added(&door, &channel, &live, "new@example.org", &browser).await;
        session(&door, "anna", &mut Browser::new("192.0.2.2")).await;
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert_eq!(to(&said), ["anna@example.org", "new@example.org"]);
        assert!(way_to(&said, "anna@example.org").is_some());
        assert!(way_to(&said, "new@example.org").is_none());
        place.clock().advance(Span::hours(25));
        session(&door, "anna", &mut Browser::new("192.0.2.3")).await;
        door.send_messages().await.unwrap();
        assert!(way_to(&channel.letters(), "new@example.org").is_some());
    }

    async fn whoever_read_at_an_address_that_was_removed_stops_something_once_in_all(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org", "last@example.org"]).await;
        let mut browser = Browser::new("198.51.100.1");
        let live = session(&door, "anna", &mut browser).await;
        added(&door, &channel, &live, "thief@example.org", &browser).await;
        for address in ["anna@example.org", "thief@example.org"] {
            let id = own(&door, &live, address).await;
            door.remove_email(&live, id, &browser.seen).await.unwrap();
        }
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert!(way_to(&said, "thief@example.org").is_none(), "it was there for a moment alone");
        let first = way_to(&said, "anna@example.org").unwrap();

        // Of two links that were mailed there one is good.
        place.clock().advance(Span::minutes(3));
        door.add_email(&live, "other@example.org", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let code = crate::emails::code_in(&channel.letters(), "other@example.org");
        let id = crate::emails::waiting(&door, &live, "other@example.org").await;
        door.confirm_email(&live, id, &code, &browser.seen).await.unwrap();
        place.clock().advance(Span::minutes(8));
        door.send_messages().await.unwrap();
        let second = way_to(&channel.letters(), "anna@example.org").unwrap();
        assert!(door.not_me_link(&second.0).await.is_ok());
        let seen = Browser::new("192.0.2.1").seen;
        door.not_me(&first.0, &first.1, &seen).await.unwrap();
        assert_eq!(refusal(door.not_me_link(&second.0).await), Refusal::LinkGone);
        assert_eq!(refusal(door.not_me(&second.0, &second.1, &seen).await), Refusal::LinkGone);
        place.clock().advance(Span::minutes(11));
        let live = session(&door, "anna", &mut browser).await;
        let id = own(&door, &live, "last@example.org").await;
        door.remove_email(&live, id, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert!(to(&said).contains(&"anna@example.org"), "{said:?}");
        assert!(way_to(&said, "anna@example.org").is_none());
        assert!(way_to(&said, "last@example.org").is_some());
    }

    async fn a_message_that_is_tried_again_has_the_same_link(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        channel.does(Does::Fails);
        for _ in 0..4 {
            door.send_messages().await.unwrap();
            place.clock().advance(Span::hours(1));
        }
        channel.does(Does::Sends);
        door.send_messages().await.unwrap();
        assert_eq!(in_table(&place, "not_me_links").await.lines().count(), 1);
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
    }

    async fn a_link_that_was_used_is_not_made_anew_by_a_message_that_leaves_twice(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        channel.does(Does::SendsAndFails);
        door.send_messages().await.unwrap();
        let first = channel.letters();
        let (link, letters) = way_to(&first, "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(2));
        door.send_messages().await.unwrap();
        let again = channel.letters();
        assert!(again.iter().any(|(_, text)| text.contains("Signed in from a new browser")), "{again:?}");
        assert_eq!(refusal(door.not_me_link(&link).await), Refusal::LinkGone);
    }
}
