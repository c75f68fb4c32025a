//! L37: a sign-in beside what would have refused it is born dead.

use std::time::Duration;

use domain::{Secret, Span, Stop};
use door::{Actor, At, Progress, SessionToken, Shown};
use testing::{Place, on_both};

use testing::at_once;

use super::raised;
use testing::people::*;

/// Rounds of a race, until each order was seen: some came before what refuses them, some after. What
/// refuses comes a little later each round, since a machine that is busy with something else is slow.
#[derive(Default)]
struct Orders {
    rounds: u32,
    before: usize,
    after: usize,
}

impl Orders {
    const LEAST: u32 = 20;
    const MOST: u32 = 400;

    fn round(&mut self) -> bool {
        let seen = self.before > 0 && self.after > 0;
        assert!(
            seen || self.rounds < Self::MOST,
            "{} before, {} after",
            self.before,
            self.after
        );
        self.rounds += 1;
        self.rounds <= Self::LEAST || !seen
    }

    fn delay(&self) -> Duration {
        Duration::from_micros(500) * (self.rounds % 60)
    }

    fn count(&mut self, came: &[Option<SessionToken>]) {
        let before = came.iter().flatten().count();
        self.before += before;
        self.after += came.len() - before;
    }
}

on_both! {
    async fn L37_a_sign_in_beside_a_disable_leaves_no_live_session(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut orders = Orders::default();
        while orders.round() {
            let delay = orders.delay();
            let outcomes = at_once(8, |n| {
                let door = door.clone();
                async move {
                    if n == 7 {
                        tokio::time::sleep(delay).await;
                        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
                        return None;
                    }
                    let browser = Browser::new("192.0.2.1");
                    match by_password(&door, "anna", &browser).await {
                        Ok(Progress::In(new)) => Some(new.token),
                        Err(Stop::Refused(_)) => None,
                        other => panic!("{other:?}"),
                    }
                }
            }).await;
            orders.count(&outcomes[..7]);
            for token in outcomes.into_iter().flatten() {
                let browser = Browser::new("192.0.2.1");
                assert!(door.session(&token, &browser.seen).await.unwrap().is_none());
            }
            door.enable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        }
    }

    async fn L37_a_sign_in_beside_a_new_password_leaves_no_session_of_the_old_one(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let (mut orders, mut old) = (Orders::default(), PASSWORD.to_owned());
        while orders.round() {
            let (delay, new) = (orders.delay(), format!("mening nummer {} av flera", orders.rounds));
            let outcomes = at_once(8, |n| {
                let (door, old, new) = (door.clone(), old.clone(), new.clone());
                async move {
                    if n == 7 {
                        tokio::time::sleep(delay).await;
                        door.set_user_password(&Actor::COMMAND_LINE, "anna", &Secret::new(new)).await.unwrap();
                        return None;
                    }
                    match door.sign_in("anna", &old, "", &Browser::new("192.0.2.1").seen).await {
                        Ok(Progress::In(new)) => Some(new.token),
                        Err(Stop::Refused(_)) => None,
                        other => panic!("{other:?}"),
                    }
                }
            }).await;
            orders.count(&outcomes[..7]);
            for token in outcomes.into_iter().flatten() {
                assert!(door.session(&token, &Browser::new("192.0.2.1").seen).await.unwrap().is_none());
            }
            old = new;
        }
    }

    async fn L37_a_sign_in_beside_the_first_enrolment_leaves_no_session_without_it(place: Place) {
        let door = place.door_with(raised).await;
        for round in 0..10 {
            let name = format!("anna{round}");
            add(&door, &name, false).await;
            let mut browser = Browser::new("192.0.2.1");
            let live = session(&door, &name, &mut browser).await;
            let app = begin(&door, At::Settings(&live), "Phone", &browser).await;
            let code = app.code(&place, 0);
            let outcomes = at_once(8, |n| {
                let (door, name, live, code, app) = (door.clone(), name.clone(), live.clone(), code.clone(), app.clone());
                let browser = browser.clone();
                async move {
                    if n == 7 {
                        let fields = [("code", code.as_str())];
                        let at = At::Settings(&live);
                        let shown = post(&door, at, &TOTP, "/{id}/confirm", Some(&app.enrolment), &fields, &browser).await;
                        let Ok(Shown::Done(done)) = shown else { panic!("not confirmed") };
                        return (true, Some(done.session.unwrap().token));
                    }
                    match by_password(&door, &name, &Browser::new("192.0.2.1")).await {
                        Ok(Progress::In(new)) => (false, Some(new.token)),
                        Ok(Progress::Owed(_)) | Err(Stop::Refused(_)) => (false, None),
                        other => panic!("{other:?}"),
                    }
                }
            }).await;
            for (enrolled, token) in outcomes {
                let Some(token) = token else { continue };
                let live = door.session(&token, &Browser::new("192.0.2.1").seen).await.unwrap();
                assert_eq!(live.is_some(), enrolled);
            }
            place.clock().advance(Span::seconds(60));
        }
    }
}
