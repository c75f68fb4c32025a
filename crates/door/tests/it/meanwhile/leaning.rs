//! What a decision leaned on has changed meanwhile.

use domain::policy::Required;
use domain::{Refusal, Secret, Stop};
use door::administration::NewAccount;
use door::{Actor, At, DevicePasswords, EmailChange, Freshness, PasswordChange};
use std::time::Duration;
use testing::people::*;
use testing::{Place, at_once, on_both};

use crate::races::raised;

on_both! {
    async fn L37_two_removals_at_once_leave_one_where_policy_requires_it(place: Place) {
        let door = place.door_with(raised).await;
        let mut overtaken = 0;
        for round in 0..20 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            with_app(&place, &door, &name, &mut browser).await;
            enrol(&place, &door, "Tablet", &mut browser).await;
            door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
            let live = browser.live(&door).await;
            let own = door.own_factors(&live).await.unwrap();
            let removals = at_once(16, |n| {
                let (door, live, seen) = (door.clone(), live.clone(), browser.seen.clone());
                let id = own[n % 2].id.parse().unwrap();
                async move { door.remove_factor(&live, id, &seen).await }
            }).await;
            assert_eq!(removals.iter().filter(|removal| removal.is_ok()).count(), 1);
            assert_eq!(door.own_factors(&live).await.unwrap().len(), 1);
            // Whoever came a moment later is refused by policy; whoever decided at the same moment, by this.
            overtaken += removals.into_iter().filter_map(Result::err)
                .filter(|stop| matches!(stop, Stop::Refused(Refusal::ChangedMeanwhile))).count();
            door.require_factor(&Actor::COMMAND_LINE, Required::Nobody).await.unwrap();
        }
        assert!(overtaken > 0, "no two decided at the same moment");
    }

    async fn L37_no_short_password_is_left_alone_by_a_removal_beside_its_change(place: Place) {
        let door = place.door_with(raised).await;
        for round in 0..20 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            with_app(&place, &door, &name, &mut browser).await;
            let live = browser.live(&door).await;
            let id = door.own_factors(&live).await.unwrap()[0].id.parse().unwrap();
            let (d, l, s) = (door.clone(), live.clone(), browser.seen.clone());
            let change = tokio::spawn(async move { d.change_password(&l, PasswordChange { current: PASSWORD, new: "kort&bra9", device_passwords: DevicePasswords::Stay }, &s).await.is_ok() });
            let (d, l, s) = (door.clone(), live.clone(), browser.seen.clone());
            let remove = tokio::spawn(async move { d.remove_factor(&l, id, &s).await.is_ok() });
            assert!(!(change.await.unwrap() && remove.await.unwrap()), "round {round}");
        }
    }

    async fn L37_a_session_that_was_ended_meanwhile_commits_nothing(place: Place) {
        let door = place.door_with(|c| { raised(c); c.argon2 = (32_768, 3); }).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &app, &mut browser).await;
        let live = browser.live(&door).await;
        let making = {
            let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
            tokio::spawn(async move { make_codes(&door, &live, &browser).await.map(drop) })
        };
        tokio::time::sleep(Duration::from_millis(60)).await;
        let cli = Actor::COMMAND_LINE;
        door.change_emails(&cli, "anna", EmailChange::Add("anna@example.org")).await.unwrap();
        let email = door.profile(&live).await.unwrap().emails[0].id.parse().unwrap();
        door.end_user_sessions(&Actor::COMMAND_LINE, "anna", None).await.unwrap();
        assert_eq!(refusal(making.await.unwrap()), Refusal::SignInOver);
        for tried in [
            door.rename_factor(&live, app.enrolment.parse().unwrap(), "x", &browser.seen).await,
            door.suspend_factor(&live, app.enrolment.parse().unwrap(), &browser.seen).await,
            door.remove_factor(&live, app.enrolment.parse().unwrap(), &browser.seen).await.map(drop),
            door.choose_email(&live, email, &browser.seen).await,
            door.remove_email(&live, email, &browser.seen).await,
            door.set_display_name(&live, "x", &browser.seen).await,
            door.end_other_sessions(&live, DevicePasswords::Go, &browser.seen).await,
            door.end_session(&live, live.id(), &browser.seen).await,
        ] {
            assert_eq!(refusal(tried), Refusal::SignInOver);
        }
    }

    async fn N_22_a_suspended_phone_opens_nothing_that_it_opened_before(place: Place) {
        let door = place.door_with(raised).await;
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

    async fn a_newer_password_voids_an_invite(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("anna", false)).await.unwrap();
        let new = Secret::new("en helt annan mening".to_owned());
        door.set_user_password(&Actor::COMMAND_LINE, "anna", &new).await.unwrap();
        let late = door.finish_invite(&link, "tjuvens egen mening", &Browser::new("198.51.100.1").seen).await;
        assert_eq!(refusal(late), Refusal::LinkGone);
    }

    async fn an_administrator_who_has_no_password_yet_is_not_the_last_who_can_act(place: Place) {
        let door = place.door().await;
        add(&door, "root", true).await;
        door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("later", true)).await.unwrap();
        assert_eq!(refusal(door.disable_account(&Actor::COMMAND_LINE, "root").await), Refusal::LastAdministrator);
    }

    async fn at_most_twenty_are_begun_however_many_ask_at_once(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let (mut begun, mut overtaken, mut full) = (0, 0, 0);
        for _ in 0..25 {
            let tried = at_once(16, |_| {
                let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
                async move { post(&door, At::Settings(&live), &TOTP, "", None, &[("name", "x")], &browser).await.map(drop) }
            }).await;
            for one in tried {
                match one {
                    Ok(()) => begun += 1,
                    Err(Stop::Refused(Refusal::ChangedMeanwhile)) => overtaken += 1,
                    Err(Stop::Refused(Refusal::TooMany(20))) => full += 1,
                    Err(other) => panic!("{other:?}"),
                }
            }
        }
        assert_eq!(begun, 20);
        assert!(overtaken > 0 && full > 0, "{overtaken} at the same moment, {full} too many");
    }
}
