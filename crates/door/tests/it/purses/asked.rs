//! Messages that people ask for: by somebody who has Anna's password, or to confirm a number.

use domain::Span;
use domain::budget::purse::Spend;
use door::{At, LiveSession};
use testing::people::*;

use super::stage::{Stage, TEXT};
use super::{By, Overdrawn};
use crate::text_message::ask;

/// A number that somebody else would like to add.
const NUMBER: &str = "073-987 65 43";

/// Asks by sign-ins of Anna's that go no further.
pub async fn for_anna(stage: &Stage, of: Spend, by: By) -> Overdrawn {
    let (door, crowd, mut spent) = (&stage.door, by.crowd(), 0);
    let times = match of {
        Spend::AskedAddress => 3 * crowd.len(),
        Spend::AskedSite => 150,
        _ => 9,
    };
    let (_, mut waiting) = pending(door, "anna", &crowd[0]).await;
    for (n, from) in crowd.iter().cycle().take(times).enumerate() {
        // No two at the same moment, or of a hundred that wait it may be the latest that goes.
        stage.place.clock().advance(Span::micros(1_000));
        if n > 0 && of != Spend::AskedAgain {
            (_, waiting) = pending(door, "anna", from).await;
        }
        spent += usize::from(ask(door, &waiting, from).await.is_ok());
    }
    let whose = if of == Spend::AskedAddress {
        crowd.len()
    } else {
        1
    };
    Overdrawn { spent, by: whose }
}

/// Whether a code is sent to a number that somebody wants to add.
async fn asks(stage: &Stage, (live, browser): (&LiveSession, &Browser), number: &str) -> bool {
    let at = At::Settings(live);
    let said = post(
        &stage.door,
        at,
        &TEXT,
        "",
        None,
        &[("phone", number)],
        browser,
    )
    .await;
    let left = stage.sent().await.1;
    said.is_ok() && !left.is_empty()
}

pub async fn confirming(stage: &Stage, of: Spend) -> Overdrawn {
    let (insiders, mut spent) = (&stage.insiders, 0);
    let ask = async |n: usize, number: &str| {
        let (live, browser) = &insiders[n];
        usize::from(asks(stage, (live, browser), number).await)
    };
    match of {
        Spend::AskedTargetFirst => spent = ask(0, NUMBER).await + ask(0, NUMBER).await,
        Spend::AskedTargetKept => {
            for n in 0..8 {
                spent += ask(n, NUMBER).await;
            }
        }
        Spend::AskedSiteConfirming => {
            for n in 0..8 {
                spent += ask(n, &format!("070-765 43 2{n}")).await;
            }
            assert_eq!(spent, 4);
        }
        _ => {
            let many = if of == Spend::AskedTargetBy { 1 } else { 2 };
            for n in 0..many {
                assert_eq!(ask(n, NUMBER).await, 1, "the first of each");
            }
            for n in 0..9 {
                spent += ask(n % many, NUMBER).await;
            }
        }
    }
    Overdrawn { spent, by: 1 }
}

/// Each of them signs in by a text message: Anna and Bea from browsers that they use, Cid from one that is new.
pub async fn have(stage: &mut Stage) -> [bool; 3] {
    stage.people[2].home = Browser::new("203.0.113.77");
    let mut had = [false; 3];
    for (who, had) in had.iter_mut().enumerate() {
        let browser = stage.people[who].home.clone();
        *had = stage.gets_a_text(who, browser).await;
    }
    had
}

/// Each of them adds that number, having signed in by one that they have.
pub async fn have_confirmed(stage: &mut Stage) -> [bool; 3] {
    assert_eq!(have(stage).await, [true; 3]);
    let mut had = [false; 3];
    for (person, had) in stage.people.iter().zip(&mut had) {
        let live = person.home.live(&stage.door).await;
        *had = asks(stage, (&live, &person.home), NUMBER).await;
    }
    had
}
