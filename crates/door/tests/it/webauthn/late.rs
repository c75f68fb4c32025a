//! An answer to a question that was asked earlier than the last answered one: asked again without alarm, once.

use domain::{Refusal, Span};
use door::{Door, Pending, Progress};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::copied::signed;
use super::{alone, asked_alone, send_alone};
use crate::races::raised;

async fn with_key(door: &Door, name: &str) -> FidoToken {
    add(door, name, false).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, name, &mut browser).await;
    add_token(door, &SECURITY_KEY, "Key", &mut browser).await.0
}

/// A browser that is known, by a sign-in with this count.
async fn known(door: &Door, name: &str, key: &FidoToken, count: u32) -> Browser {
    let mut browser = Browser::new("192.0.2.1");
    let (_, waiting) = pending(door, name, &browser).await;
    let said = signed(door, &waiting, key, count).await;
    browser.keep(&let_in(said_by(door, &waiting, &said, &browser).await));
    browser
}

async fn said_by(
    door: &Door,
    waiting: &Pending,
    said: &str,
    browser: &Browser,
) -> Result<Progress, domain::Stop> {
    answer(door, waiting, &SECURITY_KEY, said, browser).await
}

fn let_in(outcome: Result<Progress, domain::Stop>) -> door::NewSession {
    match outcome {
        Ok(Progress::In(new)) => new,
        other => panic!("{other:?}"),
    }
}

/// Two questions, the second of which is answered first; what the first browser says then, in its sign-in.
async fn overtaken(
    place: &Place,
    door: &Door,
    name: &str,
    key: &FidoToken,
    (first, last): (u32, u32),
    slow: &Browser,
) -> (Pending, String) {
    let (_, waiting) = pending(door, name, slow).await;
    let said = signed(door, &waiting, key, first).await;
    place.clock().advance(Span::seconds(1));
    let quick = Browser::new("198.51.100.1");
    let (_, other) = pending(door, name, &quick).await;
    let answered = signed(door, &other, key, last).await;
    place.clock().advance(Span::seconds(1));
    let_in(said_by(door, &other, &answered, &quick).await);
    (waiting, said)
}

on_both! {
    async fn a_late_answer_is_asked_for_again_and_nothing_ends(place: Place) {
        let door = place.door_with(raised).await;
        let key = with_key(&door, "anna").await;
        let mut slow = known(&door, "anna", &key, 2).await;
        for count in [3, 10] {
            // Once it has answered rightly, it may be late again.
            let (waiting, said) = overtaken(&place, &door, "anna", &key, (count, count + 1), &slow).await;
            assert_eq!(refusal(said_by(&door, &waiting, &said, &slow).await), Refusal::AskedAgain(SECURITY_KEY));
            assert_eq!(refusal(said_by(&door, &waiting, &said, &slow).await), Refusal::WrongCode(SECURITY_KEY), "sent twice");
            slow.live(&door).await;
            assert!(!events(&door, "anna").await.contains(&"factor.copied refused".to_owned()));
            let again = signed(&door, &waiting, &key, count + 2).await;
            slow.keep(&let_in(said_by(&door, &waiting, &again, &slow).await));
        }
    }

    async fn that_browsers_next_answer_that_goes_back_is_a_copys(place: Place) {
        let door = place.door_with(raised).await;
        for (round, asked_anew) in [true, false].into_iter().enumerate() {
            let name = format!("anna{round}");
            let key = with_key(&door, &name).await;
            let slow = known(&door, &name, &key, 2).await;
            let (waiting, said) = overtaken(&place, &door, &name, &key, (4, 6), &slow).await;
            let (_, early) = pending(&door, &name, &slow).await;
            let mut next = signed(&door, &early, &key, 5).await;
            assert_eq!(refusal(said_by(&door, &waiting, &said, &slow).await), Refusal::AskedAgain(SECURITY_KEY));
            if asked_anew {
                next = signed(&door, &early, &key, 6).await;
            } else {
                // Overtaken as well, and yet the second time.
                overtaken(&place, &door, &name, &key, (7, 8), &Browser::new("203.0.113.1")).await;
            }
            assert_eq!(refusal(said_by(&door, &early, &next, &slow).await), Refusal::MaybeCopied(SECURITY_KEY));
        }
    }

    async fn of_browsers_that_nobody_knows_one_is_believed_in_ten_minutes(place: Place) {
        let door = place.door_with(raised).await;
        let key = with_key(&door, "anna").await;
        known(&door, "anna", &key, 2).await;
        // What strangers answer rightly in between says nothing of the one that was late.
        for (wait, count, said) in [
            (0, 3, Refusal::AskedAgain(SECURITY_KEY)),
            (10 * 60 - 1, 5, Refusal::AskedAgain(SECURITY_KEY)),
            (60 * 24 * 3600, 7, Refusal::AskedAgain(SECURITY_KEY)),
            (9 * 60, 9, Refusal::MaybeCopied(SECURITY_KEY)),
        ] {
            place.clock().advance(Span::seconds(wait));
            let stranger = Browser::new("203.0.113.7");
            let (waiting, late) = overtaken(&place, &door, "anna", &key, (count, count + 1), &stranger).await;
            assert_eq!(refusal(said_by(&door, &waiting, &late, &stranger).await), said, "{count}");
        }
    }

    async fn what_goes_back_in_answer_to_a_later_question_is_a_copys_at_once(place: Place) {
        let door = place.door_with(raised).await;
        let key = with_key(&door, "anna").await;
        let slow = known(&door, "anna", &key, 5).await;
        place.clock().advance(Span::seconds(1));
        let (_, waiting) = pending(&door, "anna", &slow).await;
        let said = signed(&door, &waiting, &key, 5).await;
        assert_eq!(refusal(said_by(&door, &waiting, &said, &slow).await), Refusal::MaybeCopied(SECURITY_KEY));
    }

    async fn a_passkey_that_comes_late_is_asked_for_again(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let (token, _) = add_token(&door, &PASSKEY, "Laptop", &mut browser).await;
        place.clock().advance(Span::seconds(1));
        let mut early = Moment::honest(&asked_alone(&door).await, ORIGIN);
        early.user.clone_from(&token.user);
        early.count = 2;
        place.clock().advance(Span::seconds(1));
        assert!(matches!(alone(&door, &token, &browser, |moment| moment.count = 3).await, Ok(Progress::In(_))));
        assert_eq!(refusal(send_alone(&door, &token.sign(&early), &browser).await), Refusal::AskedAgain(PASSKEY));
        assert_eq!(refusal(alone(&door, &token, &browser, |moment| moment.count = 3).await), Refusal::MaybeCopied(PASSKEY));
    }

    async fn L11_of_sixty_four_browsers_that_nobody_knows_one_is_believed(place: Place) {
        let door = place.door_with(raised).await;
        let key = with_key(&door, "anna").await;
        let mut late = Vec::new();
        for _ in 0..64 {
            let browser = Browser::new("203.0.113.1");
            let (_, waiting) = pending(&door, "anna", &browser).await;
            let said = signed(&door, &waiting, &key, 2).await;
            late.push((browser, waiting, said));
        }
        place.clock().advance(Span::seconds(1));
        known(&door, "anna", &key, 3).await;
        let outcomes = at_once(64, |n| {
            let (door, (browser, waiting, said)) = (door.clone(), late[n].clone());
            async move { refusal(said_by(&door, &waiting, &said, &browser).await) }
        }).await;
        let count = |which: Refusal| outcomes.iter().filter(|outcome| **outcome == which).count();
        assert_eq!(count(Refusal::AskedAgain(SECURITY_KEY)), 1);
        assert!(count(Refusal::MaybeCopied(SECURITY_KEY)) >= 1, "{outcomes:?}");
    }
}
