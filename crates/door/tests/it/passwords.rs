//! Which passwords are taken, and what changing one does.

use domain::{Refusal, Secret};
use door::administration::NewAccount;
use door::{Actor, DevicePasswords, PasswordChange, Progress};
use testing::people::*;
use testing::{Place, on_both};

on_both! {
    async fn V6_2_1_N_24_a_password_alone_has_fifteen_characters_and_a_reason_is_given(place: Place) {
        let door = place.door_with(|c| c.password_words = vec!["Fjällbolaget".into()]).await;
        let add = async |name: &str, password: &str| {
            let new = NewAccount { name: name.into(), password: Some(Secret::new(password.into())), ..Default::default() };
            door.add_account(&Actor::COMMAND_LINE, new).await.map(drop)
        };
        assert_eq!(refusal(add("anna", "fjorton tecken").await), Refusal::PasswordTooShort(15));
        assert_eq!(refusal(add("anna", &"x".repeat(257)).await), Refusal::PasswordTooLong);
        assert_eq!(refusal(add("anna", "passwordpassword").await), Refusal::PasswordCommon);
        assert!(matches!(refusal(add("annabergstrom", "annabergstrom123").await), Refusal::PasswordPersonal(_)));
        assert!(matches!(refusal(add("anna", "Fjällbolaget2026!").await), Refusal::PasswordPersonal(_)));
        add("anna", "en mening som bara jag kan").await.unwrap();
        add("berit", &format!("åtta gröna krokodiler cyklar sakta mot Ljusdal i snö{}", "å".repeat(200))).await.unwrap();
    }

    async fn beside_a_factor_eight_are_enough_and_removing_the_last_one_asks_for_more(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &app, &mut browser).await;
        let live = browser.live(&door).await;
        assert_eq!(door.least_password(&live).await.unwrap(), 8);
        let new = door.change_password(&live, PasswordChange { current: PASSWORD, new: "xk7q-mvt2", device_passwords: DevicePasswords::Stay }, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        let id = app.enrolment.parse().unwrap();
        assert_eq!(refusal(door.remove_factor(&live, id, &browser.seen).await), Refusal::PasswordTooShort(15));
        let new = door.change_password(&live, PasswordChange { current: "xk7q-mvt2", new: "åter en lång mening", device_passwords: DevicePasswords::Stay }, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        door.remove_factor(&live, id, &browser.seen).await.unwrap();
        assert_eq!(door.least_password(&live).await.unwrap(), 15);
        assert!(matches!(door.sign_in("anna", "åter en lång mening", "", &browser.seen).await, Ok(Progress::In(_))));
    }

    async fn V6_2_2_V6_2_3_changing_it_needs_the_current_one_and_ends_all_other_sessions(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let (mut one, mut other) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let live = session(&door, "anna", &mut one).await;
        session(&door, "anna", &mut other).await;
        let next = "en annan mening här";
        assert_eq!(refusal(door.change_password(&live, PasswordChange { current: "wrong", new: next, device_passwords: DevicePasswords::Stay }, &one.seen).await), Refusal::WrongPassword);
        assert_eq!(refusal(door.change_password(&live, PasswordChange { current: PASSWORD, new: PASSWORD, device_passwords: DevicePasswords::Stay }, &one.seen).await), Refusal::PasswordSame);
        let new = door.change_password(&live, PasswordChange { current: PASSWORD, new: next, device_passwords: DevicePasswords::Stay }, &one.seen).await.unwrap();
        one.keep(&new);
        one.live(&door).await;
        assert!(door.session(&other.seen.session.clone().unwrap(), &other.seen).await.unwrap().is_none());
        assert_eq!(refusal(by_password(&door, "anna", &one).await), Refusal::WrongSignIn);
    }

    async fn V6_2_8_it_is_compared_whole_and_as_one_text_whatever_the_keyboard_composed(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        // The same letters, decomposed: a + ring above.
        let decomposed = PASSWORD.replace('å', "a\u{30a}");
        assert!(matches!(door.sign_in("anna", &decomposed, "", &browser.seen).await, Ok(Progress::In(_))));
        for near in [PASSWORD.to_uppercase(), format!("{PASSWORD} "), PASSWORD[..PASSWORD.len() - 1].to_owned()] {
            assert!(door.sign_in("anna", &near, "", &browser.seen).await.is_err(), "{near}");
        }
    }

    async fn V11_2_2_a_password_kept_at_a_lower_cost_is_upgraded_at_sign_in(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        let raised = place.door_with(|c| c.argon2 = (128, 2)).await;
        for _ in 0..2 {
            assert!(matches!(by_password(&raised, "anna", &browser).await, Ok(Progress::In(_))));
        }
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))), "and the old cost still reads it");
    }

    async fn and_one_kept_at_a_higher_cost_or_at_the_same_made_otherwise_is_kept_anew(place: Place) {
        let old = place.door_with(|c| c.argon2 = (1_024, 1)).await;
        add(&old, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        for cost in [(64, 1), (32, 2), (64, 1)] {
            let door = place.door_with(|c| c.argon2 = cost).await;
            for before in [true, false] {
                let work = door.hashing_work();
                assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))));
                let paid = door.hashing_work() - work;
                assert_eq!(paid == 64, !before, "{cost:?}: {paid} KiB, the first time twice");
            }
        }
    }

    async fn V6_3_8_a_cost_that_was_higher_tells_nobody_from_others_once_it_was_met(place: Place) {
        let old = place.door_with(|c| c.argon2 = (1_024, 1)).await;
        add(&old, "anna", false).await;
        let door = place.door_with(|c| {
            c.argon2 = (64, 1);
            c.limits.address = 1_000_000;
            c.limits.free = 1_000_000;
        }).await;
        add(&door, "bea", false).await;
        let browser = Browser::new("192.0.2.1");
        let wrong = async |name| {
            let work = door.hashing_work();
            assert_eq!(refusal(door.sign_in(name, "not it", "", &browser.seen).await), Refusal::WrongSignIn);
            door.hashing_work() - work
        };
        assert_eq!((wrong("bea").await, wrong("nobody").await), (64, 64), "it isn't known yet");
        for name in ["anna", "bea", "nobody", "anna"] {
            assert_eq!(wrong(name).await, 1_024, "{name}");
        }
        // Whoever is right pays for what is kept alone, and then for today's.
        for paid in [1_024 + 64, 64] {
            let work = door.hashing_work();
            assert!(by_password(&door, "anna", &browser).await.is_ok());
            assert_eq!(door.hashing_work() - work, paid);
        }
    }

    async fn L28_more_hashes_than_the_line_holds_are_told_to_come_back(place: Place) {
        let door = place.door_with(|c| {
            // So that one takes longer than it takes all others to come.
            c.argon2 = (65_536, 24);
            c.hashing_threads = 1;
            c.hashing_queue = 8;
            c.limits.address = 1_000_000;
        }).await;
        // None of them has to wait for a connection to be made.
        testing::at_once(39, |_| {
            let door = door.clone();
            async move { door.accounts(&Actor::COMMAND_LINE, "", 1).await.unwrap() }
        }).await;
        let first = tokio::spawn({
            let door = door.clone();
            async move { refusal(door.sign_in("first", PASSWORD, "", &Browser::new("192.0.2.1").seen).await) }
        });
        while door.hashing_load().0 == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        let tried = testing::at_once(39, |n| {
            let door = door.clone();
            async move {
                let browser = Browser::new("192.0.2.1");
                refusal(door.sign_in(&format!("n{n}"), PASSWORD, "", &browser.seen).await)
            }
        }).await;
        let count = |what: Refusal| tried.iter().filter(|tried| **tried == what).count();
        let (busy, looked_at) = (count(Refusal::Busy), count(Refusal::WrongSignIn));
        assert_eq!((looked_at, busy), (4, 35), "beside the one at work, four of eight places");
        assert_eq!(first.await.unwrap(), Refusal::WrongSignIn);
    }

    async fn V6_3_8_a_password_kept_at_a_lower_cost_is_wrong_at_the_price_of_others(place: Place) {
        let lower = place.door_with(|c| c.argon2 = (64, 1)).await;
        add(&lower, "anna", false).await;
        for cost in [(96, 1), (64, 2), (256, 4)] {
            let door = place.door_with(|c| { c.argon2 = cost; c.limits.address = 1_000_000; c.limits.free = 1_000_000; }).await;
            let berit = format!("berit{}.{}", cost.0, cost.1);
            add(&door, &berit, false).await;
            let browser = Browser::new("192.0.2.1");
            for name in ["anna", &berit, "nobody"] {
                let before = door.hashing_work();
                assert_eq!(refusal(door.sign_in(name, "not it", "", &browser.seen).await), Refusal::WrongSignIn);
                let paid = door.hashing_work() - before;
                let full = u64::from(cost.0) * u64::from(cost.1);
                assert_eq!(paid, full, "{name} at {cost:?}");
            }
        }
        // Whoever has the right one is moved up, and costs then what others do.
        let door = place.door_with(|c| c.argon2 = (256, 4)).await;
        let browser = Browser::new("192.0.2.1");
        assert!(by_password(&door, "anna", &browser).await.is_ok());
        let before = door.hashing_work();
        assert!(by_password(&door, "anna", &browser).await.is_ok());
        assert_eq!(door.hashing_work() - before, 256 * 4);
    }
}
