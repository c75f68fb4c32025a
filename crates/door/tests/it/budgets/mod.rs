//! Attempt budgets: the numbers that a site has which sets nothing, under a clock moved by hand.

mod addresses;
mod authenticators;
mod clearing;
mod known;
mod ladders;

use domain::{Refusal, Stop};
use door::Door;
use testing::people::*;

/// What is said to a wrong password.
pub async fn wrong_password(door: &Door, name: &str, browser: &Browser) -> Refusal {
    refusal(
        door.sign_in(name, "not the password at all", "", &browser.seen)
            .await,
    )
}

/// Whether the right password is looked at now: it owes a second factor, or lets in.
pub async fn right_is_looked_at(door: &Door, name: &str, browser: &Browser) -> bool {
    match by_password(door, name, browser).await {
        Ok(_) => true,
        Err(Stop::Refused(Refusal::WrongSignIn)) => false,
        other => panic!("{other:?}"),
    }
}

/// No address waits.
pub fn patient(config: &mut door::Config) {
    config.limits.address = 1_000_000;
}
