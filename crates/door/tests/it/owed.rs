//! L34: a second factor is owed as soon as one exists, whatever its state: every state of an
//! enrolment by every path to a session.

use domain::policy::Required;
use domain::{Kind, Refusal, Secret, Span};
use door::administration::NewAccount;
use door::{Actor, At, Door, Freshness, Progress, Shut};
use testing::people::*;
use testing::{Place, on_both};

/// What can be true of the only enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fine,
    Suspended,
    Off,
    Disabled,
    OnlyBegun,
}

const STATES: [State; 5] = [
    State::Fine,
    State::Suspended,
    State::Off,
    State::Disabled,
    State::OnlyBegun,
];

/// An account whose app is in this state, with a session of before.
async fn account(place: &Place, door: &Door, name: &str, state: State) -> (App, Browser) {
    let mut browser = Browser::new("192.0.2.1");
    add(door, name, false).await;
    let live = session(door, name, &mut browser).await;
    if state == State::OnlyBegun {
        return (
            begin(door, At::Settings(&live), "Phone", &browser).await,
            browser,
        );
    }
    let app = enrol(place, door, "Phone", &mut browser).await;
    place.clock().advance(domain::Span::seconds(60));
    let live = browser.live(door).await;
    let id = app.enrolment.parse().unwrap();
    match state {
        State::Suspended => door.suspend_factor(&live, id, &browser.seen).await.unwrap(),
        State::Disabled => {
            let wrong = app.wrong(place);
            for n in 0..100 {
                let stranger = Browser::new(&format!("198.51.100.{n}"));
                let (_, pending) = pending(door, name, &stranger).await;
                place.clock().advance(domain::Span::micros(5));
                let _ = answer(door, &pending, &TOTP, &wrong, &stranger).await;
            }
        }
        State::Off | State::Fine | State::OnlyBegun => {}
    }
    (app, browser)
}

fn lax(config: &mut door::Config) {
    config.limits.address = 1_000_000;
    config.limits.strangers = 1_000_000;
    config.limits.first_wait = domain::Span::micros(1);
    config.limits.longest_wait = domain::Span::micros(1);
    config.limits.begun = 1_000_000;
}

/// Every kind that can be set up at sign-in.
pub fn to_set_up() -> Vec<&'static str> {
    static KINDS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let registry = factors::Registry::built_in();
        // By a door without channels nothing is sent, so that nothing can be set up which is.
        let kinds = registry.iter().filter(|factor| factor.asks().is_none());
        kinds
            .map(factors::Factor::about)
            .filter(|about| about.role.is_set_up_at_sign_in())
            .map(|about| about.kind.to_string())
            .collect()
    });
    KINDS.iter().map(String::as_str).collect()
}

/// Switches all of them.
async fn switch(door: &Door, on: bool) {
    for kind in to_set_up() {
        door.switch_kind(&Actor::COMMAND_LINE, kind, on)
            .await
            .unwrap();
    }
}

/// What a password leads to.
pub async fn led_to(door: &Door, name: &str, password: &str) -> &'static str {
    let browser = Browser::new("203.0.113.1");
    match door
        .sign_in(name, password, "", &browser.seen)
        .await
        .unwrap()
    {
        Progress::In(_) => "in",
        Progress::Owed(_) => "owed",
        Progress::SetUp(_) => "set-up",
    }
}

on_both! {
    async fn L34_V6_3_4_every_state_by_every_path(place: Place) {
        let door = place.door_with(lax).await;
        for state in STATES {
            let name = format!("{state:?}");
            let (app, mut browser) = account(&place, &door, &name, state).await;
            if state == State::Off {
                switch(&door, false).await;
            }
            for required in [Required::Nobody, Required::Everyone] {
                // A policy can't be made that nobody could follow; whatever is owed stays owed.
                let made = door.require_factor(&Actor::COMMAND_LINE, required.clone()).await;
                assert_eq!(made.is_err(), state == State::Off && required == Required::Everyone);
                let expected = match (state, made.is_ok() && required == Required::Everyone) {
                    (State::OnlyBegun, false) => "in",
                    (State::OnlyBegun, true) => "set-up",
                    _ => "owed",
                };
                // By password, by a password that an administrator set, by an invite.
                assert_eq!(led_to(&door, &name, PASSWORD).await, expected, "{state:?} {required:?}");
                let new = Secret::new("en annan lång mening".to_owned());
                door.set_user_password(&Actor::COMMAND_LINE, &name, &new).await.unwrap();
                assert_eq!(led_to(&door, &name, new.expose()).await, expected, "{state:?} {required:?} after a reset");
                let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited(&name, false)).await.unwrap();
                let stranger = Browser::new("203.0.113.2");
                let by_link = door.finish_invite(&link, PASSWORD, &stranger.seen).await.unwrap();
                let by_link = match by_link { Progress::In(_) => "in", Progress::Owed(_) => "owed", Progress::SetUp(_) => "set-up" };
                assert_eq!(by_link, expected, "{state:?} {required:?} by invite");
            }
            door.require_factor(&Actor::COMMAND_LINE, Required::Nobody).await.unwrap();
            answers(&place, &door, &name, state, &app, &mut browser).await;
            if state == State::Off {
                switch(&door, true).await;
            }
        }
    }

    async fn L05_enrolling_at_sign_in_exists_only_while_there_is_no_factor_at_all(place: Place) {
        let door = place.door_with(lax).await;
        door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
        add(&door, "anna", false).await;
        let browser = Browser::new("192.0.2.1");
        let (_, first) = pending(&door, "anna", &browser).await;
        let (_, second) = pending(&door, "anna", &browser).await;
        let mine = begin(&door, At::SigningIn(&first), "Phone", &browser).await;
        let thiefs = begin(&door, At::SigningIn(&second), "Thief", &browser).await;
        let code = mine.code(&place, 0);
        let fields = [("code", code.as_str())];
        let confirmed = post(&door, At::SigningIn(&first), &TOTP, "/{id}/confirm", Some(&mine.enrolment), &fields, &browser).await;
        assert!(confirmed.is_ok());
        // The other one, begun before: over, and no longer set-up.
        let code = thiefs.code(&place, 0);
        let fields = [("code", code.as_str())];
        let late = post(&door, At::SigningIn(&second), &TOTP, "/{id}/confirm", Some(&thiefs.enrolment), &fields, &browser).await;
        assert!(matches!(refusal(late), Refusal::AlreadyEnrolled | Refusal::SignInOver));
        let (_, third) = pending(&door, "anna", &browser).await;
        let again = post(&door, At::SigningIn(&third), &TOTP, "", None, &[("name", "x")], &browser).await;
        assert_eq!(refusal(again), Refusal::AlreadyEnrolled);
        let codes = post(&door, At::SigningIn(&third), &BACKUP, "", None, &[], &browser).await;
        assert_eq!(refusal(codes), Refusal::NotAllowed);
    }

    async fn where_only_a_fallback_exists_and_policy_requires_more_it_is_asked_then_set_up_follows(place: Place) {
        let door = place.door_with(lax).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        assert_eq!(led_to(&door, "anna", PASSWORD).await, "in", "a fallback makes nothing owed");
        door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let begun = post(&door, At::SigningIn(&waiting), &TOTP, "", None, &[("name", "x")], &browser).await;
        assert_eq!(refusal(begun), Refusal::AlreadyEnrolled, "the code is asked first");
        let Ok(Progress::SetUp(token)) = answer(&door, &waiting, &BACKUP, &codes[0], &browser).await else { panic!() };
        let waiting = door.pending(&token).await.unwrap().unwrap();
        let app = begin(&door, At::SigningIn(&waiting), "Phone", &browser).await;
        let code = app.code(&place, 0);
        let fields = [("code", code.as_str())];
        let confirmed = post(&door, At::SigningIn(&waiting), &TOTP, "/{id}/confirm", Some(&app.enrolment), &fields, &browser).await;
        let Ok(door::Shown::Done(done)) = confirmed else { panic!() };
        assert!(done.session.is_some());
    }

    async fn L04_a_kind_that_is_switched_off_fails_closed_says_so_and_backup_codes_still_answer(place: Place) {
        let door = place.door_with(lax).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        door.switch_kind(&Actor::COMMAND_LINE, "totp", false).await.unwrap();
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let choices = door.choices(&waiting, &browser.seen).await.unwrap();
        assert!(choices.only().is_none() && choices.kinds[0].shut == Some(Shut::Off) && !choices.is_shut());
        let right = app.code(&place, 0);
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &right, &browser).await), Refusal::KindOff(TOTP));
        let shown = door.question(&waiting, &TOTP, &door.words(domain::Language::FIRST, "")).await;
        assert_eq!(refusal(shown), Refusal::KindOff(TOTP));
        assert!(answer(&door, &waiting, &BACKUP, &codes[3], &browser).await.is_ok());
        assert!(events(&door, "anna").await.contains(&"sign-in.kind-off refused".to_owned()));
    }
}

/// What answers, in each state, and what a session of before can't do.
async fn answers(
    place: &Place,
    door: &Door,
    name: &str,
    state: State,
    app: &App,
    browser: &mut Browser,
) {
    if state == State::OnlyBegun {
        return;
    }
    let (_, waiting) = pending(door, name, browser).await;
    let right = app.code(place, 0);
    let answered = answer(door, &waiting, &TOTP, &right, browser).await;
    let expected = match state {
        State::Fine => {
            let Ok(Progress::In(new)) = answered else {
                panic!("{answered:?}")
            };
            browser.keep(&new);
            return not_by_password(place, door, browser).await;
        }
        State::Suspended => Refusal::Suspended(TOTP),
        State::Off => Refusal::KindOff(TOTP),
        State::Disabled => Refusal::Locked,
        State::OnlyBegun => return,
    };
    assert_eq!(refusal(answered), expected, "{state:?}");
    // Nothing else answers either, and nothing can be set up in its place.
    let kind = Kind::of("backup-code");
    assert_eq!(
        refusal(answer(door, &waiting, &kind, "0000-0000-0000-0000", browser).await),
        Refusal::NoSuch
    );
    let begun = post(
        door,
        At::SigningIn(&waiting),
        &TOTP,
        "",
        None,
        &[("name", "x")],
        browser,
    )
    .await;
    assert_eq!(refusal(begun), Refusal::AlreadyEnrolled, "{state:?}");
}

/// Step-up by the password alone opens nothing where a factor exists.
async fn not_by_password(place: &Place, door: &Door, browser: &mut Browser) {
    place.clock().advance(Span::minutes(11));
    let live = browser.live(door).await;
    assert!(!door.step_up_ways(&live).await.unwrap().password);
    // It may be given before a code that helps out, and is worth nothing by itself.
    let given = door
        .step_up_by_password(&live, PASSWORD, &browser.seen)
        .await;
    browser.keep(&given.unwrap());
    let live = browser.live(door).await;
    assert_eq!(door.freshness(&live).await.unwrap(), Freshness::None);
    let changed = door
        .add_email(&live, "anna@example.org", &browser.seen)
        .await;
    assert_eq!(refusal(changed), Refusal::StepUp);
}
