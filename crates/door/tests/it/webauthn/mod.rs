//! Security keys and passkeys at the door, by forged ceremonies as well as honest ones.

mod both;
mod copied;
pub mod copies;
mod ending;
mod imported;
mod late;
mod listed;
mod making;
mod narrow;
mod offered;
mod passwordless;
mod signing;
mod suspended;

use domain::{Kind, Stop};
use door::{At, Door, Progress, Shown};
use serde_json::Value;
use testing::drivers::begin_token;
use testing::people::*;

/// What is wrong with a moment: in words, and how it comes to be so.
pub type Change = (&'static str, Box<dyn Fn(&mut Moment)>);

/// What the sign-in page asks of whoever comes along.
pub async fn asked_alone(door: &Door) -> Value {
    let words = door.words(domain::Language::FIRST, "");
    let ways = door.entrances(&words).await.unwrap();
    options(ways.first().expect("a way").question.fragment.as_str())
}

/// An honest answer of a passkey to the sign-in page, changed by a test.
pub async fn alone(
    door: &Door,
    token: &FidoToken,
    browser: &Browser,
    change: impl FnOnce(&mut Moment),
) -> Result<Progress, Stop> {
    let mut moment = Moment::honest(&asked_alone(door).await, ORIGIN);
    moment.user.clone_from(&token.user);
    change(&mut moment);
    send_alone(door, &token.sign(&moment), browser).await
}

/// Sends an answer to the sign-in page.
pub async fn send_alone(door: &Door, code: &str, browser: &Browser) -> Result<Progress, Stop> {
    door.sign_in_passwordless(&PASSKEY, &form(&[("code", code)]), "", &browser.seen)
        .await
}

/// Posts a new credential to the page that began to make one.
pub async fn confirm(
    door: &Door,
    kind: &Kind,
    id: &str,
    code: &str,
    browser: &Browser,
) -> Result<Shown, Stop> {
    let live = browser.live(door).await;
    let path = "/{id}/confirm";
    let at = At::Settings(&live);
    post(door, at, kind, path, Some(id), &[("code", code)], browser).await
}

/// Makes a credential, changed by a test, and what the page said.
pub async fn make(
    door: &Door,
    kind: &Kind,
    browser: &Browser,
    change: impl FnOnce(&mut Moment),
) -> (FidoToken, Result<Shown, Stop>) {
    let (asked, id) = begin_token(door, kind, "Key", browser).await;
    let mut moment = Moment::honest(&asked, ORIGIN);
    change(&mut moment);
    let (token, sent) = FidoToken::make(&asked, &moment);
    let shown = confirm(door, kind, &id, &sent, browser).await;
    (token, shown)
}

/// Kinds and ids of what an account has.
pub async fn has(door: &Door, browser: &Browser) -> Vec<(Kind, String)> {
    let live = browser.live(door).await;
    let own = door.own_factors(&live).await.unwrap();
    own.into_iter().map(|one| (one.kind, one.id)).collect()
}
