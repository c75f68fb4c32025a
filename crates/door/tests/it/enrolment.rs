//! Setting up, naming and removing factors; other people's ids; backup codes.

use domain::{Refusal, Span};
use door::{Actor, At, DevicePasswords, Freshness, PasswordChange, Progress, Shown};
use testing::people::*;
use testing::{Place, on_both};

on_both! {
    async fn nothing_is_on_until_a_code_has_been_confirmed(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let app = begin(&door, At::Settings(&live), "Phone", &browser).await;
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))));
        let live = { let mut b = browser.clone(); session(&door, "anna", &mut b).await };
        for code in [app.wrong(&place), String::new(), "abc".into()] {
            let fields = [("code", code.as_str())];
            let shown = post(&door, At::Settings(&live), &TOTP, "/{id}/confirm", Some(&app.enrolment), &fields, &browser).await;
            let Ok(Shown::Page(_, page, Some(_))) = shown else { panic!() };
            assert!(page.as_str().contains("totp-secret"), "there once more, since it isn't on");
        }
    }

    async fn adding_a_factor_is_a_proof_of_it_and_one_line_in_what_happened(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        place.clock().advance(Span::seconds(1));
        session(&door, "anna", &mut browser).await;
        place.clock().advance(Span::seconds(1));
        enrol(&place, &door, "Phone", &mut browser).await;
        let live = browser.live(&door).await;
        assert!(live.proofs().iter().any(|proof| proof.kind == TOTP));
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Full);
        let own = door.activity(&live, None, 100).await.unwrap();
        let told: Vec<&str> = own.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(told, ["factor.added", "sign-in.new-browser", "account.added"]);
        // A new password tells of itself alone as well; confirming for its own sake is told.
        let live = browser.live(&door).await;
        let new = "en helt annan mening om hösten";
        place.clock().advance(Span::seconds(1));
        let changed = door.change_password(&live, PasswordChange { current: PASSWORD, new, device_passwords: DevicePasswords::Stay }, &browser.seen).await.unwrap();
        browser.keep(&changed);
        let live = browser.live(&door).await;
        place.clock().advance(Span::seconds(1));
        let risen = door.step_up_by_password(&live, new, &browser.seen).await.unwrap();
        browser.keep(&risen);
        let own = door.activity(&browser.live(&door).await, None, 2).await.unwrap();
        let told: Vec<&str> = own.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(told, ["step-up", "password.changed"]);
    }

    async fn several_devices_each_answer_and_moving_to_a_new_phone_is_add_then_remove(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let old = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &old, &mut browser).await;
        let new = enrol(&place, &door, "New phone", &mut browser).await;
        place.clock().advance(Span::seconds(60));
        for app in [&old, &new] {
            sign_in(&place, &door, "anna", app, &mut browser).await;
        }
        let live = browser.live(&door).await;
        door.rename_factor(&live, new.enrolment.parse().unwrap(), "Telefonen", &browser.seen).await.unwrap();
        door.remove_factor(&live, old.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        place.clock().advance(Span::seconds(60));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &old.code(&place, 0), &browser).await), Refusal::WrongCode(TOTP));
        assert!(answer(&door, &waiting, &TOTP, &new.code(&place, 0), &browser).await.is_ok());
        let own = door.own_factors(&live).await.unwrap();
        assert_eq!(own.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Telefonen"]);
        assert!(own[0].used.is_some());
    }

    async fn L25_somebody_elses_enrolment_is_as_if_it_did_not_exist(place: Place) {
        let door = place.door().await;
        let (mut one, mut two) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let hers = with_app(&place, &door, "anna", &mut one).await;
        let mine = with_app(&place, &door, "berit", &mut two).await;
        sign_in(&place, &door, "berit", &mine, &mut two).await;
        let live = two.live(&door).await;
        let session = one.live(&door).await.id();
        for id in [hers.enrolment.clone(), other_id(&place)] {
            let id = id.parse().unwrap();
            for tried in [
                door.rename_factor(&live, id, "x", &two.seen).await,
                door.suspend_factor(&live, id, &two.seen).await,
                door.resume_factor(&live, id, &two.seen).await,
                door.remove_factor(&live, id, &two.seen).await.map(drop),
                door.removal(&live, id).await.map(drop),
            ] {
                assert_eq!(refusal(tried), Refusal::NoSuch);
            }
        }
        for tried in [
            door.end_session(&live, session, &two.seen).await,
            door.rename_session(&live, session, "x", &two.seen).await,
        ] {
            assert_eq!(refusal(tried), Refusal::NoSuch);
        }
        let code = hers.code(&place, 0);
        let fields = [("code", code.as_str())];
        let confirmed = post(&door, At::Settings(&live), &TOTP, "/{id}/confirm", Some(&hers.enrolment), &fields, &two).await;
        assert_eq!(confirmed.err().map(|e| matches!(e, domain::Stop::Refused(Refusal::NoSuch))), Some(true));
        // Nor does her code, her backup code, or her device answer for somebody else.
        let (_, waiting) = pending(&door, "berit", &two).await;
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &code, &two).await), Refusal::WrongCode(TOTP));
        let codes = backup_codes(&door, &one).await;
        backup_codes(&door, &two).await;
        assert_eq!(refusal(answer(&door, &waiting, &BACKUP, &codes[0], &two).await), Refusal::WrongCode(BACKUP));
    }

    async fn N_13_N_14_V6_5_1_a_backup_code_works_once_and_new_ones_replace_the_old(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let old = backup_codes(&door, &browser).await;
        let elsewhere = Browser::new("192.0.2.2");
        let try_code = async |code: &str| {
            let (_, waiting) = pending(&door, "anna", &elsewhere).await;
            answer(&door, &waiting, &BACKUP, code, &elsewhere).await.is_ok()
        };
        assert!(try_code(&old[0].to_lowercase().replace('-', " ")).await, "in any case and with any separators");
        assert!(!try_code(&old[0]).await, "once");
        assert!(try_code(&old[9]).await, "in any order");
        let new = backup_codes(&door, &browser).await;
        assert!(!try_code(&old[1]).await, "replaced");
        assert!(try_code(&new[1]).await);
        let live = browser.live(&door).await;
        let left = door.own_factors(&live).await.unwrap().into_iter().find(|f| f.kind == BACKUP).unwrap().left;
        assert_eq!(left, 9);
    }

    async fn whichever_form_begins_it_twenty_of_a_kind_are_the_most(place: Place) {
        let door = place.door_with(crate::races::raised).await;
        let forms: [(&domain::Kind, &[(&str, &str)]); 5] = [
            (&TOTP, &[("name", "x")]), (&TOTP, &[("token", "1")]), (&HOTP, &[("token", "1")]),
            (&SECURITY_KEY, &[("name", "x")]), (&PASSKEY, &[("name", "x")]),
        ];
        for (n, (kind, fields)) in forms.into_iter().enumerate() {
            let name = format!("anna{n}");
            add(&door, &name, false).await;
            let mut browser = Browser::new("192.0.2.1");
            let live = session(&door, &name, &mut browser).await;
            for begun in 0..21 {
                let shown = post(&door, At::Settings(&live), kind, "", None, fields, &browser).await;
                match shown {
                    Ok(door::Shown::Done(_)) => assert!(begun < 20, "{kind}"),
                    other => assert_eq!((begun, refusal(other)), (20, Refusal::TooMany(20)), "{kind}"),
                }
            }
        }
    }

    async fn N_17_N_23_a_bypass_code_works_within_its_hours(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let issue = async |hours| door.give_code(&Actor::COMMAND_LINE, "anna", hours, "lost phone").await;
        for hours in [0, 49, -1] {
            assert_eq!(refusal(issue(hours).await), Refusal::OutOfRange(1, 48));
        }
        assert_eq!(refusal(door.give_code(&Actor::COMMAND_LINE, "anna", 1, " ").await), Refusal::ReasonMissing);
        let (late, code) = (issue(1).await.unwrap(), issue(48).await.unwrap());
        place.clock().advance(Span::hours(1));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        assert_eq!(refusal(answer(&door, &waiting, &BYPASS, late.expose(), &browser).await), Refusal::WrongCode(BYPASS));
        assert!(answer(&door, &waiting, &BYPASS, code.expose(), &browser).await.is_ok());
    }

    async fn V6_4_4_V6_5_6_an_administrator_takes_factors_away_with_a_reason(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        backup_codes(&door, &browser).await;
        assert_eq!(refusal(door.remove_user_factors(&Actor::COMMAND_LINE, "anna", None, "").await), Refusal::ReasonMissing);
        door.remove_user_factors(&Actor::COMMAND_LINE, "anna", None, "lost everything").await.unwrap();
        assert!(door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap().is_empty());
        assert!(door.session(&browser.seen.session.clone().unwrap(), &browser.seen).await.unwrap().is_none());
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))));
    }

    async fn the_last_factor_stays_where_policy_requires_one(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &app, &mut browser).await;
        let live = browser.live(&door).await;
        let id = app.enrolment.parse().unwrap();
        let removal = door.removal(&live, id).await.unwrap();
        assert!(removal.last && !removal.required);
        door.require_factor(&Actor::COMMAND_LINE, domain::policy::Required::Everyone).await.unwrap();
        assert!(door.removal(&live, id).await.unwrap().required);
        assert_eq!(refusal(door.remove_factor(&live, id, &browser.seen).await), Refusal::FactorRequired);
    }

    async fn names_are_given_up_for_a_year_and_the_id_stays(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let id = door.account(&Actor::COMMAND_LINE, "anna").await.unwrap().id;
        door.rename_account(&Actor::COMMAND_LINE, "anna", "Anna.Ny").await.unwrap();
        assert_eq!(door.account(&Actor::COMMAND_LINE, "anna.ny").await.unwrap().id, id);
        let password = Some(domain::Secret::new(PASSWORD.to_owned()));
        let again = door::administration::NewAccount { name: "ANNA".into(), password, ..Default::default() };
        assert_eq!(refusal(door.add_account(&Actor::COMMAND_LINE, again.clone()).await), Refusal::NameTaken);
        place.clock().advance(Span::days(366));
        door.add_account(&Actor::COMMAND_LINE, again).await.unwrap();
        assert_eq!(refusal(door.rename_account(&Actor::COMMAND_LINE, "anna", "anna.NY").await), Refusal::NameTaken);
        door.delete_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let again = door::administration::NewAccount { name: "anna".into(), ..Default::default() };
        assert_eq!(refusal(door.add_account(&Actor::COMMAND_LINE, again).await), Refusal::NameTaken);
    }
}
