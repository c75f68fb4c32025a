//! What is held for a while, or folded, as far as the door does it: overdrawn, while others use the program.

use std::time::Duration;

use domain::budget::bound::Bound;
use domain::budget::purse::Spend;
use domain::{Refusal, Span};
use door::Door;
use testing::dump::dump;
use testing::people::*;
use testing::{Engine, Place, on_both};

use super::stage::Stage;
use super::{By, addresses, rows};
use crate::audit::all;
use crate::outbox::in_table;
use crate::races::raised;

const WRONG: &str = "not the password at all";

/// Overdraws a row. A row that is added wants a case here.
async fn overdraw(stage: &mut Stage, of: Bound, by: By) {
    match of {
        Bound::Hashes => hashes(stage, by).await,
        Bound::Sessions => sessions(stage).await,
        Bound::PendingSignIns => pending_sign_ins(stage, by).await,
        Bound::Events => events_of(stage, by).await,
        Bound::EventsSpent => spent(stage, by).await,
        Bound::EventsFree => free(stage).await,
        Bound::Names => names(stage, by).await,
        Bound::Tickets => tickets(stage).await,
        // Over HTTP, in the program's own suite of this name.
        Bound::Connections | Bound::Heads | Bound::Forms | Bound::FormBytes => {}
    }
}

fn most(of: Bound) -> usize {
    of.row()
        .most(&domain::budget::Limits::default())
        .map_or(of.at_once(), |most| most.try_into().unwrap())
}

async fn wrong(door: &Door, name: &str, from: &Browser) -> Refusal {
    refusal(door.sign_in(name, WRONG, "", &from.seen).await)
}

/// How many rows tell of that, and of how often it was.
async fn told(stage: &Stage, action: &str) -> (usize, i64) {
    stage.door.write_all_counted().await;
    let mut rows = all(&stage.door).await;
    rows.retain(|row| row.action == action);
    (rows.len(), rows.iter().map(|row| row.times).sum())
}

/// An account that signs in rightly without end, or strangers who guess, each a hundred at once, while Anna and Bea sign
/// in as ever.
async fn hashes(stage: &mut Stage, by: By) {
    stage.door = stage
        .place
        .door_with(|config| {
            raised(config);
            config.argon2 = (8_192, 2);
            config.hashing_queue = Bound::Hashes.at_once();
        })
        .await;
    let (insider, crowd) = (stage.insiders[0].1.clone(), by.crowd());
    let mut flood = Vec::new();
    for n in 0..300 {
        let (door, insider, from) = (
            stage.door.clone(),
            insider.clone(),
            crowd[n % crowd.len()].clone(),
        );
        flood.push(tokio::spawn(async move {
            match by {
                By::OneAddress => by_password(&door, "thief0", &insider).await.is_ok(),
                By::Many(_) => wrong(&door, &format!("nobody{n}"), &from).await != Refusal::Busy,
                By::AgainstAnAccount(_) => wrong(&door, "anna", &from).await != Refusal::Busy,
            }
        }));
    }
    while stage.door.hashing_load().1 < 8 && !flood.iter().all(tokio::task::JoinHandle::is_finished)
    {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stage.anna_signs_in().await;
    stage.bea_uses_it().await;
    assert!(stage.door.hashing_load().1 <= Bound::Hashes.at_once());
    if by == By::OneAddress {
        // The other half is there for whoever comes from a new browser.
        stage.cid_comes_from_elsewhere().await;
        stage.place.clock().advance(Span::seconds(30));
    }
    let mut looked_at = 0;
    for one in flood {
        looked_at += usize::from(one.await.unwrap());
    }
    assert!(looked_at > 0 && looked_at < 300, "{by:?}: {looked_at}");
}

/// Somebody has more sessions than an account may have: their own idlest end.
async fn sessions(stage: &Stage) {
    let (_, mut browser) = stage.insiders[0].clone();
    for _ in 0..most(Bound::Sessions) + 5 {
        stage.place.clock().advance(Span::seconds(1));
        browser.seen.session = None;
        session(&stage.door, "thief0", &mut browser).await;
    }
    let live = browser.live(&stage.door).await;
    assert_eq!(
        stage.door.own_sessions(&live).await.unwrap().len(),
        most(Bound::Sessions)
    );
}

/// Who has Anna's password begins to sign in again and again: half of what may wait is left to browsers that she is known
/// in, and what she has begun stands.
async fn pending_sign_ins(stage: &mut Stage, by: By) {
    let most = most(Bound::PendingSignIns);
    let (place, mut anna) = (&stage.place, stage.people[0].home.clone());
    place.clock().advance(Span::seconds(30));
    let (token, hers) = pending(&stage.door, "anna", &anna).await;
    let crowd = by.crowd();
    let mut begun = 0;
    for from in crowd.iter().cycle().take(most + 10) {
        place.clock().advance(Span::micros(1_000));
        match by_password(&stage.door, "anna", from).await {
            Ok(_) => begun += 1,
            Err(domain::Stop::Refused(Refusal::Wait(_))) => {}
            Err(stop) => panic!("{stop:?}"),
        }
    }
    assert_eq!(begun, most / 2 - 1);
    let rows = in_table(place, "pending_sign_ins").await.lines().count();
    assert_eq!(rows, most / 2);
    assert!(stage.door.pending(&token).await.unwrap().is_some());
    let (again, _) = pending(&stage.door, "anna", &anna).await;
    assert!(stage.door.pending(&again).await.unwrap().is_some());
    let code = stage.people[0].code(place);
    let answered = answer(&stage.door, &hers, &TOTP, &code, &anna).await;
    let Ok(door::Progress::In(new)) = answered else {
        panic!("{answered:?}")
    };
    anna.keep(&new);
    stage.people[0].home = anna;
}

/// Three wrong ones by each within a minute are a row of each.
async fn events_of(stage: &Stage, by: By) {
    let crowd = by.crowd();
    for from in crowd.iter().chain(&crowd).chain(&crowd) {
        wrong(&stage.door, "anna", from).await;
    }
    let rows = most(Bound::Events) * crowd.len();
    assert_eq!(
        told(stage, "sign-in.password").await,
        (rows, i64::try_from(3 * crowd.len()).unwrap())
    );
}

/// What comes from addresses that have no tries left is a row of each.
async fn spent(stage: &Stage, by: By) {
    let crowd = by.crowd();
    for n in 0..9 {
        for from in &crowd {
            wrong(&stage.door, &by.name(n), from).await;
        }
    }
    let rows = most(Bound::EventsSpent) * crowd.len();
    assert_eq!(
        told(stage, "address.spent").await,
        (rows, i64::try_from(5 * crowd.len()).unwrap())
    );
}

/// Whoever is signed in changes something without end.
async fn free(stage: &Stage) {
    let (live, browser) = &stage.insiders[0];
    for n in 0..50 {
        stage
            .door
            .set_display_name(live, &format!("Thief {n}"), &browser.seen)
            .await
            .unwrap();
    }
    assert_eq!(
        told(stage, "account.display-name").await,
        (most(Bound::EventsFree), 50)
    );
}

/// Made-up names share what is counted of them.
async fn names(stage: &mut Stage, by: By) {
    stage.door = stage.place.door_with(raised).await;
    let before = in_table(&stage.place, "ladders").await.lines().count();
    for (n, from) in by.crowd().iter().cycle().take(1_000).enumerate() {
        wrong(&stage.door, &format!("somebody {n}"), from).await;
    }
    let rows = in_table(&stage.place, "ladders").await.lines().count() - before;
    // Of 4,096 buckets a thousand names take 887, give or take a few.
    assert!(
        (850..930).contains(&rows) && rows <= Bound::Names.at_once(),
        "{rows}"
    );
}

async fn tickets(stage: &Stage) {
    let (live, _) = &stage.insiders[0];
    let before = dump(&stage.place).await;
    for _ in 0..200 {
        hand_over(&stage.place, &stage.door, live, "files.example.org").await;
    }
    assert_eq!(dump(&stage.place).await, before, "nothing is written");
}

async fn each(engine: Engine, by: By) {
    for of in rows(Bound::ALL, engine, by) {
        // Where it stops is the row that it stops at.
        eprintln!("{of:?}, {by:?}");
        let mut stage = Stage::new(engine, Spend::Tries).await;
        overdraw(&mut stage, of, by).await;
        stage.anna_signs_in().await;
        stage.bea_uses_it().await;
        stage.cid_comes_from_elsewhere().await;
    }
}

on_both! {
    async fn L28_what_is_held_is_overdrawn_from_one_address_and_hurts_nobody_else(place: Place) {
        each(place.engine(), By::OneAddress).await;
    }

    async fn L28_what_is_held_is_overdrawn_from_many_addresses_and_hurts_nobody_else(place: Place) {
        each(place.engine(), By::Many(addresses(place.engine()))).await;
    }

    async fn L28_what_is_held_is_overdrawn_against_one_account_and_hurts_nobody_else(place: Place) {
        each(place.engine(), By::AgainstAnAccount(addresses(place.engine()))).await;
    }
}
