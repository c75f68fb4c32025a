//! What is told by text message: of what can be stopped, and of what strangers cause.

use domain::Span;
use domain::budget::purse::Spend;

use super::stage::{CLI, Stage};
use super::{By, Overdrawn};
use crate::audit::behind;

/// What an administrator does at most that Anna is told of.
pub const ACTS: usize = 14;

/// Anna and Bea want to be told by text message.
async fn choose(stage: &mut Stage) {
    for who in 0..2 {
        match who {
            0 => stage.anna_signs_in().await,
            _ => stage.bea_uses_it().await,
        }
        let (door, home) = (&stage.door, &stage.people[who].home);
        let live = home.live(door).await;
        let own = door.notice_numbers(&live).await.unwrap();
        door.set_notice_number(&live, Some(own[0].id), &home.seen)
            .await
            .unwrap();
    }
    stage.sent().await;
}

/// How many text messages go to somebody because of something that can be stopped.
async fn told(stage: &Stage, name: &str, n: usize) -> usize {
    stage.place.clock().advance(Span::minutes(11));
    stage
        .door
        .give_code(&CLI, name, 1, &format!("call {n}"))
        .await
        .unwrap();
    let (mail, texts) = stage.sent().await;
    assert!(!mail.is_empty(), "mail goes");
    texts.len()
}

pub async fn overdraw(stage: &mut Stage, of: Spend, by: By) -> Overdrawn {
    choose(stage).await;
    let (stage, mut spent) = (&*stage, 0);
    match of {
        Spend::ToldOthers => {
            for from in by.crowd().iter().cycle().take(8) {
                stage.place.clock().advance(Span::minutes(31));
                stage.door.ask_for_reset("anna", &from.seen).await.unwrap();
                spent += stage.sent().await.1.len();
            }
        }
        Spend::ToldSite => {
            for n in 0..3 {
                spent += told(stage, "anna", n).await;
            }
            // Whatever is left of what all have is gone.
            let now = stage.place.now().micros();
            let gone = format!(
                "UPDATE address_budgets SET wrong = 100000 WHERE wrong = 2 AND expires > {now}"
            );
            behind(&stage.place, &gone).await;
            assert_eq!(told(stage, "anna", 4).await, 0, "it waits");
        }
        _ => {
            for n in 0..ACTS {
                spent += told(stage, "anna", n).await;
            }
        }
    }
    // Whoever has had none gets theirs.
    assert_eq!(told(stage, "bea", 20).await, 1);
    Overdrawn { spent, by: 1 }
}
