//! One link, sixty-four times at the same moment.

use domain::Refusal;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::way_to;
use crate::outbox::Kept;
use crate::outbox::leaving::with_addresses;
use crate::races::{CROWD, raised};

on_both! {
    async fn L37_one_link_sixty_four_times_at_once_stops_once(place: Place) {
        let channel = Kept::to_addresses();
        let node = || place.door_sending_with(channel.clone(), raised);
        let nodes = [node().await, node().await];
        with_addresses(&nodes[0], "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&nodes[0], "anna", &mut browser).await;
        nodes[0].send_messages().await.unwrap();
        let way = way_to(&channel.letters(), "anna@example.org").unwrap();
        let said = at_once(CROWD, |n| {
            let (door, seen, (link, letters)) = (nodes[n % 2].clone(), browser.seen.clone(), way.clone());
            async move { door.not_me(&link, &letters, &seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
        for refused in said.into_iter().filter(Result::is_err) {
            let refused = refusal(refused);
            assert!(matches!(refused, Refusal::LinkGone | Refusal::Wait(_) | Refusal::Busy), "{refused:?}");
        }
        let all = events(&nodes[0], "anna").await;
        assert_eq!(all.iter().filter(|one| *one == "not-me done").count(), 1, "{all:?}");
    }
}
