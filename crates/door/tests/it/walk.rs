//! L01: every edge of the sign-in graph, valid or not, in thousands of random walks. A model says
//! which states may hold a session, and at which assurance; the door must agree at every step.

use domain::secret::Token;
use domain::{Assurance, Span};
use door::{Actor, At, Door, Outcome, Shown};
use testing::{Place, on_both};

use testing::people::*;

/// A small generator of its own, so that a walk that fails can be taken again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// What the model knows: how much each token that was ever given out may open now.
#[derive(Default)]
struct Model {
    /// Tokens of pending sign-ins, whatever became of them.
    pending: Vec<Token>,
    /// Session tokens, with the assurance that they may have while they live.
    sessions: Vec<(Token, Assurance)>,
    /// Codes that were accepted once.
    used: Vec<String>,
    app: Option<App>,
    codes: Vec<String>,
    enabled: bool,
    /// Sessions that were reached with both proofs at sign-in.
    both: usize,
}

const STEPS: [&str; 20] = [
    "password",
    "password",
    "password",
    "right code",
    "right code",
    "wait",
    "wrong password",
    "right code",
    "wrong code",
    "used code",
    "backup code",
    "empty answer",
    "cancel",
    "wait",
    "enrol at sign-in",
    "enrol",
    "make codes",
    "sign out",
    "step up",
    "disable and enable",
];

async fn walk(place: &Place, door: &Door, name: &str, dice: &mut Dice, steps: usize) -> usize {
    add(door, name, false).await;
    let mut model = Model {
        enabled: true,
        ..Model::default()
    };
    let mut browser = Browser::new("192.0.2.1");
    // Half of the walks begin where somebody has set everything up.
    let begun = ["password", "enrol", "make codes", "wait"];
    for step in begun.into_iter().take(4 * dice.below(2)) {
        take(place, door, name, step, dice, &mut model, &mut browser).await;
    }
    for _ in 0..steps {
        let step = STEPS[dice.below(STEPS.len())];
        take(place, door, name, step, dice, &mut model, &mut browser).await;
        check(door, &model, &browser, step).await;
    }
    door.delete_account(&Actor::CommandLine, name)
        .await
        .unwrap();
    model.both
}

/// Nothing but a session that the model knows opens anything, and never at more than it earned.
async fn check(door: &Door, model: &Model, browser: &Browser, step: &str) {
    for token in &model.pending {
        assert!(
            door.session(token, &browser.seen).await.unwrap().is_none(),
            "a pending token opened after {step}"
        );
    }
    for (token, most) in &model.sessions {
        if let Some(live) = door.session(token, &browser.seen).await.unwrap() {
            assert!(
                model.enabled,
                "a session of a disabled account lives after {step}"
            );
            assert!(live.assurance() <= *most, "{step}");
        }
    }
}

/// What a password may lead to, by the model.
fn admitted(model: &mut Model, outcome: Outcome, browser: &mut Browser, two: bool) {
    match outcome {
        Outcome::In(new) => {
            assert!(
                two || model.app.is_none(),
                "let in without the second factor that is owed"
            );
            model.both += usize::from(two);
            let most = if two {
                Assurance::TwoFactor
            } else {
                Assurance::Single
            };
            model.sessions.push((new.token.clone(), most));
            browser.keep(&new);
        }
        Outcome::Owed(token) | Outcome::SetUp(token) => model.pending.push(token),
    }
}

#[allow(clippy::too_many_arguments)]
async fn take(
    place: &Place,
    door: &Door,
    name: &str,
    step: &str,
    dice: &mut Dice,
    model: &mut Model,
    browser: &mut Browser,
) {
    let live = match &browser.seen.session {
        Some(token) => door.session(token, &browser.seen).await.unwrap(),
        None => None,
    };
    // Any of the last few, alive or dead: old tabs are tried as well.
    let recent = model.pending.len().saturating_sub(4);
    let token = (model.pending.len() > recent)
        .then(|| model.pending[recent + dice.below(model.pending.len() - recent)].clone());
    let pending = match &token {
        Some(token) => door.pending(token).await.unwrap(),
        None => None,
    };
    match step {
        "password" => {
            if let Ok(outcome) = by_password(door, name, browser).await {
                admitted(model, outcome, browser, false);
            }
        }
        "wrong password" => assert!(
            door.sign_in(name, "not the password at all", "", &browser.seen)
                .await
                .is_err()
        ),
        "wait" => place
            .clock()
            .advance([31, 31, 31, 31, 660, 7_200].map(Span::seconds)[dice.below(6)]),
        "right code" | "wrong code" | "used code" | "backup code" | "empty answer" => {
            let (Some(pending), Some(app)) = (&pending, &model.app) else {
                return;
            };
            let (kind, code) = match step {
                "right code" => (TOTP, app.code(place, 0)),
                "wrong code" => (TOTP, app.wrong(place)),
                "used code" => (TOTP, model.used.last().cloned().unwrap_or_default()),
                "backup code" => (BACKUP, model.codes.pop().unwrap_or_default()),
                _ => ([TOTP, BACKUP, BYPASS][dice.below(3)].clone(), String::new()),
            };
            let answered = answer(door, pending, &kind, &code, browser).await;
            if let Ok(outcome) = answered {
                assert!(
                    matches!(step, "right code" | "backup code"),
                    "{step} was right"
                );
                assert!(
                    kind != TOTP || !model.used.contains(&code),
                    "a code was right twice"
                );
                model.used.push(code);
                admitted(model, outcome, browser, true);
            }
        }
        "cancel" => {
            if let Some(pending) = &pending {
                door.cancel(pending).await.unwrap()
            }
        }
        "enrol at sign-in" => {
            let Some(pending) = &pending else { return };
            let begun = post(
                door,
                At::SigningIn(pending),
                &TOTP,
                "",
                None,
                &[("name", "x")],
                browser,
            )
            .await;
            assert!(begun.is_err(), "no policy requires a factor here");
        }
        "enrol" => {
            let Some(live) = live else { return };
            let begun = post(
                door,
                At::Settings(&live),
                &TOTP,
                "",
                None,
                &[("name", "x")],
                browser,
            )
            .await;
            let Ok(Shown::Done(done)) = begun else { return };
            let app = App::read(done.show.unwrap().1.as_str());
            let code = app.code(place, 0);
            let fields = [("code", code.as_str())];
            let shown = post(
                door,
                At::Settings(&live),
                &TOTP,
                "/{id}/confirm",
                Some(&app.enrolment),
                &fields,
                browser,
            )
            .await;
            if let Ok(Shown::Done(done)) = shown {
                let new = done.session.unwrap();
                if done.first {
                    // Whatever was there before is over.
                    for (token, _) in &model.sessions {
                        assert!(door.session(token, &browser.seen).await.unwrap().is_none());
                    }
                }
                model
                    .sessions
                    .push((new.token.clone(), Assurance::TwoFactor));
                browser.keep(&new);
                model.app = Some(app);
                model.used.push(code);
            }
        }
        "make codes" => {
            let Some(live) = live else { return };
            if let Ok(Shown::Done(_)) =
                post(door, At::Settings(&live), &BACKUP, "", None, &[], browser).await
            {
                model.codes = backup_codes(door, browser).await;
            }
        }
        "sign out" => {
            if let Some(live) = live {
                door.sign_out(&live, &browser.seen).await.unwrap();
                assert!(
                    door.session(&browser.seen.session.clone().unwrap(), &browser.seen)
                        .await
                        .unwrap()
                        .is_none()
                );
            }
        }
        "step up" => {
            let Some(live) = live else { return };
            let old = browser.seen.session.clone().unwrap();
            let risen = if let Some(app) = &model.app {
                let code = app.code(place, 0);
                let risen = door
                    .step_up(&live, &TOTP, &form(&[("code", &code)]), &browser.seen)
                    .await;
                if risen.is_ok() {
                    assert!(!model.used.contains(&code), "a code was right twice");
                    model.used.push(code);
                }
                risen
            } else {
                door.step_up_by_password(&live, PASSWORD, &browser.seen)
                    .await
            };
            if let Ok(new) = risen {
                let most = if model.app.is_some() {
                    Assurance::TwoFactor
                } else {
                    Assurance::Single
                };
                model.sessions.push((new.token.clone(), most));
                browser.keep(&new);
                assert!(
                    door.session(&old, &browser.seen).await.unwrap().is_none(),
                    "the old id is dead"
                );
            }
        }
        "disable and enable" => {
            door.disable_account(&Actor::CommandLine, name)
                .await
                .unwrap();
            model.enabled = false;
            check(door, model, browser, step).await;
            door.enable_account(&Actor::CommandLine, name)
                .await
                .unwrap();
            model.enabled = true;
            // What was ended stays ended.
            for (token, _) in &model.sessions {
                assert!(door.session(token, &browser.seen).await.unwrap().is_none());
            }
            model.sessions.clear();
        }
        other => panic!("{other}"),
    }
}

on_both! {
    async fn L01_no_walk_but_the_right_one_yields_a_session(place: Place) {
        let door = place.door_with(|c| {
            c.limits.address = 1_000_000;
            c.limits.strangers = 1_000_000;
            c.limits.longest_wait = Span::seconds(1);
        }).await;
        let (walks, steps) = if place.engine() == testing::Engine::Sqlite { (1_500, 24) } else { (250, 24) };
        let mut dice = Dice(2026);
        let mut both = 0;
        for n in 0..walks {
            both += walk(&place, &door, &format!("walker{n}"), &mut dice, steps).await;
        }
        assert!(both * 10 > walks, "hardly any walk got anywhere: {both} of {walks}");
    }
}
