//! The same form sent again, as by a double click: however many come, one thing is done, all of them
//! find it, and nobody is charged or told of an alarm. Anything else finds nothing.

use domain::secret::Token;
use domain::{Kind, Refusal, Span, Stop};
use door::{Config, Door, LiveSession, NewSession, Progress, SessionToken};
use testing::{Place, on_both};

use testing::people::*;

/// So many at once that the usual budget would stop some of them.
const MANY: usize = 16;

fn lax(config: &mut Config) {
    let limits = &mut config.limits;
    (limits.free, limits.known, limits.address) = (1_000, 1_000, 1_000);
}

/// Sends the same thing so many times at once: the tokens that came of it.
async fn tokens<F>(times: usize, post: impl Fn() -> F) -> Vec<String>
where
    F: Future<Output = Result<NewSession, Stop>> + Send + 'static,
{
    let posts: Vec<_> = (0..times).map(|_| tokio::spawn(post())).collect();
    let mut tokens = Vec::new();
    for post in posts {
        let new = post
            .await
            .unwrap()
            .unwrap_or_else(|stop| panic!("{stop:?}"));
        tokens.push(new.token.write());
    }
    tokens
}

/// Answers the same sign-in so many times at once.
async fn answers(door: &Door, browser: &Browser, code: &str, times: usize) -> (Token, Vec<String>) {
    let (token, waiting) = pending(door, "anna", browser).await;
    let all = tokens(times, || {
        let (door, waiting) = (door.clone(), waiting.clone());
        let (code, browser) = (code.to_owned(), browser.clone());
        async move {
            match answer(&door, &waiting, &TOTP, &code, &browser).await? {
                Progress::In(new) => Ok(new),
                _ => Err(Refusal::SignInOver.into()),
            }
        }
    });
    (token, all.await)
}

/// Steps up so many times at once.
async fn step_ups(
    door: &Door,
    live: &LiveSession,
    browser: &Browser,
    code: &str,
    times: usize,
) -> Vec<String> {
    tokens(times, || {
        let (door, live) = (door.clone(), live.clone());
        let (code, browser) = (code.to_owned(), browser.clone());
        async move {
            door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen)
                .await
        }
    })
    .await
}

#[track_caller]
fn one_and_the_same(tokens: &[String]) -> String {
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    tokens[0].clone()
}

async fn no_alarm(door: &Door) {
    let all = events(door, "anna").await;
    assert!(
        !all.iter().any(|event| event.contains("refused")),
        "{all:?}"
    );
}

/// Whether these find what that form did.
async fn found(
    door: &Door,
    old: &SessionToken,
    kind: &Kind,
    fields: &[(&str, &str)],
    browser: &Browser,
) -> bool {
    let before = door
        .step_up_resubmitted(old, kind, &form(fields), &browser.seen)
        .await;
    before.unwrap().is_some()
}

/// Four wrong codes, and then a right one that nobody makes wait: nothing was charged before.
async fn nothing_is_charged(place: &Place, door: &Door, app: &App, browser: &mut Browser) {
    place.clock().advance(Span::seconds(60));
    let (_, waiting) = pending(door, "anna", browser).await;
    let wrong = app.wrong(place);
    for _ in 0..4 {
        let tried = answer(door, &waiting, &TOTP, &wrong, browser).await;
        assert_eq!(refusal(tried), Refusal::WrongCode(TOTP));
    }
    let code = app.code(place, 0);
    let Ok(Progress::In(new)) = answer(door, &waiting, &TOTP, &code, browser).await else {
        panic!()
    };
    browser.keep(&new);
}

on_both! {
    async fn one_answer_sent_many_times_at_once_is_one_sign_in(place: Place) {
        let door = place.door_with(lax).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        for _ in 0..5 {
            place.clock().advance(Span::seconds(60));
            let code = app.code(&place, 0);
            let (token, tokens) = answers(&door, &browser, &code, MANY).await;
            let made = one_and_the_same(&tokens);
            // And so does one that comes when all is over.
            for _ in 0..3 {
                let again = door.answer_resubmitted(&token, &TOTP, &form(&[("code", &code)]), &browser.seen).await;
                assert_eq!(again.unwrap().unwrap().token.write(), made);
            }
        }
        no_alarm(&door).await;
    }

    async fn four_clicks_charge_nobody(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        for _ in 0..4 {
            place.clock().advance(Span::seconds(60));
            let stranger = Browser::new("192.0.2.2");
            one_and_the_same(&answers(&door, &stranger, &app.code(&place, 0), 4).await.1);
        }
        no_alarm(&door).await;
        nothing_is_charged(&place, &door, &app, &mut Browser::new("192.0.2.2")).await;
        place.clock().advance(Span::seconds(60));
        let live = browser.live(&door).await;
        let code = app.code(&place, 0);
        one_and_the_same(&step_ups(&door, &live, &browser, &code, 4).await);
        // A known browser climbs a ladder of its own.
        nothing_is_charged(&place, &door, &app, &mut browser).await;
    }

    async fn of_many_guesses_at_once_none_is_given_a_second_look(place: Place) {
        let door = place.door_with(lax).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let code = app.code(&place, 0);
        let (token, _) = answers(&door, &browser, &code, 1).await;
        let guesses: Vec<_> = (0..MANY).map(|n| {
            let (door, token, browser) = (door.clone(), token.clone(), browser.clone());
            let guess = form(&[("code", &format!("{n:06}x"))]);
            tokio::spawn(async move { door.answer_resubmitted(&token, &TOTP, &guess, &browser.seen).await })
        }).collect();
        for guess in guesses {
            assert!(guess.await.unwrap().unwrap().is_none());
        }
        let late = door.answer_resubmitted(&token, &TOTP, &form(&[("code", &code)]), &browser.seen).await;
        assert!(late.unwrap().is_none());
    }

    async fn one_step_up_sent_many_times_at_once_is_one(place: Place) {
        let door = place.door_with(lax).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        for _ in 0..5 {
            place.clock().advance(Span::seconds(60));
            let (live, old) = (browser.live(&door).await, browser.seen.session.clone().unwrap());
            let code = app.code(&place, 0);
            let made = one_and_the_same(&step_ups(&door, &live, &browser, &code, MANY).await);
            browser.seen.session = SessionToken::read(&made);
            assert!(door.session(&old, &browser.seen).await.unwrap().is_none(), "the old one is dead");
            for _ in 0..3 {
                assert!(found(&door, &old, &TOTP, &[("code", &code)], &browser).await);
            }
            // The browser may have the new token already when the button is pressed again.
            let risen = browser.live(&door).await;
            assert_eq!(one_and_the_same(&step_ups(&door, &risen, &browser, &code, 4).await), made);
            assert_eq!(door.freshness(&risen).await.unwrap(), door::Freshness::Full);
        }
        no_alarm(&door).await;
    }

    async fn a_step_up_by_password_likewise(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let old = browser.seen.session.clone().unwrap();
        let made = one_and_the_same(&tokens(4, || {
            let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
            async move { door.step_up_by_password(&live, PASSWORD, &browser.seen).await }
        }).await);
        browser.seen.session = SessionToken::read(&made);
        for _ in 0..3 {
            assert!(found(&door, &old, &Kind::PASSWORD, &[("password", PASSWORD)], &browser).await);
        }
        let other = [("password", "en annan mening helt")];
        assert!(!found(&door, &old, &Kind::PASSWORD, &other, &browser).await);
        assert!(!found(&door, &old, &Kind::PASSWORD, &[("password", PASSWORD)], &browser).await, "no second guess");
        browser.live(&door).await;
        no_alarm(&door).await;
    }

    async fn a_step_up_is_found_by_nothing_but_its_own_form_and_for_a_moment(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let step_up = async |browser: &mut Browser| {
            place.clock().advance(Span::seconds(60));
            let (live, old) = (browser.live(&door).await, browser.seen.session.clone().unwrap());
            let code = app.code(&place, 0);
            let new = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
            browser.keep(&new);
            (old, code)
        };
        // Another session, or the new one, doesn't find it.
        let (old, code) = step_up(&mut browser).await;
        let right = [("code", code.as_str())];
        for other in [SessionToken::read(&"A".repeat(64)).unwrap(), browser.seen.session.clone().unwrap()] {
            assert!(!found(&door, &other, &TOTP, &right, &browser).await);
        }
        // It doesn't sign in.
        let in_place = door.answer_resubmitted(&as_token(&old), &TOTP, &form(&right), &browser.seen).await;
        assert!(in_place.unwrap().is_none());
        assert!(found(&door, &old, &TOTP, &right, &browser).await);
        // Another answer takes the word away, as does another kind.
        for (kind, guess) in [(&TOTP, "000000"), (&BACKUP, "same"), (&Kind::PASSWORD, "same")] {
            let (old, code) = step_up(&mut browser).await;
            let guess = if guess == "same" { code.clone() } else { guess.to_owned() };
            assert!(!found(&door, &old, kind, &[("code", &guess), ("password", &guess)], &browser).await);
            assert!(!found(&door, &old, &TOTP, &[("code", &code)], &browser).await, "no second guess");
        }
        // It lasts for a moment, and not beyond the session.
        let (old, code) = step_up(&mut browser).await;
        place.clock().advance(Span::seconds(11));
        assert!(!found(&door, &old, &TOTP, &[("code", &code)], &browser).await);
        let (old, code) = step_up(&mut browser).await;
        let live = browser.live(&door).await;
        door.sign_out(&live, &browser.seen).await.unwrap();
        assert!(!found(&door, &old, &TOTP, &[("code", &code)], &browser).await);
    }

    async fn a_code_of_ones_own_sent_again_later_or_from_elsewhere_is_told(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let code = app.code(&place, 0);
        let new = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await.unwrap();
        browser.keep(&new);
        let (_, waiting) = pending(&door, "anna", &Browser::new("192.0.2.2")).await;
        let elsewhere = answer(&door, &waiting, &TOTP, &code, &Browser::new("192.0.2.2")).await;
        assert_eq!(refusal(elsewhere), Refusal::WrongCode(TOTP));
        let told = |all: Vec<String>| all.iter().filter(|event| **event == "code.used-again refused").count();
        assert_eq!(told(events(&door, "anna").await), 1);
        place.clock().advance(Span::seconds(11));
        let live = browser.live(&door).await;
        let late = door.step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen).await;
        assert_eq!(refusal(late), Refusal::WrongCode(TOTP));
        assert_eq!(told(events(&door, "anna").await), 2);
    }
}
