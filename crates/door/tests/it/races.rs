//! What happens once happens once, however many try at the same moment: with the contract's budget,
//! and with it raised out of the way, so that the commit alone decides.

use std::sync::Arc;

use domain::{Refusal, Secret, Span, Stop};
use door::{Actor, At, Config, Door, LinkKind, Outcome, Shown};
use testing::{Place, on_both};
use tokio::sync::Barrier;

use crate::people::*;

const CROWD: usize = 64;

fn raised(config: &mut Config) {
    let limits = &mut config.limits;
    for limit in [
        &mut limits.free,
        &mut limits.strangers,
        &mut limits.known,
        &mut limits.authenticator,
        &mut limits.address,
    ] {
        *limit = 1_000_000;
    }
}

/// Does the same thing many times at once, and returns what came of each.
async fn at_once<T, F, D>(times: usize, make: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> D,
    D: Future<Output = T> + Send + 'static,
{
    let start = Arc::new(Barrier::new(times));
    let tasks: Vec<_> = (0..times)
        .map(|n| {
            let (start, task) = (Arc::clone(&start), make(n));
            tokio::spawn(async move {
                start.wait().await;
                task.await
            })
        })
        .collect();
    let mut out = Vec::new();
    for task in tasks {
        out.push(task.await.unwrap());
    }
    out
}

/// How many were let in; everybody else must have been refused, not broken.
fn admitted(outcomes: &[Result<Outcome, Stop>]) -> usize {
    for outcome in outcomes {
        if let Err(Stop::Fault(fault)) = outcome {
            panic!("{fault}");
        }
    }
    outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Ok(Outcome::In(_))))
        .count()
}

async fn crowd_of(
    place: &Place,
    door: &Door,
    kind: domain::Kind,
    rounds: usize,
    browser: &mut Browser,
    code: impl Fn(usize) -> String,
) {
    for round in 0..rounds {
        let mut waiting = Vec::new();
        for _ in 0..CROWD {
            waiting.push(pending(door, "anna", browser).await.1);
        }
        let (code, waiting) = (code(round), Arc::new(waiting));
        let outcomes = at_once(CROWD, |n| {
            let (door, kind, code) = (door.clone(), kind.clone(), code.clone());
            let (browser, waiting) = (browser.clone(), Arc::clone(&waiting));
            async move { answer(&door, &waiting[n], &kind, &code, &browser).await }
        })
        .await;
        assert_eq!(admitted(&outcomes), 1, "round {round}");
        for outcome in outcomes {
            if let Ok(Outcome::In(new)) = outcome {
                browser.keep(&new);
            }
        }
        place.clock().advance(Span::hours(1));
    }
}

on_both! {
    async fn L11_a_code_sent_by_sixty_four_at_once_admits_one_a_hundred_times_over(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        crowd_of(&place, &door, TOTP, 100, &mut browser, |_| app.code(&place, 0)).await;
    }

    async fn L11_with_the_contracts_budget_too(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        crowd_of(&place, &door, TOTP, 3, &mut browser, |_| app.code(&place, 0)).await;
    }

    async fn L11_a_backup_code_sent_by_sixty_four_at_once_admits_one(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        assert_eq!(codes.len(), 10);
        crowd_of(&place, &door, BACKUP, 10, &mut browser, |round| codes[round].clone()).await;
    }

    async fn L11_a_bypass_code_sent_by_sixty_four_at_once_admits_one(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let code = door.add_bypass_code(&Actor::CommandLine, "anna", 24, "lost phone").await.unwrap();
        crowd_of(&place, &door, BYPASS, 1, &mut browser, |_| code.expose().clone()).await;
    }

    async fn L11_two_nodes_accept_a_code_once_between_them(place: Place) {
        let doors = [place.door_with(raised).await, place.door_with(raised).await];
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &doors[0], "anna", &mut browser).await;
        for _ in 0..10 {
            let mut waiting = Vec::new();
            for _ in 0..16 {
                waiting.push(pending(&doors[0], "anna", &browser).await.1);
            }
            let (code, waiting) = (app.code(&place, 0), Arc::new(waiting));
            let outcomes = at_once(16, |n| {
                let (door, code, browser, waiting) = (doors[n % 2].clone(), code.clone(), browser.clone(), Arc::clone(&waiting));
                async move { answer(&door, &waiting[n], &TOTP, &code, &browser).await }
            }).await;
            assert_eq!(admitted(&outcomes), 1);
            place.clock().advance(Span::seconds(60));
        }
    }

    async fn L33_two_people_can_not_both_finish_the_first_set_up(place: Place) {
        let door = place.door().await;
        let link = door.new_set_up_link().await.unwrap().unwrap();
        let outcomes = at_once(16, |n| {
            let (door, link) = (door.clone(), link.clone());
            let browser = Browser::new("192.0.2.1");
            async move { door.finish_set_up(&link, &format!("admin{n}"), PASSWORD, &browser.seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
        assert_eq!(door.accounts(&Actor::CommandLine, "", 100).await.unwrap().len(), 1);
        for outcome in outcomes {
            if let Err(Stop::Refused(refusal)) = outcome {
                assert_eq!(refusal, Refusal::LinkGone);
            }
        }
        assert_eq!(refusal(door.link(LinkKind::SetUp, &link).await), Refusal::LinkGone);
    }

    async fn L33_nor_with_the_links_of_two_nodes(place: Place) {
        let doors = [place.door().await, place.door().await];
        let links = [doors[0].new_set_up_link().await.unwrap().unwrap(), doors[1].new_set_up_link().await.unwrap().unwrap()];
        assert_eq!(refusal(doors[0].link(LinkKind::SetUp, &links[0]).await), Refusal::LinkGone, "void");
        let outcomes = at_once(8, |n| {
            let (door, link) = (doors[n % 2].clone(), links[n % 2].clone());
            async move { door.finish_set_up(&link, &format!("admin{n}"), PASSWORD, &Browser::new("192.0.2.1").seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
    }

    async fn an_invite_is_accepted_once(place: Place) {
        let door = place.door().await;
        let link = door.invite(&Actor::CommandLine, "anna", false).await.unwrap();
        let outcomes = at_once(16, |_| {
            let (door, link) = (door.clone(), link.clone());
            async move { door.finish_invite(&link, PASSWORD, &Browser::new("192.0.2.1").seen).await }
        }).await;
        assert_eq!(admitted(&outcomes), 1);
    }

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

    async fn of_two_renames_to_one_name_at_once_one_is_told_that_it_is_taken(place: Place) {
        let door = place.door().await;
        for round in 0..20 {
            for side in ["a", "b"] {
                add(&door, &format!("{side}{round}"), false).await;
            }
            let renamed = at_once(2, |n| {
                let (door, old) = (door.clone(), format!("{}{round}", ["a", "b"][n]));
                async move { door.rename_account(&Actor::CommandLine, &old, &format!("anna{round}")).await }
            }).await;
            let refused: Vec<_> = renamed.into_iter().filter(Result::is_err).map(refusal).collect();
            assert_eq!(refused, [Refusal::NameTaken]);
        }
    }

    async fn L37_two_administrators_can_not_remove_each_other(place: Place) {
        let door = place.door().await;
        for round in 0..10 {
            let (a, b) = (format!("a{round}"), format!("b{round}"));
            for name in [&a, &b] {
                add(&door, name, true).await;
            }
            if round > 0 {
                // Whoever was left over from the round before goes first.
                for account in door.accounts(&Actor::CommandLine, "", 100).await.unwrap() {
                    if account.name != a && account.name != b {
                        door.delete_account(&Actor::CommandLine, &account.name).await.unwrap();
                    }
                }
            }
            let names = [a, b];
            let done = at_once(2, |n| {
                let (door, other) = (door.clone(), names[1 - n].clone());
                async move { door.delete_account(&Actor::CommandLine, &other).await }
            }).await;
            assert!(done.iter().filter(|done| done.is_ok()).count() <= 1);
            let left = door.accounts(&Actor::CommandLine, "", 100).await.unwrap();
            assert!(left.iter().any(|account| account.admin && account.enabled), "round {round}");
        }
    }

    async fn a_form_that_makes_a_secret_makes_it_once(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let number = domain::secret::write_token(&domain::secret::token(&**place.random()));
        let made = at_once(8, |_| {
            let (door, live, browser, number) = (door.clone(), live.clone(), browser.clone(), number.clone());
            async move {
                let fields = [("name", "Phone"), ("number", number.as_str())];
                post(&door, At::Settings(&live), &TOTP, "", None, &fields, &browser).await.map(drop)
            }
        }).await;
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
        for made in made {
            if let Err(Stop::Refused(refusal)) = made {
                assert_eq!(refusal, Refusal::FormUsed);
            }
        }
    }
}
