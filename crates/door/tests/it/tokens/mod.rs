//! Tokens that people program themselves: how they are added, and how they are found again when their
//! clock or counter went astray.

mod adding;
mod counting;
mod drifting;
mod importing;

use door::{Door, Progress};
use testing::people::*;

/// Answers a new pending sign-in; whether that let in.
async fn gets_in(door: &Door, token: &Fob, code: &str, browser: &mut Browser) -> bool {
    let (_, waiting) = pending(door, "anna", browser).await;
    match answer(door, &waiting, &token.kind, code, browser).await {
        Ok(Progress::In(new)) => {
            browser.keep(&new);
            true
        }
        Ok(other) => panic!("{other:?}"),
        Err(stop) => {
            let wrong = domain::Refusal::WrongCode(token.kind.clone());
            assert_eq!(refusal::<()>(Err(stop)), wrong, "always the same text");
            false
        }
    }
}

/// Anna, signed in without a factor.
async fn anna(door: &Door) -> Browser {
    add(door, "anna", false).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, "anna", &mut browser).await;
    browser
}
