//! What is written down of it.

use door::Actor;
use testing::people::*;
use testing::{Place, on_both};

on_both! {
    async fn V16_3_1_anybodys_failures_are_one_row_a_minute_address_and_name_without_an_actor(place: Place) {
        let door = place.door_with(|c| c.limits.address = 1_000_000).await;
        add(&door, "anna", false).await;
        let stranger = Browser::new("198.51.100.1");
        for name in ["anna", "nobody"] {
            for _ in 0..100 {
                let _ = door.sign_in(name, "not the password at all", "", &stranger.seen).await;
            }
        }
        let query = door::activity::Query { account: None, before: None, most: 10_000 };
        let all = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
        let failures: Vec<_> = all.iter().filter(|event| event.action == "sign-in.password").collect();
        assert_eq!(failures.len(), 2);
        assert!(failures.iter().all(|event| event.times == 100 && event.actor.is_empty()));
    }

    async fn V6_3_5_a_right_password_that_goes_no_further_is_told(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        pending(&door, "anna", &Browser::new("198.51.100.1")).await;
        assert!(events(&door, "anna").await.contains(&"sign-in.begun done".to_owned()));
    }
}
