//! Links because of a forgotten password.

use domain::budget::purse::Spend;
use testing::people::*;

use super::stage::Stage;
use super::{By, Overdrawn};
use crate::audit::behind;
use crate::outbox::in_table;

/// Whether a link goes to somebody.
async fn gets(stage: &Stage, name: &str, from: &Browser) -> bool {
    stage.door.ask_for_reset(name, &from.seen).await.unwrap();
    let (mail, _) = stage.sent().await;
    mail.iter()
        .any(|(to, text)| to.starts_with(name) && text.contains("/forgotten/"))
}

/// What is written down, whoever it is for.
pub async fn asked(stage: &Stage, by: By) -> Overdrawn {
    let crowd = by.crowd();
    let waiting = async || {
        in_table(&stage.place, "forgotten_requests")
            .await
            .lines()
            .count()
    };
    let before = waiting().await;
    for n in 0..12 {
        for from in &crowd {
            stage
                .door
                .ask_for_reset(&by.name(n), &from.seen)
                .await
                .unwrap();
        }
    }
    Overdrawn {
        spent: waiting().await - before,
        by: crowd.len(),
    }
}

/// Links to Anna, by strangers or by her own browser.
pub async fn of_anna(stage: &Stage, of: Spend, by: By) -> Overdrawn {
    let own = vec![stage.people[0].home.clone()];
    let crowd = if of == Spend::ResetsKnown {
        own
    } else {
        by.crowd()
    };
    let mut spent = 0;
    for from in crowd.iter().cycle().take(9) {
        spent += usize::from(gets(stage, "anna", from).await);
    }
    Overdrawn { spent, by: 1 }
}

/// Links of the site to accounts of the attacker's own. The first of each half are spent, then all but two, and then
/// those.
pub async fn of_the_site(stage: &Stage, of: Spend, by: By) -> Overdrawn {
    let crowd = by.crowd();
    let ask = async |n: usize| gets(stage, &format!("thief{n}"), &crowd[n % crowd.len()]).await;
    // Two are spent from elsewhere, so that no other purse of this hour was drawn on twice; then all but two of the rest
    // are taken for spent.
    let two_are_left = async |first: usize| {
        for n in [first, first + 1] {
            let from = Browser::new(&format!("198.51.100.{n}"));
            assert!(gets(stage, &format!("thief{n}"), &from).await);
        }
        let now = stage.place.now().micros();
        let spent =
            format!("UPDATE address_budgets SET wrong = 248 WHERE wrong = 2 AND expires > {now}");
        behind(&stage.place, &spent).await;
    };
    two_are_left(0).await;
    let mut spent = 248;
    for n in [2, 3, 2] {
        spent += usize::from(ask(n).await);
    }
    if of == Spend::ResetsKept {
        two_are_left(4).await;
        spent = 248;
        for n in [6, 7, 6] {
            spent += usize::from(ask(n).await);
        }
    }
    Overdrawn { spent, by: 1 }
}

pub async fn have(stage: &Stage) -> [bool; 3] {
    let [anna, bea, _] = &stage.people;
    let stranger = Browser::new("203.0.113.77");
    [
        gets(stage, "anna", &anna.home).await,
        gets(stage, "bea", &bea.home).await,
        gets(stage, "cid", &stranger).await,
    ]
}
