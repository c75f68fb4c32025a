//! Codes that confirm an e-mail address, asked for by people with accounts of their own.

use domain::Span;
use domain::budget::purse::Spend;

use super::Overdrawn;
use super::stage::Stage;

/// An address that somebody else would like to add.
const HOME: &str = "home@example.org";

/// Whether a code is sent there for one of the insiders.
async fn asks(
    stage: &Stage,
    of: &(door::LiveSession, testing::people::Browser),
    address: &str,
) -> bool {
    let (live, browser) = of;
    let sent = stage
        .door
        .add_email(live, address, &browser.seen)
        .await
        .is_ok();
    let left = stage.sent().await.0;
    sent && left.iter().any(|(to, _)| to == address)
}

pub async fn overdraw(stage: &Stage, of: Spend) -> Overdrawn {
    let (insiders, mut spent) = (&stage.insiders, 0);
    let again = || stage.place.clock().advance(Span::minutes(1));
    match of {
        Spend::EmailCodes => {
            for n in 0..8 {
                let address = format!("a{}@example.net", n % 3);
                spent += usize::from(asks(stage, &insiders[0], &address).await);
                again();
            }
        }
        Spend::EmailCodesFirst => {
            for _ in 0..2 {
                spent += usize::from(asks(stage, &insiders[0], HOME).await);
                again();
            }
        }
        Spend::EmailCodesKept => {
            for insider in insiders {
                spent += usize::from(asks(stage, insider, HOME).await);
            }
        }
        _ => {
            for insider in &insiders[..2] {
                assert!(asks(stage, insider, HOME).await, "the first of each");
            }
            for n in 0..6 {
                again();
                spent += usize::from(asks(stage, &insiders[n % 2], HOME).await);
            }
        }
    }
    Overdrawn { spent, by: 1 }
}

/// Each of them adds it, whoever has asked for it before.
pub async fn have(stage: &Stage) -> [bool; 3] {
    let mut had = [false; 3];
    for (person, had) in stage.people.iter().zip(&mut had) {
        let live = person.home.live(&stage.door).await;
        *had = asks(stage, &(live, person.home.clone()), HOME).await;
    }
    had
}
