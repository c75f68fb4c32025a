//! What is typed and wrong.

use domain::budget::purse::Spend;
use domain::{Language, Refusal, Secret, Stop};
use door::Door;
use testing::people::*;

use super::stage::Stage;
use super::{By, Overdrawn};
use crate::notices::way_to;

const WRONG: &str = "not the password at all";

/// Whether this one was looked at.
async fn looked_at(door: &Door, of: Spend, name: &str, n: usize, from: &Browser) -> bool {
    let said = match of {
        Spend::Tries => door.sign_in(name, WRONG, "", &from.seen).await.map(drop),
        Spend::GateTries => {
            let (secret, work) = (
                Secret::new(format!("guess number {n}")),
                door.hashing_work(),
            );
            let said = door
                .client(name, &secret, "files.example.org", &from.seen)
                .await;
            assert_eq!(refusal(said), Refusal::WrongSignIn);
            return door.hashing_work() > work;
        }
        Spend::Lists => {
            let words = door.words(Language::FIRST, "");
            door.entrances_named(name, &words, &from.seen)
                .await
                .map(drop)
        }
        _ => door
            .not_me_characters("0000-0000", &from.seen)
            .await
            .map(drop),
    };
    match said {
        Ok(()) | Err(Stop::Refused(Refusal::WrongSignIn | Refusal::WrongCharacters)) => true,
        Err(Stop::Refused(Refusal::Wait(_))) => false,
        other => panic!("{other:?}"),
    }
}

pub async fn by_address(stage: &Stage, of: Spend, by: By) -> Overdrawn {
    let (crowd, mut spent) = (by.crowd(), 0);
    let most = of.row().most(&stage.door.config().limits).unwrap();
    for n in 0..usize::try_from(most).unwrap() + 2 {
        for (who, from) in crowd.iter().enumerate() {
            let n = n * crowd.len() + who;
            let looked_at = looked_at(&stage.door, of, &by.name(n), n, from).await;
            spent += usize::from(looked_at);
        }
    }
    Overdrawn {
        spent,
        by: crowd.len(),
    }
}

/// Letters for a link in a message that somebody has read.
pub async fn letters(stage: &mut Stage, by: By) -> Overdrawn {
    stage.cid_comes_from_elsewhere().await;
    let (mail, _) = stage.sent().await;
    let (link, _) = way_to(&mail, "cid@example.org").expect("a way");
    let mut spent = 0;
    for from in by.crowd().iter().cycle().take(12) {
        match refusal(stage.door.not_me(&link, "BBBB", &from.seen).await) {
            Refusal::WrongLetters => spent += 1,
            Refusal::Wait(_) => {}
            other => panic!("{other:?}"),
        }
    }
    Overdrawn { spent, by: 1 }
}

/// What is told of once a day, however often it is done.
pub async fn told(stage: &Stage, of: Spend, by: By) -> Overdrawn {
    let (door, mut tried) = (&stage.door, 0);
    for from in by.crowd().iter().cycle().take(12) {
        if of == Spend::ThreeWrong {
            let (_, waiting) = pending(door, "anna", from).await;
            tried += usize::from(answer(door, &waiting, &TOTP, "000000", from).await.is_err());
        } else {
            let secret = Secret::new(PASSWORD.to_owned());
            let said = door
                .client("anna", &secret, "files.example.org", &from.seen)
                .await;
            tried += usize::from(said.is_err());
        }
    }
    assert_eq!(tried, 12);
    let action = match of {
        Spend::ThreeWrong => "sign-in.three-wrong",
        _ => "client.old-password",
    };
    let all = events(door, "anna").await;
    let spent = all.iter().filter(|one| one.starts_with(action)).count();
    Overdrawn { spent, by: 1 }
}
