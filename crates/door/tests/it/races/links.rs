//! L33: a link is used once.

use domain::{Refusal, Stop};
use door::administration::NewAccount;
use door::{Actor, LinkKind};
use testing::{Place, on_both};

use testing::at_once;

use super::admitted;
use testing::people::*;

on_both! {
    async fn L33_two_people_can_not_both_finish_the_first_set_up(place: Place) {
        let door = place.door().await;
        let link = door.new_set_up_link().await.unwrap().unwrap();
        let outcomes = at_once(16, |n| {
            let (door, link) = (door.clone(), link.clone());
            let browser = Browser::new("192.0.2.1");
            async move { door.finish_set_up(&link, &format!("admin{n}"), PASSWORD, &browser.seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
        assert_eq!(door.accounts(&Actor::COMMAND_LINE, "", 100).await.unwrap().len(), 1);
        for outcome in outcomes {
            if let Err(Stop::Refused(refusal)) = outcome {
                assert_eq!(refusal, Refusal::LinkGone);
            }
        }
        assert_eq!(refusal(door.link(LinkKind::SetUp, &link).await), Refusal::LinkGone);
    }

    async fn L33_nor_with_the_links_of_two_nodes(place: Place) {
        let doors = [place.door().await, place.door().await];
        let links = [doors[0].new_set_up_link().await.unwrap().unwrap(), doors[1].new_set_up_link().await.unwrap().unwrap()];
        assert_eq!(refusal(doors[0].link(LinkKind::SetUp, &links[0]).await), Refusal::LinkGone, "void");
        let outcomes = at_once(8, |n| {
            let (door, link) = (doors[n % 2].clone(), links[n % 2].clone());
            async move { door.finish_set_up(&link, &format!("admin{n}"), PASSWORD, &Browser::new("192.0.2.1").seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
    }

    async fn L33_an_invite_is_accepted_once(place: Place) {
        let door = place.door().await;
        let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("anna", false)).await.unwrap();
        let outcomes = at_once(16, |_| {
            let (door, link) = (door.clone(), link.clone());
            async move { door.finish_invite(&link, PASSWORD, &Browser::new("192.0.2.1").seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
    }
}
