//! A session that was looked up a moment ago, and is believed from memory, ends like any other: at once,
//! whoever ends it.

use domain::{Refusal, Span};
use door::Actor;
use testing::people::{Browser, add, form, guest, hand_over, refusal, session, with_app};
use testing::{Engine, Place};

const FILES: &str = "files.example.org";

testing::on_both! {
    async fn L17_V7_2_1_a_session_looked_up_again_and_again_ends_at_once_whoever_ends_it(place: Place) {
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
                3 => node.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap(),
                4 => node.end_user_sessions(&Actor::COMMAND_LINE, "anna", None).await.unwrap(),
                _ => from_outside(&place).await,
            }
            assert!(!alive(&door).await && !alive(&node).await, "way {way}");
            door.enable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
            assert!(!alive(&door).await && !alive(&node).await, "way {way}, later");
            let renamed = door.rename_session(&live, live.id(), "Mine", &browser.seen).await;
            assert_eq!(refusal(renamed), Refusal::SignInOver, "way {way}");
        }
    }

    async fn the_gate_forgets_at_once_or_where_it_believes_for_a_second_within_it(place: Place) {
        for (name, cached, here) in [
            ("anna", false, true),
            ("bea", false, false),
            ("cilla", true, true),
            ("dora", true, false),
        ] {
            let open = async || place.door_with(|config| config.gate_cache = cached).await;
            let (door, node) = (open().await, open().await);
            let late = cached && !here && place.engine() == Engine::Postgres;
            let mut browser = Browser::new("192.0.2.1");
            with_app(&place, &door, name, &mut browser).await;
            let live = browser.live(&door).await;
            let cookie = hand_over(&place, &door, &live, FILES).await;
            let made = door.make_device_password(&live, &form(&[("name", "Phone")]), &browser.seen).await.unwrap();
            let gets_in = async || {
                let there = guest(&door, &cookie, FILES).await.is_some();
                let client = door.client(name, &made.secret, FILES, &browser.seen).await.is_ok();
                assert_eq!(there, client);
                there
            };
            for _ in 0..3 {
                assert!(gets_in().await);
            }
            let through = if here { &door } else { &node };
            through.end_user_sessions(&Actor::COMMAND_LINE, name, None).await.unwrap();
            through.delete_device_password(&Actor::COMMAND_LINE, made.id).await.unwrap();
            assert_eq!(gets_in().await, late, "cached: {cached}, here: {here}");
            place.clock().advance(Span::seconds(1));
            assert!(!gets_in().await, "a second later");
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
        node.rename_account(&Actor::COMMAND_LINE, "anna", "anna.b").await.unwrap();
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
