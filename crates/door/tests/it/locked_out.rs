//! Nobody is locked out by a button: what can't answer isn't asked for, what was suspended comes back by a way that
//! is left, and whoever has used the last backup code may make new ones.

use domain::{Kind, Refusal, Span};
use door::{Door, Freshness, LiveSession, Shown, Shut};
use testing::people::*;
use testing::{Place, on_both};

use crate::audit::behind;
use crate::races::raised;

/// Where three wrong answers in a row disable a device.
fn three(config: &mut door::Config) {
    raised(config);
    config.limits.authenticator = 3;
}

async fn suspend(door: &Door, id: &str, browser: &Browser) {
    let live = browser.live(door).await;
    let suspended = door.suspend_factor(&live, id.parse().unwrap(), &browser.seen);
    suspended.await.unwrap();
}

async fn resume(door: &Door, id: &str, browser: &Browser) -> Result<(), domain::Stop> {
    let live = browser.live(door).await;
    door.resume_factor(&live, id.parse().unwrap(), &browser.seen)
        .await
}

/// In by the password and a backup code.
async fn by_code(door: &Door, code: &str) -> Browser {
    let mut browser = Browser::new("192.0.2.7");
    let (_, waiting) = pending(door, "anna", &browser).await;
    match answer(door, &waiting, &BACKUP, code, &browser).await {
        Ok(door::Progress::In(new)) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser
}

/// The password, given again.
async fn password(door: &Door, browser: &mut Browser) -> LiveSession {
    let live = browser.live(door).await;
    let risen = door.step_up_by_password(&live, PASSWORD, &browser.seen);
    let new = risen.await.unwrap();
    browser.keep(&new);
    browser.live(door).await
}

async fn make_codes(
    door: &Door,
    live: &LiveSession,
    browser: &Browser,
) -> Result<(), domain::Stop> {
    match testing::people::make_codes(door, live, browser).await? {
        Shown::Done(_) => Ok(()),
        _ => panic!("no codes"),
    }
}

on_both! {
    async fn N_22_what_is_suspended_is_not_asked_for_and_since_when_is_said(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let mut fob = enrol_token(&door, &HOTP, "Fob", &mut anna).await;
        place.clock().advance(Span::minutes(1));
        suspend(&door, &app.enrolment, &anna).await;
        let since = place.now();
        place.clock().advance(Span::minutes(1));

        // To a browser that isn't known, nothing is named.
        for (browser, names) in [(&anna, vec!["Phone".to_owned()]), (&Browser::new("192.0.2.9"), vec![])] {
            let (_, waiting) = pending(&door, "anna", browser).await;
            let choices = door.choices(&waiting, &browser.seen).await.unwrap();
            let suspended = choices.of(&TOTP).unwrap();
            assert_eq!(suspended.shut, Some(Shut::Suspended(since)));
            assert_eq!(suspended.names, names);
            assert_eq!(choices.only().map(|only| &only.kind), Some(&HOTP), "the one that is left is asked for");
            assert!(!choices.is_without_kinds() && !choices.is_shut());
        }

        let (_, waiting) = pending(&door, "anna", &anna).await;
        let words = door.words(domain::Language::FIRST, "");
        let asked = door.question(&waiting, &TOTP, &words).await;
        assert_eq!(refusal(asked), Refusal::Suspended(TOTP));
        // Neither a right code nor a wrong one is looked at, so that none is counted.
        for code in [app.code(&place, 0), app.wrong(&place)] {
            for _ in 0..20 {
                let answered = answer(&door, &waiting, &TOTP, &code, &anna).await;
                assert_eq!(refusal(answered), Refusal::Suspended(TOTP));
            }
        }
        assert!(events(&door, "anna").await.contains(&"sign-in.code refused".to_owned()));
        assert!(answer(&door, &waiting, &HOTP, &fob.press(), &anna).await.is_ok());
    }

    async fn with_two_of_a_kind_the_one_that_is_left_is_asked_for(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let lost = with_app(&place, &door, "anna", &mut anna).await;
        let tablet = enrol(&place, &door, "Tablet", &mut anna).await;
        place.clock().advance(Span::minutes(1));
        suspend(&door, &lost.enrolment, &anna).await;
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let choices = door.choices(&waiting, &anna.seen).await.unwrap();
        let only = choices.only().unwrap();
        assert_eq!((&only.kind, &only.names), (&TOTP, &vec!["Tablet".to_owned()]));
        let answered = answer(&door, &waiting, &TOTP, &lost.code(&place, 0), &anna).await;
        assert_eq!(refusal(answered), Refusal::WrongCode(TOTP));
        assert!(answer(&door, &waiting, &TOTP, &tablet.code(&place, 0), &anna).await.is_ok());
    }

    async fn what_too_many_wrong_answers_have_disabled_is_not_asked_for(place: Place) {
        let door = place.door_with(three).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let (_, waiting) = pending(&door, "anna", &anna).await;
        for _ in 0..3 {
            let answered = answer(&door, &waiting, &TOTP, &app.wrong(&place), &anna).await;
            assert_eq!(refusal(answered), Refusal::WrongCode(TOTP));
        }
        let choices = door.choices(&waiting, &anna.seen).await.unwrap();
        assert_eq!(choices.of(&TOTP).unwrap().shut, Some(Shut::Locked));
        assert!(choices.is_shut());
        let words = door.words(domain::Language::FIRST, "");
        assert_eq!(refusal(door.question(&waiting, &TOTP, &words).await), Refusal::Locked);
        let answered = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await;
        assert_eq!(refusal(answered), Refusal::Locked);
    }

    async fn N_22_whoever_suspended_one_takes_it_back_in_that_session_for_ten_minutes(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let mut other = Browser::new("192.0.2.2");
        place.clock().advance(Span::minutes(1));
        sign_in(&place, &door, "anna", &app, &mut other).await;
        place.clock().advance(Span::minutes(5));
        suspend(&door, &app.enrolment, &anna).await;
        // Its own proof counts no more, and the session opens nothing else.
        assert_eq!(door.freshness(&anna.live(&door).await).await.unwrap(), Freshness::None);
        assert_eq!(refusal(resume(&door, &app.enrolment, &other).await), Refusal::StepUp);
        place.clock().advance(Span::minutes(10).minus(Span::micros(1)));
        resume(&door, &app.enrolment, &anna).await.unwrap();

        // A moment later it takes another way.
        let mut anna = Browser::new("192.0.2.3");
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        suspend(&door, &app.enrolment, &anna).await;
        place.clock().advance(Span::minutes(10));
        assert_eq!(refusal(resume(&door, &app.enrolment, &anna).await), Refusal::StepUp);
    }

    async fn N_22_a_suspended_one_comes_back_by_a_fresh_backup_code_or_another_factor(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        let mut fob = enrol_token(&door, &HOTP, "Fob", &mut anna).await;
        suspend(&door, &app.enrolment, &anna).await;
        place.clock().advance(Span::hours(1));

        let found = by_code(&door, &codes[0]).await;
        assert_eq!(door.freshness(&found.live(&door).await).await.unwrap(), Freshness::Narrow);
        resume(&door, &app.enrolment, &found).await.unwrap();

        suspend(&door, &app.enrolment, &found).await;
        let mut found = Browser::new("192.0.2.8");
        let (_, waiting) = pending(&door, "anna", &found).await;
        match answer(&door, &waiting, &HOTP, &fob.press(), &found).await {
            Ok(door::Progress::In(new)) => found.keep(&new),
            other => panic!("{other:?}"),
        }
        resume(&door, &app.enrolment, &found).await.unwrap();
    }

    async fn what_its_owner_did_not_suspend_takes_the_strongest_factor(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        behind(&place, "UPDATE enrolments SET suspended = 1 WHERE kind = 'totp'").await;
        place.clock().advance(Span::minutes(1));
        let found = by_code(&door, &codes[0]).await;
        assert_eq!(refusal(resume(&door, &app.enrolment, &found).await), Refusal::OnlyTheLost);
        // Of a copy nobody takes it back, not even the session that had suspended it before.
        let newest = "(SELECT id FROM sessions ORDER BY made DESC LIMIT 1)";
        let copied = format!("UPDATE enrolments SET copied = 1, suspended_by = {newest} WHERE kind = 'totp'");
        behind(&place, &copied).await;
        assert_eq!(refusal(resume(&door, &app.enrolment, &found).await), Refusal::MaybeCopied(TOTP));
    }

    async fn taking_it_back_opens_nothing_that_guessing_has_disabled(place: Place) {
        let door = place.door_with(three).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let (_, waiting) = pending(&door, "anna", &anna).await;
        for _ in 0..3 {
            let _ = answer(&door, &waiting, &TOTP, &app.wrong(&place), &anna).await;
        }
        suspend(&door, &app.enrolment, &anna).await;
        resume(&door, &app.enrolment, &anna).await.unwrap();
        let answered = answer(&door, &waiting, &TOTP, &app.code(&place, 1), &anna).await;
        assert_eq!(refusal(answered), Refusal::Locked);
    }

    async fn the_last_that_can_answer_is_told_apart(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let last = async |id: &str, anna: &Browser| {
            let live = anna.live(&door).await;
            let of = door.suspension(&live, id.parse().unwrap()).await.unwrap();
            (of.last, of.codes)
        };
        assert_eq!(last(&app.enrolment, &anna).await, (true, 0));
        backup_codes(&door, &anna).await;
        assert_eq!(last(&app.enrolment, &anna).await, (true, 10));
        let fob = enrol_token(&door, &HOTP, "Fob", &mut anna).await;
        assert_eq!(last(&app.enrolment, &anna).await, (false, 10));
        suspend(&door, &fob.enrolment, &anna).await;
        assert_eq!(last(&app.enrolment, &anna).await, (true, 10));
        resume(&door, &fob.enrolment, &anna).await.unwrap();
        door.switch_kind(&door::Actor::COMMAND_LINE, "hotp", false).await.unwrap();
        assert_eq!(last(&app.enrolment, &anna).await, (true, 10), "what is off doesn't answer");
    }

    async fn N_14_after_the_last_backup_code_new_ones_are_made_at_once_or_by_the_password(place: Place) {
        let door = place.door_with(raised).await;
        let mut anna = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        for code in &codes[..9] {
            by_code(&door, code).await;
        }
        // With codes left, the password alone makes none.
        let mut early = by_code(&door, &codes[9]).await;
        behind(&place, "UPDATE enrolments SET codes_left = 1 WHERE kind = 'backup-code'").await;
        place.clock().advance(Span::minutes(11));
        let live = password(&door, &mut early).await;
        assert_eq!(refusal(make_codes(&door, &live, &early).await), Refusal::StepUp);

        behind(&place, "UPDATE enrolments SET codes_left = 0 WHERE kind = 'backup-code'").await;
        place.clock().advance(Span::minutes(11));
        let live = early.live(&door).await;
        assert_eq!(refusal(make_codes(&door, &live, &early).await), Refusal::StepUp);
        assert!(door.step_up_ways(&live).await.unwrap().codes);
        // Nobody else's session may, however young its password.
        let mut other = Browser::new("192.0.2.5");
        other.seen.session.clone_from(&anna.seen.session);
        let theirs = password(&door, &mut other).await;
        assert_eq!(refusal(make_codes(&door, &theirs, &other).await), Refusal::StepUp);

        let live = password(&door, &mut early).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
        make_codes(&door, &live, &early).await.unwrap();
        assert_eq!(left(&door, &live, &BACKUP).await, 10);
        assert_eq!(refusal(make_codes(&door, &live, &early).await), Refusal::StepUp, "there are codes again");
    }

    async fn a_session_by_a_backup_code_makes_new_ones_for_ten_minutes(place: Place) {
        let door = place.door().await;
        let mut anna = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        let found = by_code(&door, &codes[0]).await;
        place.clock().advance(Span::minutes(10).minus(Span::seconds(1)));
        let live = found.live(&door).await;
        make_codes(&door, &live, &found).await.unwrap();
        place.clock().advance(Span::seconds(1));
        assert_eq!(refusal(make_codes(&door, &live, &found).await), Refusal::StepUp);
    }
}

async fn left(door: &Door, live: &LiveSession, kind: &Kind) -> i64 {
    let own = door.own_factors(live).await.unwrap();
    own.iter().find(|one| one.kind == *kind).unwrap().left
}
