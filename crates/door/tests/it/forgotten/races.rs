//! One link, one request and one account, sixty-four times at the same moment.

use domain::Refusal;
use door::Why;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{CLI, NEW, asked, links, with};
use crate::outbox::Kept;
use crate::races::{CROWD, raised};

async fn nodes(place: &Place, channel: &std::sync::Arc<Kept>) -> [door::Door; 2] {
    let node = || place.door_sending_with(channel.clone(), raised);
    let nodes = [node().await, node().await];
    nodes[0].mail_accepted(&CLI, "mail").await.unwrap();
    nodes
}

on_both! {
    async fn L37_one_link_sixty_four_times_at_once_sets_one_password(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        with(&nodes[0], "anna", false, &["anna@example.org", "a@example.org"]).await;
        let browser = Browser::new("192.0.2.1");
        let links = asked(&nodes[0], &channel, "anna", &browser).await;
        let said = at_once(CROWD, |n| {
            let (door, seen, link) = (nodes[n % 2].clone(), browser.seen.clone(), links[n % 2].1.clone());
            async move { door.reset_password(&link, &format!("{NEW} {n}"), Why::Forgot, &seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
        let won = said.iter().position(Result::is_ok).unwrap();
        for refused in said.into_iter().filter(Result::is_err) {
            let refused = refusal(refused);
            assert!(matches!(refused, Refusal::LinkGone | Refusal::Busy), "{refused:?}");
        }
        let came = nodes[0].sign_in("anna", &format!("{NEW} {won}"), door::Onward::default(), &browser.seen).await;
        assert!(came.is_ok());
        let all = events(&nodes[0], "anna").await;
        assert_eq!(all.iter().filter(|one| *one == "password.reset done").count(), 1, "{all:?}");
    }

    async fn L37_forgotten_sixty_four_times_at_once_is_mailed_three_times(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        with(&nodes[0], "anna", false, &["anna@example.org"]).await;
        at_once(CROWD, |n| {
            let (door, browser) = (nodes[n % 2].clone(), Browser::new(&format!("198.51.100.{n}")));
            async move { door.ask_for_reset("anna", &browser.seen).await.unwrap() }
        }).await;
        at_once(8, |n| {
            let door = nodes[n % 2].clone();
            async move { door.send_messages().await.map(drop) }
        }).await;
        nodes[0].send_messages().await.unwrap();
        assert_eq!(links(&channel.letters()).len(), 3);
        assert_eq!(crate::outbox::in_table(&place, "forgotten_requests").await, "");
    }
}
