//! Lists that have an end, lengthened by many at the same moment.

use domain::Span;
use door::Actor;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{CROWD, raised};

on_both! {
    async fn an_account_has_a_hundred_sessions_at_most_and_the_idlest_gives_way(place: Place) {
        let nodes = [place.door_with(raised).await, place.door_with(raised).await];
        let door = &nodes[0];
        add(door, "anna", false).await;
        let mut browsers: Vec<Browser> = Vec::new();
        for _ in 0..100 {
            let mut browser = Browser::new("192.0.2.1");
            session(door, "anna", &mut browser).await;
            browsers.push(browser);
            place.clock().advance(Span::minutes(2));
        }
        // The first one made is used, so that the second is the idlest.
        browsers[0].live(door).await;
        let mut one_more = Browser::new("192.0.2.1");
        session(door, "anna", &mut one_more).await;
        let held = async |browser: &Browser| {
            let token = browser.seen.session.as_ref().unwrap();
            door.session(token, &browser.seen).await.unwrap().is_some()
        };
        assert!(held(&browsers[0]).await && held(&one_more).await);
        assert!(!held(&browsers[1]).await && held(&browsers[2]).await);
        // However many come at one moment, or by a clock that is behind: the new one is there.
        place.clock().advance(Span::minutes(1));
        for _ in 0..110 {
            let mut another = Browser::new("192.0.2.1");
            session(door, "anna", &mut another).await;
            assert!(held(&another).await);
        }
        place.clock().advance(Span::minutes(1));
        at_once(CROWD, |n| {
            let door = nodes[n % 2].clone();
            async move { session(&door, "anna", &mut Browser::new("192.0.2.1")).await }
        }).await;
        let all = door.user_sessions(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!(all.len(), 100);
    }
}
