//! What is said of a code for several devices.

use domain::{Form, Span};

use super::super::{Moves, step};
use super::devices::*;
use crate::stage::{Stage, now};
use crate::{Enrolment, Verdict, Why};

/// What is said of these digits.
async fn said(stage: &Stage, of: &[Enrolment], code: &str) -> Result<Enrolment, Why> {
    let reader = stage.reader();
    let at = stage.at(&reader);
    let factor = stage.factor(&of[0].kind);
    let form = Form::new(vec![("code".to_owned(), code.to_owned())]);
    let answer = factor.read(&form).unwrap();
    match factor.check(&at, of, answer).await.unwrap() {
        Verdict::Right(claim) => {
            let right = claim.into_parts().of;
            let of = of.iter().find(|one| one.id == right);
            Ok(of.unwrap().clone())
        }
        Verdict::Wrong(why) => Err(why),
        Verdict::NotYet => panic!("a code is right or wrong"),
        Verdict::Suspect(_) => panic!("no code has a copy"),
    }
}

/// The next code of a device that was never used.
fn next(moves: Moves) -> i64 {
    moves.period().map_or(0, |period| step(now(), period))
}

#[tokio::test]
async fn the_code_of_a_suspended_device_is_wrong_and_the_log_says_so() {
    for moves in [APP, TOKEN, PRESSES] {
        let stage = Stage::new().await;
        let (of, shared) = device(&stage, 1, moves);
        let code = shared.code(next(moves));
        let right = said(&stage, std::slice::from_ref(&of), &code).await;
        assert_eq!(right.unwrap().id, of.id);
        let suspended = Enrolment {
            suspended: Some(now()),
            ..of
        };
        let wrong = said(&stage, &[suspended], &code).await;
        assert_eq!(wrong.unwrap_err(), Why::Suspended, "{moves:?}");
    }
}

#[tokio::test]
async fn of_two_devices_what_is_off_by_the_clock_hides_nothing_said_before() {
    let stage = Stage::new().await;
    // Two rows with one secret, so that one code means something to both.
    let (_, shared) = device(&stage, 1, APP);
    let late = step(now(), 30) - 4;
    let code = shared.code(late);
    let off = Why::ClockOff(Span::seconds(-120));
    let (away, _) = device(&stage, 1, APP);
    // Looked at by a clock that is astray, so that the old step is within reach and has been used.
    let (token, _) = device(&stage, 1, TOKEN);
    let used = Enrolment {
        last_counter: step(now(), 30),
        drift: -4,
        ..token
    };
    assert_eq!(
        said(&stage, std::slice::from_ref(&used), &code)
            .await
            .unwrap_err(),
        Why::Used
    );
    assert_eq!(
        said(&stage, std::slice::from_ref(&away), &code)
            .await
            .unwrap_err(),
        off
    );
    for (of, expected) in [
        ([used.clone(), away.clone()], Why::Used),
        ([away.clone(), used], Why::Used),
        ([away.clone(), away], off),
    ] {
        assert_eq!(said(&stage, &of, &code).await.unwrap_err(), expected);
    }
}

#[tokio::test]
async fn an_owner_is_told_where_two_codes_have_set_a_token_right_and_nowhere_else() {
    let stage = Stage::new().await;
    let (of, shared) = device(&stage, 1, TOKEN);
    let of = Enrolment { drift: -9, ..of };
    let current = step(now(), 30);
    let two = |from: i64| format!("{}{}", shared.code(from), shared.code(from + 1));
    for (code, told) in [
        (two(current - 5), true),
        (two(current - 10), false),
        (shared.code(current - 8), false),
    ] {
        let reader = stage.reader();
        let at = stage.at(&reader);
        let form = Form::new(vec![("code".to_owned(), code)]);
        let factor = stage.factor(&of.kind);
        let answer = factor.read(&form).unwrap();
        let all = std::slice::from_ref(&of);
        let Verdict::Right(claim) = factor.check(&at, all, answer).await.unwrap() else {
            panic!("wrong");
        };
        assert_eq!(claim.into_parts().told.is_some(), told);
    }
}
