//! The ladders of an account: free tries, then waits that double, and what climbs them.

use std::sync::Arc;

use domain::{Refusal, Span};
use door::Actor;
use testing::people::*;
use testing::{Engine, HandClock, Place, on_both};

use super::{patient, right_is_looked_at, wrong_password};

/// How many were wrong in a row, of every ladder there is.
async fn climbed(place: &Place) -> Vec<i64> {
    let all = "SELECT wrong FROM ladders ORDER BY wrong";
    match place.engine() {
        Engine::Sqlite => {
            let database = place.sqlite();
            let mut all = database.prepare(all).unwrap();
            let rows = all.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        }
        Engine::Postgres => {
            let rows = place.postgres().await.query(all, &[]).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        }
    }
}

on_both! {
    async fn L12_R4226_4_five_wrong_in_a_row_are_free_then_waits_double(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..5 {
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600] {
            assert!(!right_is_looked_at(&door, "anna", &stranger).await, "within {seconds} s");
            place.clock().advance(Span::seconds(seconds).minus(Span::micros(1)));
            assert!(!right_is_looked_at(&door, "anna", &stranger).await, "just within {seconds} s");
            place.clock().advance(Span::micros(1));
            // Looked at, and wrong: the next wait is longer.
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
    }

    async fn L12_N_8_both_kinds_of_codes_spend_from_one_ladder_and_a_new_flow_gains_nothing(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        backup_codes(&door, &owner).await;
        let stranger = Browser::new("198.51.100.1");
        let wrong = app.wrong(&place);
        for kind in [&TOTP, &BACKUP, &TOTP, &BACKUP, &TOTP] {
            let (_, pending) = pending(&door, "anna", &stranger).await;
            let code = if *kind == TOTP { wrong.as_str() } else { "0000-0000-0000-0000" };
            assert_eq!(refusal(answer(&door, &pending, kind, code, &stranger).await), Refusal::WrongCode(kind.clone()));
        }
        // Told, since the password was right; the same from another node and a fresh flow.
        let node = place.door_with(patient).await;
        let (_, pending) = pending(&node, "anna", &stranger).await;
        let right = app.code(&place, 0);
        assert_eq!(refusal(answer(&node, &pending, &TOTP, &right, &stranger).await), Refusal::Wait(Span::seconds(1)));
        place.clock().advance(Span::seconds(1));
        assert!(answer(&node, &pending, &TOTP, &right, &stranger).await.is_ok());
    }

    async fn L12_N_8_step_up_spends_from_the_same_ladder(place: Place) {
        let door = place.door_with(|c| { patient(c); c.limits.confirm = 1_000; }).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let wrong = app.wrong(&place);
        let live = owner.live(&door).await;
        for _ in 0..5 {
            let tried = door.step_up(&live, &TOTP, &form(&[("code", &wrong)]), &owner.seen).await;
            assert_eq!(refusal(tried), Refusal::WrongCode(TOTP));
        }
        let (_, pending) = pending(&door, "anna", &owner).await;
        assert_eq!(refusal(answer(&door, &pending, &TOTP, &wrong, &owner).await), Refusal::Wait(Span::seconds(1)));
    }

    async fn L13_name_and_address_spend_from_one_budget(place: Place) {
        let door = place.door_with(patient).await;
        let new = door::administration::NewAccount {
            name: "anna".into(),
            password: Some(domain::Secret::new(PASSWORD.into())),
            emails: vec!["anna@example.org".into()],
            ..Default::default()
        };
        door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        for name in ["anna", "anna@example.org", "ANNA", "Anna@Example.Org", "anna"] {
            wrong_password(&door, name, &stranger).await;
        }
        for name in ["anna", "anna@example.org"] {
            assert!(!right_is_looked_at(&door, name, &stranger).await, "{name}");
        }
    }

    async fn L15_unknown_names_climb_ladders_like_any_other(place: Place) {
        let door = place.door_with(patient).await;
        let browser = Browser::new("203.0.113.7");
        for wrong in 1..=5 {
            wrong_password(&door, "nobody", &browser).await;
            assert_eq!(climbed(&place).await, [wrong]);
        }
        for name in ["nobody", "NoBody "] {
            assert_eq!(wrong_password(&door, name, &browser).await, Refusal::WrongSignIn);
            assert_eq!(climbed(&place).await, [5], "{name}: not looked at during a wait, as for anybody");
        }
        place.clock().advance(Span::seconds(1));
        wrong_password(&door, "nobody", &browser).await;
        assert_eq!(climbed(&place).await, [6]);
        // The account comes to be in the middle of a wait; the bucket was another's.
        add(&door, "nobody", false).await;
        assert!(right_is_looked_at(&door, "nobody", &browser).await);
    }

    async fn what_cannot_be_an_answer_spends_nothing(place: Place) {
        let door = place.door().await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let (_, pending) = pending(&door, "anna", &owner).await;
        for _ in 0..30 {
            assert_eq!(refusal(answer(&door, &pending, &TOTP, "12345", &owner).await), Refusal::NotACode(TOTP));
        }
        assert!(answer(&door, &pending, &TOTP, &app.code(&place, 0), &owner).await.is_ok());
    }

    async fn L12_sixty_four_wrong_codes_at_once_are_not_looked_at_more_than_five_times(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        let (_, pending) = pending(&door, "anna", &stranger).await;
        let wrong = app.wrong(&place);
        let tries = (0..64).map(|_| {
            let (door, pending, wrong, stranger) = (door.clone(), pending.clone(), wrong.clone(), stranger.clone());
            tokio::spawn(async move { refusal(answer(&door, &pending, &TOTP, &wrong, &stranger).await) })
        });
        let mut looked_at = 0;
        for tried in tries.collect::<Vec<_>>() {
            match tried.await.unwrap() {
                Refusal::WrongCode(_) => looked_at += 1,
                Refusal::Wait(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5);
    }

    async fn V6_5_8_on_postgresql_the_databases_clock_decides_how_long_a_wait_lasts(place: Place) {
        if place.engine() == Engine::Sqlite {
            // One machine, one clock.
            return;
        }
        let other = Arc::new(HandClock::new(place.now().plus(Span::minutes(9))));
        let nodes = [place.door().await, place.door_by(&other).await];
        add(&nodes[0], "anna", false).await;
        for node in &nodes {
            node.database_clock().await.unwrap();
        }
        let browser = |n: usize| Browser::new(&format!("198.51.{n}.1"));
        for first in [0, 1] {
            for n in 0..8 {
                wrong_password(&nodes[first], "anna", &browser(n)).await;
                let wait = Span::seconds(if n > 4 { 1 << (n - 4) } else { 0 });
                place.clock().advance(wait);
                other.advance(wait);
            }
            wrong_password(&nodes[first], "anna", &browser(9)).await;
            for node in &nodes {
                assert!(!right_is_looked_at(node, "anna", &browser(10)).await, "both wait");
            }
            let wait = Span::seconds(17);
            place.clock().advance(wait);
            other.advance(wait);
            assert!(right_is_looked_at(&nodes[1 - first], "anna", &browser(11)).await, "as long, wherever");
            nodes[0].unlock_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        }
    }
}
