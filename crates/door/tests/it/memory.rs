//! A session that was looked up a moment ago, and is believed from memory, ends like any other: at once,
//! whoever ends it.

use domain::Refusal;
use door::Actor;
use testing::{Engine, Place};

use testing::people::{Browser, add, refusal, session};

testing::on_both! {
    async fn a_session_looked_up_again_and_again_ends_at_once_whoever_ends_it(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        add(&door, "anna", false).await;
        for way in 0..6 {
            let mut browser = Browser::new("192.0.2.1");
            let live = session(&door, "anna", &mut browser).await;
            let token = browser.seen.session.clone().unwrap();
            let alive = async |door: &door::Door| door.session(&token, &browser.seen).await.unwrap().is_some();
            for _ in 0..3 {
                assert!(alive(&door).await && alive(&node).await);
            }
            match way {
                0 => door.sign_out(&live, &browser.seen).await.unwrap(),
                1 => node.sign_out(&live, &browser.seen).await.unwrap(),
                2 => node.end_session(&live, live.id(), &browser.seen).await.unwrap(),
                3 => node.disable_account(&Actor::CommandLine, "anna").await.unwrap(),
                4 => node.end_user_sessions(&Actor::CommandLine, "anna", None).await.unwrap(),
                _ => from_outside(&place).await,
            }
            assert!(!alive(&door).await && !alive(&node).await, "way {way}");
            door.enable_account(&Actor::CommandLine, "anna").await.unwrap();
            assert!(!alive(&door).await && !alive(&node).await, "way {way}, later");
            let renamed = door.rename_session(&live, live.id(), "Mine", &browser.seen).await;
            assert_eq!(refusal(renamed), Refusal::SignInOver, "way {way}");
        }
    }

    async fn what_is_known_of_a_session_changes_at_once(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        for _ in 0..3 {
            assert_eq!(browser.live(&door).await.name, "anna");
        }
        node.rename_account(&Actor::CommandLine, "anna", "anna.b").await.unwrap();
        assert_eq!(browser.live(&door).await.name, "anna.b");
    }
}

/// Somebody with a tool of their own.
async fn from_outside(place: &Place) {
    const END: &str = "UPDATE accounts SET epoch = epoch + 1";
    match place.engine() {
        Engine::Sqlite => drop(place.sqlite().execute(END, []).unwrap()),
        Engine::Postgres => drop(place.postgres().await.execute(END, &[]).await.unwrap()),
    }
}
