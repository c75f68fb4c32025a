//! What a decision leaned on is stated again in its batch, and what nobody guessed is counted against
//! nobody: cases that a first reading gets wrong.

use std::time::Duration;

use domain::policy::Required;
use domain::{Refusal, Secret, Span, Stop};
use door::{Actor, At, Config, Door, Freshness, Outcome, Shown};
use testing::{Place, on_both};

use testing::people::*;

fn lax(config: &mut Config) {
    let limits = &mut config.limits;
    for limit in [
        &mut limits.address,
        &mut limits.free,
        &mut limits.strangers,
        &mut limits.known,
        &mut limits.authenticator,
    ] {
        *limit = 1_000_000;
    }
}

fn hurried(config: &mut Config) {
    config.limits.address = 1_000_000;
    config.limits.longest_wait = Span::micros(1);
    config.limits.first_wait = Span::micros(1);
}

async fn wrong_passwords(place: &Place, door: &Door, times: usize) {
    let stranger = Browser::new("198.51.100.1");
    for _ in 0..times {
        place.clock().advance(Span::micros(2));
        let tried = door
            .sign_in("anna", "not the password at all", "", &stranger.seen)
            .await;
        assert_eq!(refusal(tried), Refusal::WrongSignIn);
    }
}

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

    async fn L37_two_removals_at_once_leave_one_where_policy_requires_it(place: Place) {
        let door = place.door_with(lax).await;
        for round in 0..20 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            with_app(&place, &door, &name, &mut browser).await;
            enrol(&place, &door, "Tablet", &mut browser).await;
            door.require_factor(&Actor::CommandLine, Required::Everyone).await.unwrap();
            let live = browser.live(&door).await;
            let own = door.own_factors(&live).await.unwrap();
            let removals = own.iter().map(|factor| {
                let (door, live, seen, id) = (door.clone(), live.clone(), browser.seen.clone(), factor.id.parse().unwrap());
                tokio::spawn(async move { door.remove_factor(&live, id, &seen).await.is_ok() })
            });
            for removal in removals.collect::<Vec<_>>() {
                removal.await.unwrap();
            }
            assert_eq!(door.own_factors(&live).await.unwrap().len(), 1);
            door.require_factor(&Actor::CommandLine, Required::Nobody).await.unwrap();
        }
    }

    async fn L37_no_short_password_is_left_alone_by_a_removal_beside_its_change(place: Place) {
        let door = place.door_with(lax).await;
        for round in 0..20 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            with_app(&place, &door, &name, &mut browser).await;
            let live = browser.live(&door).await;
            let id = door.own_factors(&live).await.unwrap()[0].id.parse().unwrap();
            let (d, l, s) = (door.clone(), live.clone(), browser.seen.clone());
            let change = tokio::spawn(async move { d.change_password(&l, PASSWORD, "kort&bra9", &s).await.is_ok() });
            let (d, l, s) = (door.clone(), live.clone(), browser.seen.clone());
            let remove = tokio::spawn(async move { d.remove_factor(&l, id, &s).await.is_ok() });
            assert!(!(change.await.unwrap() && remove.await.unwrap()), "round {round}");
        }
    }

    async fn L37_a_session_that_was_ended_meanwhile_commits_nothing(place: Place) {
        let door = place.door_with(|c| { lax(c); c.argon2 = (32_768, 3); }).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &app, &mut browser).await;
        let live = browser.live(&door).await;
        let making = {
            let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
            tokio::spawn(async move { post(&door, At::Settings(&live), &BACKUP, "", None, &[], &browser).await.map(drop) })
        };
        tokio::time::sleep(Duration::from_millis(60)).await;
        door.end_user_sessions(&Actor::CommandLine, "anna", None).await.unwrap();
        assert_eq!(refusal(making.await.unwrap()), Refusal::SignInOver);
        for tried in [
            door.rename_factor(&live, app.enrolment.parse().unwrap(), "x", &browser.seen).await,
            door.suspend_factor(&live, app.enrolment.parse().unwrap(), &browser.seen).await,
            door.remove_factor(&live, app.enrolment.parse().unwrap(), &browser.seen).await,
            door.add_email(&live, "x@example.org", &browser.seen).await,
            door.set_display_name(&live, "x", &browser.seen).await,
            door.end_other_sessions(&live, &browser.seen).await,
        ] {
            assert_eq!(refusal(tried), Refusal::SignInOver);
        }
    }

    async fn N_22_a_suspended_phone_opens_nothing_that_it_opened_before(place: Place) {
        let door = place.door_with(lax).await;
        let mut owner = Browser::new("192.0.2.1");
        let phone = with_app(&place, &door, "anna", &mut owner).await;
        let mut thief = Browser::new("198.51.100.1");
        sign_in(&place, &door, "anna", &phone, &mut thief).await;
        let id = phone.enrolment.parse().unwrap();
        door.suspend_factor(&owner.live(&door).await, id, &owner.seen).await.unwrap();
        let live = thief.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
        assert_eq!(refusal(door.resume_factor(&live, id, &thief.seen).await), Refusal::StepUp);
    }

    async fn anybodys_failures_are_one_row_a_minute_address_and_name_without_an_actor(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let stranger = Browser::new("198.51.100.1");
        for name in ["anna", "nobody"] {
            for _ in 0..100 {
                let _ = door.sign_in(name, "not the password at all", "", &stranger.seen).await;
            }
        }
        let query = door::audit::Query { account: None, before: None, most: 10_000 };
        let all = door.audit(&Actor::CommandLine, &query).await.unwrap();
        let failures: Vec<_> = all.iter().filter(|event| event.action == "sign-in.password").collect();
        assert_eq!(failures.len(), 2);
        assert!(failures.iter().all(|event| event.times == 100 && event.actor.is_empty()));
    }

    async fn time_alone_opens_no_ladder_that_has_ended(place: Place) {
        let door = place.door_with(hurried).await;
        add(&door, "anna", false).await;
        wrong_passwords(&place, &door, 95).await;
        place.clock().advance(Span::days(31));
        door.sweep().await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        assert_eq!(refusal(by_password(&door, "anna", &stranger).await), Refusal::WrongSignIn);
    }

    async fn a_new_password_by_an_invite_opens_the_passwords_ladder(place: Place) {
        let door = place.door_with(hurried).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        wrong_passwords(&place, &door, 95).await;
        let link = door.invite(&Actor::CommandLine, "anna", false).await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        let new = "en helt annan mening";
        assert!(matches!(door.finish_invite(&link, new, &stranger.seen).await, Ok(Outcome::Owed(_))));
        assert!(matches!(door.sign_in("anna", new, "", &stranger.seen).await, Ok(Outcome::Owed(_))));
    }

    async fn a_newer_password_voids_an_invite(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let link = door.invite(&Actor::CommandLine, "anna", false).await.unwrap();
        let new = Secret::new("en helt annan mening".to_owned());
        door.set_user_password(&Actor::CommandLine, "anna", &new).await.unwrap();
        let late = door.finish_invite(&link, "tjuvens egen mening", &Browser::new("198.51.100.1").seen).await;
        assert_eq!(refusal(late), Refusal::LinkGone);
    }

    async fn an_administrator_who_has_no_password_yet_is_not_the_last_who_can_act(place: Place) {
        let door = place.door().await;
        add(&door, "root", true).await;
        door.invite(&Actor::CommandLine, "later", true).await.unwrap();
        assert_eq!(refusal(door.disable_account(&Actor::CommandLine, "root").await), Refusal::LastAdministrator);
    }

    async fn V6_3_5_a_right_password_that_goes_no_further_is_told(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        pending(&door, "anna", &Browser::new("198.51.100.1")).await;
        assert!(events(&door, "anna").await.contains(&"sign-in.begun done".to_owned()));
    }

    async fn two_posts_of_one_form_at_once_find_one_session_and_raise_no_alarm(place: Place) {
        let door = place.door_with(lax).await;
        for round in 0..10 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            let app = with_app(&place, &door, &name, &mut browser).await;
            let (_, waiting) = pending(&door, &name, &browser).await;
            let code = app.code(&place, 0);
            let posts = (0..2).map(|_| {
                let (door, waiting, code, browser) = (door.clone(), waiting.clone(), code.clone(), browser.clone());
                tokio::spawn(async move { answer(&door, &waiting, &TOTP, &code, &browser).await })
            });
            let mut tokens = Vec::new();
            for post in posts.collect::<Vec<_>>() {
                let Ok(Outcome::In(new)) = post.await.unwrap() else { panic!("round {round}") };
                tokens.push(*new.token.expose());
            }
            assert_eq!(tokens[0], tokens[1]);
            assert!(!events(&door, &name).await.contains(&"code.used-again refused".to_owned()));
        }
    }

    async fn a_consumed_sign_in_is_asked_for_its_session_once(place: Place) {
        let door = place.door_with(lax).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, waiting) = pending(&door, "anna", &browser).await;
        let code = app.code(&place, 0);
        answer(&door, &waiting, &TOTP, &code, &browser).await.unwrap();
        let guess = form(&[("code", "000000")]);
        assert!(door.answered_before(&token, &TOTP, &guess, &browser.seen).await.unwrap().is_none());
        let right = form(&[("code", &code)]);
        assert!(door.answered_before(&token, &TOTP, &right, &browser.seen).await.unwrap().is_none(), "no second guess");
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
        let waits = door.account(&Actor::CommandLine, "anna").await.unwrap().waits;
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
                for k in 0..10 {
                    let stranger = Browser::new(&format!("198.51.100.{n}"));
                    let _ = busy.sign_in(&format!("u{n}-{k}"), "x", "", &stranger.seen).await;
                }
            })
        }).collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let owner = Browser::new("192.0.2.7");
        let mut sent_away = 0;
        for _ in 0..6 {
            match by_password(&busy, "anna", &owner).await {
                Err(Stop::Refused(Refusal::Busy)) => sent_away += 1,
                Ok(_) => {}
                other => panic!("{other:?}"),
            }
        }
        for task in flood {
            task.abort();
        }
        let waits = door.account(&Actor::CommandLine, "anna").await.unwrap().waits;
        assert!(waits.iter().all(|wait| wait.wrong == 0), "{sent_away} were sent away: {waits:?}");
    }

    async fn N_6_a_disabled_password_is_looked_at_nowhere_until_an_administrator_helps(place: Place) {
        let door = place.door_with(|c| { lax(c); c.limits.authenticator = 100; }).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        wrong_passwords(&place, &door, 101).await;
        assert_eq!(refusal(door.step_up_by_password(&live, PASSWORD, &browser.seen).await), Refusal::Locked);
        door.unlock_account(&Actor::CommandLine, "anna").await.unwrap();
        assert!(door.step_up_by_password(&live, PASSWORD, &browser.seen).await.is_ok());
    }

    async fn N_6_a_device_disabled_by_wrong_codes_is_opened_by_a_session_as_strong(place: Place) {
        let door = place.door_with(|c| { lax(c); c.limits.authenticator = 5; }).await;
        let mut browser = Browser::new("192.0.2.1");
        let phone = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &phone, &mut browser).await;
        let live = browser.live(&door).await;
        let (_, waiting) = pending(&door, "anna", &Browser::new("198.51.100.1")).await;
        for _ in 0..5 {
            let _ = answer(&door, &waiting, &TOTP, &phone.wrong(&place), &Browser::new("198.51.100.1")).await;
        }
        place.clock().advance(Span::seconds(60));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let code = phone.code(&place, 0);
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &code, &browser).await), Refusal::Locked);
        door.resume_factor(&live, phone.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        assert!(answer(&door, &waiting, &TOTP, &code, &browser).await.is_ok());
    }

    async fn at_most_twenty_are_begun_however_many_ask_at_once(place: Place) {
        let door = place.door_with(lax).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        for _ in 0..4 {
            let begun = (0..32).map(|_| {
                let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
                tokio::spawn(async move { post(&door, At::Settings(&live), &TOTP, "", None, &[("name", "x")], &browser).await.is_ok() })
            });
            for one in begun.collect::<Vec<_>>() {
                one.await.unwrap();
            }
        }
        // One for each round at least, and never more than the limit.
        let last = post(&door, At::Settings(&live), &TOTP, "", None, &[("name", "x")], &browser).await;
        assert!(matches!(last, Ok(Shown::Done(_)) | Err(Stop::Refused(Refusal::TooMany(20)))));
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
