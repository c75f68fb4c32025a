//! From nothing to a session, and what a pending sign-in can't do.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use door::{Actor, Progress};
use testing::people::*;
use testing::{Place, on_both};

on_both! {
    async fn a_password_alone_is_enough_where_no_factor_exists(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        assert_eq!(live.name, "anna");
        assert_eq!(live.assurance(), domain::Assurance::Single);
        assert!(events(&door, "anna").await.contains(&"sign-in.new-browser done".to_owned()));
    }

    async fn a_sign_in_from_a_browser_that_the_account_does_not_know_is_told_as_such(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        let mut browsers = [Browser::new("192.0.2.1"), Browser::new("192.0.2.2")];
        let mut told = Vec::new();
        for (name, browser) in [("anna", 0), ("anna", 0), ("anna", 1), ("bea", 0)] {
            place.clock().advance(Span::seconds(1));
            session(&door, name, &mut browsers[browser]).await;
            told.push(events(&door, name).await.into_iter().find(|event| event.starts_with("sign-in")).unwrap());
        }
        let (new, known) = ("sign-in.new-browser done", "sign-in done");
        assert_eq!(told, [new, known, new, new], "known to one account is not known to another");
    }

    async fn L08_whoever_has_a_factor_is_asked_and_gets_in_with_a_code(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let mut other = Browser::new("192.0.2.2");
        sign_in(&place, &door, "anna", &app, &mut other).await;
        assert_eq!(other.live(&door).await.assurance(), domain::Assurance::TwoFactor);
    }

    async fn L11_R6238_3_N_9_V6_5_1_a_code_is_accepted_once_whoever_sends_it_again(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (_, first) = pending(&door, "anna", &browser).await;
        let (_, second) = pending(&door, "anna", &browser).await;
        let code = app.code(&place, 0);
        assert!(matches!(answer(&door, &first, &TOTP, &code, &browser).await, Ok(Progress::In(_))));
        assert_eq!(refusal(answer(&door, &second, &TOTP, &code, &browser).await), Refusal::WrongCode(TOTP));
        // N_9: the owner is told.
        assert!(events(&door, "anna").await.contains(&"code.used-again refused".to_owned()));
        // An older one after a newer one, and all of it after a restart.
        let restarted = place.door().await;
        let older = app.code(&place, -1);
        assert_eq!(refusal(answer(&restarted, &second, &TOTP, &older, &browser).await), Refusal::WrongCode(TOTP));
        assert_eq!(refusal(answer(&restarted, &second, &TOTP, &code, &browser).await), Refusal::WrongCode(TOTP));
    }

    async fn R6238_3_the_code_that_confirmed_counts_as_used(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        let (_, pending) = pending(&door, "anna", &browser).await;
        let code = app.code(&place, 0);
        assert_eq!(refusal(answer(&door, &pending, &TOTP, &code, &browser).await), Refusal::WrongCode(TOTP));
    }

    async fn L11_a_pending_sign_in_is_answered_once_and_then_gone(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, first) = pending(&door, "anna", &browser).await;
        answer(&door, &first, &TOTP, &app.code(&place, 0), &browser).await.unwrap();
        assert!(door.pending(&token).await.unwrap().is_none());
        let again = answer(&door, &first, &TOTP, &app.code(&place, 1), &browser).await;
        assert_eq!(refusal(again), Refusal::SignInOver);
    }

    async fn a_double_click_finds_the_session_that_it_made_and_raises_no_alarm(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, first) = pending(&door, "anna", &browser).await;
        let code = app.code(&place, 0);
        let Ok(Progress::In(new)) = answer(&door, &first, &TOTP, &code, &browser).await else { panic!() };
        let again = door.answer_resubmitted(&token, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        assert_eq!(again.unwrap().token.write(), new.token.write());
        for (kind, code) in [(&TOTP, app.code(&place, 1)), (&BACKUP, code.clone()), (&TOTP, String::new())] {
            let other = door.answer_resubmitted(&token, kind, &form(&[("code", &code)]), &browser.seen).await;
            assert!(other.unwrap().is_none(), "another answer finds nothing");
        }
        place.clock().advance(Span::seconds(11));
        let late = door.answer_resubmitted(&token, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        assert!(late.is_none(), "only for a moment");
        assert!(!events(&door, "anna").await.contains(&"code.used-again refused".to_owned()));
    }

    async fn a_pending_sign_in_expires_after_ten_minutes(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, pending) = pending(&door, "anna", &browser).await;
        place.clock().advance(Span::minutes(10));
        assert!(door.pending(&token).await.unwrap().is_none());
        let late = answer(&door, &pending, &TOTP, &app.code(&place, 0), &browser).await;
        assert_eq!(refusal(late), Refusal::SignInOver);
    }

    async fn a_cancelled_sign_in_is_over(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let (token, pending) = pending(&door, "anna", &browser).await;
        door.cancel(&pending).await.unwrap();
        door.cancel(&pending).await.unwrap();
        assert!(door.pending(&token).await.unwrap().is_none());
    }

    async fn L02_L18_a_pending_token_is_no_session_and_no_session_is_pending(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let (token, _) = pending(&door, "anna", &browser).await;
        assert!(door.session(&as_session(&token), &browser.seen).await.unwrap().is_none());
        let session = as_token(browser.seen.session.as_ref().unwrap());
        assert!(door.pending(&session).await.unwrap().is_none());
        let known = browser.seen.known.clone().unwrap();
        assert!(door.session(&as_session(&known), &browser.seen).await.unwrap().is_none());
        assert!(door.pending(&known).await.unwrap().is_none());
        for kind in [door::LinkKind::SetUp, door::LinkKind::Invite] {
            assert_eq!(refusal(door.link(kind, &token).await), Refusal::LinkGone);
        }
    }

    async fn L03_nothing_durable_is_set_before_the_last_proof(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        // The outcome of a password that owes more holds nothing but the pending token.
        let stranger = Browser::new("192.0.2.9");
        assert!(matches!(by_password(&door, "anna", &stranger).await, Ok(Progress::Owed(_))));
        assert_eq!(events(&door, "anna").await.iter().filter(|e| *e == "sign-in.new-browser done").count(), 1);
    }

    async fn L15_unknown_wrong_and_disabled_are_answered_alike(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "berit", false).await;
        door.disable_account(&Actor::COMMAND_LINE, "berit").await.unwrap();
        door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("cecilia", false)).await.unwrap();
        let browser = Browser::new("192.0.2.1");
        for (name, password) in [
            ("anna", "wrong"), ("nobody", PASSWORD), ("berit", PASSWORD), ("cecilia", PASSWORD), ("", ""),
            ("anna", ""), ("åäö", PASSWORD), ("anna\0", PASSWORD), ("anna", &"x".repeat(10_000)),
        ] {
            let wrong = door.sign_in(name, password, "", &browser.seen).await;
            assert_eq!(refusal(wrong), Refusal::WrongSignIn, "{name}");
        }
    }

    async fn a_name_signs_in_whatever_its_case_and_so_does_a_confirmed_address(place: Place) {
        let door = place.door().await;
        let new = door::administration::NewAccount {
            name: "Anna.Berg".into(),
            password: Some(domain::Secret::new(PASSWORD.into())),
            emails: vec!["Anna@Example.org".into()],
            ..Default::default()
        };
        door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
        let browser = Browser::new("192.0.2.1");
        for name in ["anna.berg", "ANNA.BERG", " Anna.Berg ", "anna@example.org"] {
            assert!(matches!(by_password(&door, name, &browser).await, Ok(Progress::In(_))), "{name}");
        }
    }

    async fn L16_V7_2_2_V7_2_4_a_completed_sign_in_ends_the_session_that_the_browser_held(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let old = browser.seen.session.clone().unwrap();
        session(&door, "anna", &mut browser).await;
        assert_ne!(old.write(), browser.seen.session.clone().unwrap().write());
        assert!(door.session(&old, &browser.seen).await.unwrap().is_none());
    }

    async fn N_26_V7_4_1_signing_out_ends_the_session_on_the_server(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.sign_out(&live, &browser.seen).await.unwrap();
        assert!(door.session(&browser.seen.session.clone().unwrap(), &browser.seen).await.unwrap().is_none());
    }

    async fn L17_V7_4_2_disabling_ends_sessions_and_pending_sign_ins_at_once_on_every_node(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, pending) = pending(&door, "anna", &browser).await;
        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let session = browser.seen.session.clone().unwrap();
        assert!(node.session(&session, &browser.seen).await.unwrap().is_none());
        assert!(node.pending(&token).await.unwrap().is_none());
        let late = answer(&node, &pending, &TOTP, &app.code(&place, 0), &browser).await;
        assert_eq!(refusal(late), Refusal::SignInOver);
        door.enable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert!(node.session(&session, &browser.seen).await.unwrap().is_none(), "and stay ended");
    }

    async fn L06_N_17_V6_4_3_V6_4_6_a_reset_changes_the_password_only(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, _) = pending(&door, "anna", &browser).await;
        let new = domain::Secret::new("en helt annan mening".to_owned());
        door.set_user_password(&Actor::COMMAND_LINE, "anna", &new).await.unwrap();
        assert!(door.pending(&token).await.unwrap().is_none());
        let session = browser.seen.session.clone().unwrap();
        assert!(door.session(&session, &browser.seen).await.unwrap().is_none());
        assert_eq!(refusal(by_password(&door, "anna", &browser).await), Refusal::WrongSignIn);
        let Ok(Progress::Owed(token)) = door.sign_in("anna", new.expose(), "", &browser.seen).await else { panic!() };
        let pending = door.pending(&token).await.unwrap().unwrap();
        assert!(matches!(answer(&door, &pending, &TOTP, &app.code(&place, 0), &browser).await, Ok(Progress::In(_))));
    }

    async fn at_most_a_hundred_sign_ins_wait_and_the_oldest_gives_way(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let (first, _) = pending(&door, "anna", &browser).await;
        for _ in 0..100 {
            place.clock().advance(Span::micros(1));
            pending(&door, "anna", &browser).await;
        }
        assert!(door.pending(&first).await.unwrap().is_none());
    }
}
