//! E-mail addresses: added by a code, set by an administrator, chosen, removed; and who is told.

use std::sync::Arc;

use domain::ids::EmailId;
use door::{Door, LiveSession};
use testing::people::*;

use crate::outbox::Kept;

mod adding;
mod races;
mod told;

/// The code in the last of these messages to an address.
pub fn code_in(letters: &[(String, String)], address: &str) -> String {
    let is_code =
        |line: &&str| line.len() == 9 && line.as_bytes()[4] == b'-' && !line.contains(' ');
    let there = letters.iter().rev().filter(|(to, _)| to == address);
    let mut codes = there.filter_map(|(_, text)| text.lines().map(str::trim).find(is_code));
    codes.next().expect(address).to_owned()
}

/// The id of an address that waits for its code.
pub async fn waiting(door: &Door, live: &LiveSession, address: &str) -> EmailId {
    let all = door.profile(live).await.unwrap().unconfirmed;
    let found = all.iter().find(|one| one.address == address).unwrap();
    found.id.parse().unwrap()
}

/// The id of an address that is the account's.
pub async fn own(door: &Door, live: &LiveSession, address: &str) -> EmailId {
    let all = door.profile(live).await.unwrap().emails;
    let found = all.iter().find(|one| one.address == address).unwrap();
    found.id.parse().unwrap()
}

/// Addresses as their owner sees them, the main one first; `*` where it signs in.
pub async fn shown(door: &Door, live: &LiveSession) -> Vec<String> {
    let all = door.profile(live).await.unwrap().emails;
    let mark = |signs_in| if signs_in { "*" } else { "" };
    let shown = all
        .iter()
        .map(|one| format!("{}{}", one.address, mark(one.signs_in)));
    shown.collect()
}

/// Asks for an address: its id, and the code that was sent there.
pub async fn asked(
    door: &Door,
    channel: &Arc<Kept>,
    live: &LiveSession,
    address: &str,
    browser: &Browser,
) -> (EmailId, String) {
    door.add_email(live, address, &browser.seen).await.unwrap();
    door.send_messages().await.unwrap();
    let code = code_in(&channel.letters(), address);
    (waiting(door, live, address).await, code)
}

/// Adds an address by its code.
pub async fn added(
    door: &Door,
    channel: &Arc<Kept>,
    live: &LiveSession,
    address: &str,
    browser: &Browser,
) {
    let (id, code) = asked(door, channel, live, address, browser).await;
    door.confirm_email(live, id, &code, &browser.seen)
        .await
        .unwrap();
    door.send_messages().await.unwrap();
    channel.letters();
}
