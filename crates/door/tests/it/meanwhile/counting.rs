//! What is counted against whom, and what against nobody.

use domain::{Refusal, Span, Stop};
use door::Actor;
use std::time::Duration;
use testing::people::*;
use testing::{Place, on_both};

use super::{hurried, wrong_passwords};

on_both! {
    async fn N_6_right_answers_of_one_device_are_not_counted_against_another(place: Place) {
        let door = place.door_with(|c| c.limits.authenticator = 5).await;
        let mut browser = Browser::new("192.0.2.1");
        let phone = with_app(&place, &door, "anna", &mut browser).await;
        let tablet = enrol(&place, &door, "Tablet", &mut browser).await;
        for _ in 0..8 {
            place.clock().advance(Span::seconds(60));
            sign_in(&place, &door, "anna", &phone, &mut browser).await;
        }
        place.clock().advance(Span::seconds(60));
        sign_in(&place, &door, "anna", &tablet, &mut browser).await;
    }

    async fn half_a_step_up_clears_nothing_and_forgives_no_wrong_code(place: Place) {
        let door = place.door_with(|c| { hurried(c); c.limits.known = 1_000; }).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        wrong_passwords(&place, &door, 20).await;
        let (wrong, live) = (app.wrong(&place), browser.live(&door).await);
        for _ in 0..4 {
            place.clock().advance(Span::micros(2));
            let tried = door.step_up(&live, &TOTP, &form(&[("code", &wrong)]), &browser.seen).await;
            assert_eq!(refusal(tried), Refusal::WrongCode(TOTP));
        }
        browser.keep(&door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap());
        let waits = door.account(&Actor::COMMAND_LINE, "anna").await.unwrap().waits;
        assert!(waits.iter().any(|wait| wait.ladder == "password" && !wait.known_browser && wait.wrong == 20));
        let live = browser.live(&door).await;
        place.clock().advance(Span::micros(2));
        let fifth = door.step_up(&live, &TOTP, &form(&[("code", &wrong)]), &browser.seen).await;
        assert_eq!(refusal(fifth), Refusal::SignInOver);
    }

    async fn a_known_browser_at_the_end_of_its_ladder_goes_on_as_a_stranger(place: Place) {
        let door = place.door_with(|c| c.limits.known = 3).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let shorter = place.door_with(|c| c.limits.known = 2).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        for _ in 0..2 {
            let tried = answer(&door, &waiting, &TOTP, &app.wrong(&place), &browser).await;
            assert_eq!(refusal(tried), Refusal::WrongCode(TOTP));
        }
        // The ladder has ended without anybody having taken the mark away.
        assert!(answer(&shorter, &waiting, &TOTP, &app.code(&place, 0), &browser).await.is_ok());
    }

    async fn a_try_that_was_not_looked_at_for_want_of_room_is_given_back(place: Place) {
        let busy = place.door_with(|c| { c.argon2 = (65_536, 4); c.hashing_queue = 2; c.limits.address = 1_000_000; }).await;
        let door = place.door().await;
        add(&door, "anna", false).await;
        let flood: Vec<_> = (0..12).map(|n| {
            let busy = busy.clone();
            tokio::spawn(async move {
                for k in 0..1_000 {
                    let stranger = Browser::new(&format!("198.51.100.{n}"));
                    let _ = busy.sign_in(&format!("u{n}-{k}"), "x", "", &stranger.seen).await;
                }
            })
        }).collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let owner = Browser::new("192.0.2.7");
        let mut sent_away = 0;
        for _ in 0..200 {
            match by_password(&busy, "anna", &owner).await {
                // At once: a sign-in that gets through clears all that was counted before.
                Err(Stop::Refused(Refusal::Busy)) => {
                    let waits = door.account(&Actor::COMMAND_LINE, "anna").await.unwrap().waits;
                    assert!(waits.iter().all(|wait| wait.wrong == 0), "{waits:?}");
                    sent_away += 1;
                }
                Ok(_) => {}
                other => panic!("{other:?}"),
            }
            if sent_away == 3 {
                break;
            }
        }
        for task in flood {
            task.abort();
        }
        assert_eq!(sent_away, 3, "there was room");
    }

    async fn a_browsers_mark_is_new_each_time_and_the_old_one_is_worth_nothing(place: Place) {
        let door = place.door_with(|c| c.limits.address = 1_000_000).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let copied = owner.seen.known.clone();
        sign_in(&place, &door, "anna", &app, &mut owner).await;
        assert_ne!(copied.as_ref().map(|t| *t.expose()), owner.seen.known.as_ref().map(|t| *t.expose()));
        let mut thief = Browser::new("198.51.100.1");
        thief.seen.known = copied;
        for _ in 0..5 {
            let _ = door.sign_in("anna", "not the password at all", "", &thief.seen).await;
        }
        // A stranger's wait, which isn't told.
        let sixth = door.sign_in("anna", "not the password at all", "", &thief.seen).await;
        assert_eq!(refusal(sixth), Refusal::WrongSignIn);
    }
}
