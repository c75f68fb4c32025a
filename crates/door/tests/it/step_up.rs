//! Sensitive things need a fitting proof that is young, through every verb.

use domain::{Refusal, Span};
use door::{Actor, At, DevicePasswords, Door, Freshness, LiveSession, PasswordChange, Shown};
use testing::people::*;
use testing::{Place, on_both};

/// Every sensitive verb, tried with this session; whether each was let through to its own checks.
async fn sensitive(
    door: &Door,
    live: &LiveSession,
    app: &App,
    browser: &Browser,
) -> Vec<(&'static str, Result<(), Refusal>)> {
    let id = app.enrolment.parse().unwrap();
    let no_email = domain::ids::EmailId::from_bytes([9; 16]);
    let shown = |shown: Result<Shown, domain::Stop>| shown.map(drop);
    let tried = vec![
        (
            "change password",
            door.change_password(
                live,
                PasswordChange {
                    current: "x",
                    new: "en helt annan mening",
                    device_passwords: DevicePasswords::Stay,
                },
                &browser.seen,
            )
            .await
            .map(drop),
        ),
        (
            "add e-mail",
            door.add_email(live, "x@example.org", &browser.seen).await,
        ),
        (
            "remove e-mail",
            door.remove_email(live, no_email, &browser.seen).await,
        ),
        (
            "begin an app",
            shown(
                post(
                    door,
                    At::Settings(live),
                    &TOTP,
                    "",
                    None,
                    &[("name", "x")],
                    browser,
                )
                .await,
            ),
        ),
        (
            "make backup codes",
            shown(make_codes(door, live, browser).await),
        ),
        ("resume", door.resume_factor(live, id, &browser.seen).await),
        ("look at removal", door.removal(live, id).await.map(drop)),
    ];
    tried
        .into_iter()
        .map(|(verb, tried)| {
            (
                verb,
                match tried {
                    Ok(()) => Ok(()),
                    Err(domain::Stop::Refused(refusal)) => Err(refusal),
                    Err(domain::Stop::Fault(fault)) => panic!("{verb}: {fault}"),
                },
            )
        })
        .collect()
}

fn all_refused(tried: &[(&str, Result<(), Refusal>)], with: &Refusal) {
    for (verb, tried) in tried {
        assert_eq!(tried.as_ref().err(), Some(with), "{verb}");
    }
}

fn none_refused_for_step_up(tried: &[(&str, Result<(), Refusal>)]) {
    for (verb, tried) in tried {
        assert!(
            !matches!(tried, Err(Refusal::StepUp | Refusal::OnlyTheLost)),
            "{verb}: {tried:?}"
        );
    }
}

on_both! {
    async fn L07_L20_N_19_V7_5_1_V7_5_3_every_sensitive_verb_asks_for_a_young_proof_of_the_strongest_kind(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &app, &mut browser).await;
        let live = browser.live(&door).await;
        none_refused_for_step_up(&sensitive(&door, &live, &app, &browser).await);
        place.clock().advance(Span::minutes(10));
        let live = browser.live(&door).await;
        all_refused(&sensitive(&door, &live, &app, &browser).await, &Refusal::StepUp);
        // L09: the password alone is no fitting proof, however young.
        let new = door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        all_refused(&sensitive(&door, &live, &app, &browser).await, &Refusal::StepUp);
        let code = app.code(&place, 0);
        let new = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        none_refused_for_step_up(&sensitive(&door, &live, &app, &browser).await);
    }

    async fn without_a_factor_the_password_is_enough(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Full);
        place.clock().advance(Span::minutes(10));
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
        let new = door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap();
        browser.keep(&new);
        assert_eq!(door.freshness(&browser.live(&door).await).await.unwrap(), Freshness::Full);
    }

    async fn L16_N_26_V7_2_4_a_session_goes_on_under_a_new_id_at_every_rise_and_the_old_one_is_dead(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let (old, id) = (browser.seen.session.clone().unwrap(), live.id());
        let code = app.code(&place, 0);
        let new = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        browser.keep(&new);
        assert!(door.session(&old, &browser.seen).await.unwrap().is_none());
        assert_eq!(browser.live(&door).await.id(), id, "the same in the list");
        // The old session steps up no more, and after a moment the same code doesn't either.
        let other = app.code(&place, 1);
        let again = door.step_up(&live, &TOTP, &form(&[("code", &other)]), &browser.seen).await;
        assert_eq!(refusal(again), Refusal::SignInOver);
        place.clock().advance(Span::seconds(11));
        let again = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await;
        assert_eq!(refusal(again), Refusal::WrongCode(TOTP));
    }

    async fn the_narrow_way_opens_replacing_the_lost_and_nothing_else(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        place.clock().advance(Span::minutes(11));
        let live = browser.live(&door).await;
        // A code alone isn't enough, and isn't spent for nothing; nor is the password alone.
        let early = door.step_up(&live, &BACKUP, &form(&[("code", &codes[0])]), &browser.seen).await;
        assert_eq!(refusal(early), Refusal::StepUp);
        let new = door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
        let new = door.step_up(&live, &BACKUP, &form(&[("code", &codes[0])]), &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow);
        for (verb, tried) in sensitive(&door, &live, &app, &browser).await {
            let open = matches!(verb, "begin an app" | "look at removal" | "make backup codes");
            assert_eq!(tried.is_ok(), open, "{verb}: {tried:?}");
            assert!(open || tried == Err(Refusal::OnlyTheLost), "{verb}: {tried:?}");
        }
        // The codes that just answered can't be taken away by it.
        let own = door.own_factors(&live).await.unwrap();
        let kept = own.iter().find(|f| f.kind == BACKUP).unwrap().id.parse().unwrap();
        assert_eq!(refusal(door.remove_factor(&live, kept, &browser.seen).await), Refusal::OnlyTheLost);
        door.suspend_factor(&live, app.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        let list = events(&door, "anna").await;
        assert!(list.contains(&"step-up.without-factor done".to_owned()), "told at once: {list:?}");
        // Confirming a new one opens no more in that session.
        let new = enrol(&place, &door, "New phone", &mut browser).await;
        assert_eq!(door.freshness(&browser.live(&door).await).await.unwrap(), Freshness::Narrow);
        assert_ne!(new.enrolment, app.enrolment);
    }

    async fn a_sign_in_by_backup_code_opens_the_narrow_way(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let Ok(door::Progress::In(new)) = answer(&door, &waiting, &BACKUP, &codes[5], &browser).await else { panic!() };
        assert_eq!(new.by_fallback, Some(BACKUP));
        browser.keep(&new);
        let live = browser.live(&door).await;
        assert_eq!(live.assurance(), domain::Assurance::TwoFactor, "the session is whole");
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow);
    }

    async fn L12_five_wrong_answers_end_that_session(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        for _ in 0..4 {
            let tried = door.step_up_by_password(&live, "wrong", &browser.seen).await;
            assert_eq!(refusal(tried), Refusal::WrongPassword);
        }
        let fifth = door.step_up_by_password(&live, "wrong", &browser.seen).await;
        assert_eq!(refusal(fifth), Refusal::SignInOver);
        assert!(door.session(&browser.seen.session.clone().unwrap(), &browser.seen).await.unwrap().is_none());
        assert!(events(&door, "anna").await.contains(&"session.ended done".to_owned()));
    }

    async fn L39_a_wrong_clock_is_told_to_somebody_signed_in_only(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let early = app.code(&place, 8);
        let (_, waiting) = pending(&door, "anna", &browser).await;
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &early, &browser).await), Refusal::WrongCode(TOTP));
        let live = browser.live(&door).await;
        let tried = door.step_up(&live, &TOTP, &form(&[("code", &early)]), &browser.seen).await;
        assert_eq!(refusal(tried), Refusal::ClockOff(Span::seconds(240)));
    }

    async fn V7_4_3_the_first_factor_ends_every_other_session_and_pending_sign_in(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let (mut one, mut other) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        session(&door, "anna", &mut one).await;
        session(&door, "anna", &mut other).await;
        door.require_factor(&Actor::COMMAND_LINE, domain::policy::Required::Everyone).await.unwrap();
        let (token, _) = pending(&door, "anna", &Browser::new("192.0.2.3")).await;
        enrol(&place, &door, "Phone", &mut one).await;
        assert!(door.pending(&token).await.unwrap().is_none());
        one.live(&door).await;
        assert!(door.session(&other.seen.session.clone().unwrap(), &other.seen).await.unwrap().is_none());
        // A later one leaves them alone.
        place.clock().advance(Span::seconds(60));
        let app = enrol(&place, &door, "Tablet", &mut one).await;
        place.clock().advance(Span::seconds(60));
        sign_in(&place, &door, "anna", &app, &mut other).await;
        enrol(&place, &door, "Third", &mut one).await;
        other.live(&door).await;
    }

    async fn N_18_an_administrator_helps_and_the_owner_reads_of_it(place: Place) {
        let door = place.door().await;
        add(&door, "root", true).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let root = session(&door, "root", &mut browser).await.actor(&browser.seen);
        door.give_code(&root, "anna", 24, "lost phone").await.unwrap();
        assert!(events(&door, "anna").await.contains(&"bypass-code.made done".to_owned()), "told to the owner");
    }
}
