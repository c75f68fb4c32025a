//! How long it takes to be refused tells neither whether there is an account nor where its password is kept.

use std::time::Duration;

use domain::{Kind, Refusal, Secret};
use testing::{Place, on_both};
use tokio::time::Instant;

use super::elsewhere::Does;
use super::{OWN, THEIRS, door, refusal, session, stranger};
use crate::Door;
use crate::account::table as accounts;
use crate::budget::streaks;
use crate::hashing::{Cost, Waiter, Waits};

const PATIENCE: Duration = Duration::from_millis(300);

async fn wrong(door: &Door, name: &str) -> i64 {
    let account = accounts::by_name(door.reader(), name)
        .await
        .unwrap()
        .unwrap()
        .id;
    let streaks = streaks::of_account(door.reader(), account).await.unwrap();
    let of_password = streaks
        .iter()
        .find(|(which, _)| which == Kind::PASSWORD.as_str());
    of_password.map_or(0, |(_, wrong)| *wrong)
}

on_both! {
    async fn V6_3_8_unknown_own_and_elsewhere_cost_the_same_work_and_the_same_wait(place: Place) {
        let (door, other) = door(&place, PATIENCE, |c| c.limits.address = 1_000).await;
        door.disable_account(&crate::Actor::COMMAND_LINE, "bea").await.unwrap();
        let names = ["nobody", "nobody@example.org", "bea", "elsewhere-anna", "THERE\\anna", "THERE\\nobody"];
        for (name, does) in names.iter().flat_map(|name| [
            (*name, Does::Answer),
            (*name, Does::AnswerAfter(PATIENCE / 4)),
        ]) {
            other.shall(does);
            let (begun, work) = (Instant::now(), door.hashing_work());
            assert_eq!(refusal(door.sign_in(name, "not it", "", &stranger()).await), Refusal::WrongSignIn);
            assert!(begun.elapsed() >= PATIENCE, "{name}: {:?}", begun.elapsed());
            assert_eq!(door.hashing_work() - work, 64, "{name}");
        }
    }

    async fn whoever_is_right_waits_for_nobody(place: Place) {
        let (door, _) = door(&place, Duration::from_secs(3_600), |_| {}).await;
        session(&door, "bea", OWN).await;
        session(&door, "elsewhere-anna", THEIRS).await;
    }

    async fn v6_3_8_what_was_compared_is_wrong_even_where_there_is_no_room_to_pad(place: Place) {
        let (door, _) = door(&place, PATIENCE, |c| c.hashing_queue = 2).await;
        let dear = Cost { memory: 65_536, passes: 480 };
        let hash = || {
            let door = door.clone();
            let nothing = || Secret::new(Vec::new());
            tokio::spawn(async move { door.pool().argon2id(Waits::somebody(Waiter::Stranger), dear, nothing(), [0; 16]).await.map(drop) })
        };
        // Strangers have one place in this line: the second comes once the first is at work.
        for load in [(1, 0), (1, 1)] {
            drop(hash());
            while door.hashing_load() != load {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        for name in ["bea", "elsewhere-anna"] {
            assert_eq!(refusal(door.sign_in(name, "not it", "", &stranger()).await), Refusal::Busy);
        }
        assert_eq!(door.hashing_load(), (1, 1), "the line was full all the time");
        assert_eq!((wrong(&door, "bea").await, wrong(&door, "elsewhere-anna").await), (0, 1));
    }
}
