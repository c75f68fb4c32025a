//! L37: a sign-in beside what would have refused it is born dead.

use domain::{Secret, Span, Stop};
use door::{Actor, At, Outcome, Shown};
use testing::{Place, on_both};

use testing::at_once;

use super::raised;
use testing::people::*;

on_both! {
    async fn L37_a_sign_in_beside_a_disable_leaves_no_live_session(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        for _ in 0..20 {
            let outcomes = at_once(8, |n| {
                let door = door.clone();
                async move {
                    if n == 7 {
                        door.disable_account(&Actor::CommandLine, "anna").await.unwrap();
                        return None;
                    }
                    let browser = Browser::new("192.0.2.1");
                    match by_password(&door, "anna", &browser).await {
                        Ok(Outcome::In(new)) => Some(new.token),
                        Err(Stop::Refused(_)) => None,
                        other => panic!("{other:?}"),
                    }
                }
            }).await;
            for token in outcomes.into_iter().flatten() {
                let browser = Browser::new("192.0.2.1");
                assert!(door.session(&token, &browser.seen).await.unwrap().is_none());
            }
            door.enable_account(&Actor::CommandLine, "anna").await.unwrap();
        }
    }

    async fn L37_a_sign_in_beside_a_new_password_leaves_no_session_of_the_old_one(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        for round in 0..10 {
            let old = if round == 0 { PASSWORD.to_owned() } else { format!("mening nummer {round} av tio") };
            let new = format!("mening nummer {} av tio", round + 1);
            let outcomes = at_once(8, |n| {
                let (door, old, new) = (door.clone(), old.clone(), new.clone());
                async move {
                    if n == 7 {
                        door.set_user_password(&Actor::CommandLine, "anna", &Secret::new(new)).await.unwrap();
                        return None;
                    }
                    match door.sign_in("anna", &old, "", &Browser::new("192.0.2.1").seen).await {
                        Ok(Outcome::In(new)) => Some(new.token),
                        Err(Stop::Refused(_)) => None,
                        other => panic!("{other:?}"),
                    }
                }
            }).await;
            for token in outcomes.into_iter().flatten() {
                assert!(door.session(&token, &Browser::new("192.0.2.1").seen).await.unwrap().is_none());
            }
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
                        Ok(Outcome::In(new)) => (false, Some(new.token)),
                        Ok(Outcome::Owed(_)) | Err(Stop::Refused(_)) => (false, None),
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
