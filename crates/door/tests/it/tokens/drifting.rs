//! A token with a clock of its own: its drift is learned, within bounds, and it is found again where that makes
//! no old code good.

use domain::{Refusal, Span, Stop};
use door::{At, Freshness, Progress, Shown};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{anna, gets_in};
use crate::races::{CROWD, raised};

/// Finds a token again in the settings.
async fn resync(
    door: &door::Door,
    token: &Fob,
    typed: &str,
    browser: &Browser,
) -> Result<(), Refusal> {
    let live = browser.live(door).await;
    let (id, fields) = (Some(token.enrolment.as_str()), [("code", typed)]);
    let at = At::Settings(&live);
    let shown = post(door, at, &TOTP, "/{id}/resync", id, &fields, browser).await;
    match shown {
        Ok(Shown::Done(done)) => {
            assert!(done.session.is_none(), "it is no proof");
            Ok(())
        }
        Ok(Shown::Page(_, _, Some(refusal))) | Err(Stop::Refused(refusal)) => Err(refusal),
        Ok(_) => panic!("nothing was done"),
        Err(Stop::Fault(fault)) => panic!("{fault}"),
    }
}

/// Anna with a token whose clock is so many steps ahead.
async fn ahead(place: &Place, door: &door::Door, steps: i64) -> (Browser, Fob) {
    let mut browser = anna(door).await;
    let page = begin_token(door, &TOTP, &[], &browser).await;
    let token = Fob::programmed(&TOTP, &page);
    assert!(confirm_token(door, &token, &token.shown(place, steps), &mut browser).await);
    place.clock().advance(Span::minutes(5));
    (browser, token)
}

on_both! {
    async fn r6238_4_the_drift_is_learned_by_a_step_a_day_and_stays_within_twenty(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 4).await;
        assert!(!gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await, "its clock is elsewhere");
        assert!(!gets_in(&door, &token, &token.shown(&place, 6), &mut browser).await, "two steps at once");
        for steps in 5..=20 {
            assert!(gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await, "{steps}");
            assert!(!gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await, "{steps}, again");
            place.clock().advance(Span::days(1));
        }
        assert!(!gets_in(&door, &token, &token.shown(&place, 21), &mut browser).await);
        assert!(gets_in(&door, &token, &token.shown(&place, 20), &mut browser).await);
    }

    async fn a_run_of_codes_that_were_never_used_leads_no_token_back_one_by_one(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 0).await;
        for day in 0..3 {
            // Each was shown a step earlier than the one before, and never typed.
            let mut led = 0;
            for steps in (-20..=-1).rev() {
                place.clock().advance(Span::minutes(1));
                led += i32::from(gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await);
            }
            assert_eq!(led, 2, "day {day}: a step, and what is within reach of that");
            place.clock().advance(Span::minutes(1));
            assert!(gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await, "the owner's own");
            place.clock().advance(Span::days(1));
        }
    }

    async fn towards_the_present_a_token_is_led_by_each_code(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 6).await;
        for steps in (0..=5).rev() {
            assert!(gets_in(&door, &token, &token.shown(&place, steps), &mut browser).await, "{steps}");
            place.clock().advance(Span::minutes(2));
        }
    }

    async fn r6238_4_at_sign_in_two_codes_lead_no_token_back_nor_away_from_the_present(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 0).await;
        // Long enough for every code of the last ten minutes to be one that was never used.
        place.clock().advance(Span::minutes(10));
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        for steps in (-22..=-2).chain(1..=21) {
            assert!(!gets_in(&door, &token, &two(steps), &mut browser).await, "{steps}");
        }
        assert!(!gets_in(&door, &token, &token.shown(&place, -18), &mut browser).await);
        assert!(gets_in(&door, &token, &two(0), &mut browser).await, "what one of them would do");
        place.clock().advance(Span::minutes(1));
        assert!(!gets_in(&door, &token, &token.shown(&place, 2), &mut browser).await, "it led nowhere");
        assert!(gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await, "the owner's own");
        assert!(!events(&door, "anna").await.contains(&"factor.resynced done".to_owned()));
    }

    async fn a_token_that_went_slow_is_found_between_there_and_the_present_and_its_owner_told(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, -10).await;
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        for (typed, right) in [(two(-12), false), (two(0), false), (two(-5), true), (two(-6), false)] {
            assert_eq!(gets_in(&door, &token, &typed, &mut browser).await, right, "{typed}");
        }
        assert!(events(&door, "anna").await.contains(&"factor.resynced done".to_owned()));
        place.clock().advance(Span::minutes(1));
        assert!(gets_in(&door, &token, &token.shown(&place, -4), &mut browser).await);
    }

    async fn in_a_session_two_codes_find_a_token_within_twenty_steps_and_its_owner_is_told(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 0).await;
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        let wrong = Refusal::WrongCode(TOTP);
        for (typed, said) in [
            (two(-22), &wrong), (two(20), &wrong), (two(-11), &wrong), (token.shown(&place, -5), &wrong),
            ("123".to_owned(), &Refusal::NotACode(TOTP)),
        ] {
            assert_eq!(resync(&door, &token, &typed, &browser).await.as_ref(), Err(said), "{typed}");
        }
        assert_eq!(resync(&door, &token, &two(-5), &browser).await, Ok(()));
        assert_eq!(resync(&door, &token, &two(-5), &browser).await, Err(wrong), "used");
        let told = events(&door, "anna").await;
        assert_eq!(told.iter().filter(|event| *event == "factor.resynced done").count(), 1);
        assert!(told.contains(&"factor.resynced refused".to_owned()));
        place.clock().advance(Span::minutes(1));
        // From then on its clock is known to be four behind.
        assert!(!gets_in(&door, &token, &token.shown(&place, 0), &mut browser).await);
        assert!(gets_in(&door, &token, &token.shown(&place, -4), &mut browser).await);
    }

    async fn a_resync_takes_a_session_and_proves_nothing(place: Place) {
        let door = place.door_with(raised).await;
        let (mut browser, token) = ahead(&place, &door, 0).await;
        let codes = backup_codes(&door, &browser).await;
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let fields = [("code", two(-5))];
        let fields = fields.each_ref().map(|(name, code)| (*name, code.as_str()));
        let id = Some(token.enrolment.as_str());
        let tried = post(&door, At::SigningIn(&waiting), &TOTP, "/{id}/resync", id, &fields, &browser).await;
        assert_eq!(refusal(tried), Refusal::NotAllowed);
        place.clock().advance(Span::minutes(11));
        assert_eq!(resync(&door, &token, &two(-5), &browser).await, Err(Refusal::StepUp));
        // Whoever comes by a backup code stands narrow, and stays so.
        let (_, waiting) = pending(&door, "anna", &browser).await;
        match answer(&door, &waiting, &BACKUP, &codes[0], &browser).await.unwrap() {
            Progress::In(new) => browser.keep(&new),
            other => panic!("{other:?}"),
        }
        assert_eq!(resync(&door, &token, &two(-5), &browser).await, Ok(()));
        let live = browser.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow);
        // Nobody else's, none that is suspended, and no app, which has no clock of its own.
        let mut other = Browser::new("192.0.2.2");
        let app = with_app(&place, &door, "berit", &mut other).await;
        assert_eq!(resync(&door, &token, &two(-2), &other).await, Err(Refusal::NoSuch));
        let mut phone = Fob::with(&TOTP, &[0; 16]);
        phone.enrolment = app.enrolment;
        assert_eq!(resync(&door, &phone, &two(-2), &other).await, Err(Refusal::NoSuch));
        door.suspend_factor(&live, token.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        assert_eq!(resync(&door, &token, &two(-2), &browser).await, Err(Refusal::NoSuch));
    }

    async fn L12_guesses_at_a_resync_draw_on_the_budget_of_sign_in(place: Place) {
        let door = place.door().await;
        let (browser, token) = ahead(&place, &door, 0).await;
        let two = |steps: i64| format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
        for _ in 0..5 {
            assert_eq!(resync(&door, &token, "123", &browser).await, Err(Refusal::NotACode(TOTP)), "costs nothing");
        }
        let mut said = Vec::new();
        for _ in 0..8 {
            said.push(resync(&door, &token, "000000 000000", &browser).await.unwrap_err());
        }
        let looked_at = said.iter().filter(|said| **said == Refusal::WrongCode(TOTP)).count();
        assert!((5..=6).contains(&looked_at), "{said:?}");
        assert!(matches!(resync(&door, &token, &two(-5), &browser).await, Err(Refusal::Wait(_))), "nor is the right one");
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let late = answer(&door, &waiting, &TOTP, &token.shown(&place, 0), &browser).await;
        assert!(matches!(refusal(late), Refusal::Wait(_)), "at sign-in neither");
    }

    async fn L11_of_sixty_four_that_find_a_token_at_once_one_does(place: Place) {
        let doors = [place.door_with(raised).await, place.door_with(raised).await];
        let (browser, token) = ahead(&place, &doors[0], 0).await;
        for round in 0..5_i64 {
            let steps = -9 + 2 * round;
            let typed = format!("{} {}", token.shown(&place, steps), token.shown(&place, steps + 1));
            let outcomes = at_once(CROWD, |n| {
                let (door, token, browser, typed) = (doors[n % 2].clone(), token.clone(), browser.clone(), typed.clone());
                async move { resync(&door, &token, &typed, &browser).await }
            }).await;
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}");
        }
    }

    async fn r6238_4_an_app_keeps_to_the_current_step_and_one_either_side(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let token = Fob::with(&TOTP, &[0; 16]);
        for _ in 0..3 {
            assert!(gets_in(&door, &token, &app.code(&place, 1), &mut browser).await);
            place.clock().advance(Span::minutes(2));
            assert!(!gets_in(&door, &token, &app.code(&place, 2), &mut browser).await, "nothing is learned");
        }
        let two = format!("{} {}", app.code(&place, 2), app.code(&place, 3));
        assert!(!gets_in(&door, &token, &two, &mut browser).await);
        assert!(gets_in(&door, &token, &app.code(&place, -1), &mut browser).await);
    }
}
