//! What the tests of copied keys are told by: a copy's browser, its owner's alarm, and what is left of both.

use domain::{Refusal, Secret};
use door::{Actor, Door, LiveSession, Progress};
use testing::drivers::add_token;
use testing::people::*;

use super::copied::signed;

const HOST: &str = "files.example.org";

/// Signs in by a key, in a browser that is nobody's as yet.
pub async fn by_key(
    door: &Door,
    name: &str,
    (token, count): (&FidoToken, u32),
    address: &str,
) -> Browser {
    let mut browser = Browser::new(address);
    let (_, waiting) = pending(door, name, &browser).await;
    let said = signed(door, &waiting, token, count).await;
    match answer(door, &waiting, &SECURITY_KEY, &said, &browser)
        .await
        .unwrap()
    {
        Progress::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser
}

/// The owner's own answer, after the copy's: refused, and the alarm.
pub async fn alarm(door: &Door, name: &str, key: (&FidoToken, u32), owner: &Browser) {
    let (_, waiting) = pending(door, name, owner).await;
    let said = signed(door, &waiting, key.0, key.1).await;
    let suspected = answer(door, &waiting, &SECURITY_KEY, &said, owner).await;
    assert_eq!(refusal(suspected), Refusal::MaybeCopied(SECURITY_KEY));
}

/// Somebody with a key, and the browser that they set it up in.
pub async fn with_key(door: &Door, name: &str, admin: bool) -> (FidoToken, Browser) {
    add(door, name, admin).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, name, &mut browser).await;
    let (token, _) = add_token(door, &SECURITY_KEY, "Key", &mut browser).await;
    (token, browser)
}

pub async fn device_password(
    door: &Door,
    live: &LiveSession,
    name: &str,
    browser: &Browser,
) -> Secret<String> {
    let typed = form(&[("name", name)]);
    door.make_device_password(live, &typed, &browser.seen)
        .await
        .unwrap()
        .secret
}

pub async fn opens(door: &Door, name: &str, secret: &Secret<String>) -> bool {
    let client = Browser::new("203.0.113.5");
    door.client(name, secret, HOST, &client.seen).await.is_ok()
}

pub async fn is_over(door: &Door, browser: &Browser) -> bool {
    let token = browser.seen.session.clone().unwrap();
    door.session(&token, &browser.seen).await.unwrap().is_none()
}

pub async fn names_of_passwords(door: &Door, name: &str) -> Vec<String> {
    let all = door
        .user_device_passwords(&Actor::COMMAND_LINE, name)
        .await
        .unwrap();
    all.into_iter().map(|one| one.name).collect()
}

/// Actions and details of an account's events.
pub async fn told(door: &Door, name: &str) -> Vec<(String, String)> {
    let query = door::activity::Query {
        account: Some(name.into()),
        before: None,
        most: 1000,
    };
    let events = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
    events
        .into_iter()
        .map(|event| (event.action, event.detail))
        .collect()
}
