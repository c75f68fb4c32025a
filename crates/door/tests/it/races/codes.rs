//! L11: a code is accepted once, with the usual budget, and with it raised out of the way, so that
//! the commit alone decides.

use std::sync::Arc;

use domain::Span;
use door::{Actor, Door, Progress};
use testing::{Place, on_both};

use testing::at_once;

use super::{CROWD, admitted, raised};
use testing::people::*;

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
            if let Ok(Progress::In(new)) = outcome {
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

    async fn L11_with_the_usual_budget_too(place: Place) {
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
        let code = door.give_code(&Actor::COMMAND_LINE, "anna", 24, "lost phone").await.unwrap();
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
}
