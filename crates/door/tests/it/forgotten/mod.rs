//! A forgotten password: asked for, mailed, chosen anew.

use std::sync::Arc;

use domain::secret::{Token, read_token};
use domain::{Secret, Span};
use door::administration::NewAccount;
use door::{Actor, Door};
use testing::Place;
use testing::people::*;

use crate::outbox::Kept;

mod alike;
mod asking;
mod choosing;
mod races;

const CLI: Actor = Actor::COMMAND_LINE;
const NEW: &str = "fyra gröna hästar springer";

/// A door whose mail was seen to arrive.
pub async fn mailing(place: &Place, channel: &Arc<Kept>) -> Door {
    let door = place.door_sending(channel.clone()).await;
    door.mail_accepted(&CLI, "mail.example.org:465")
        .await
        .unwrap();
    door
}

/// Somebody with these addresses.
async fn with(door: &Door, name: &str, admin: bool, addresses: &[&str]) {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        admin,
        emails: addresses.iter().map(|one| (*one).to_owned()).collect(),
        ..NewAccount::default()
    };
    door.add_account(&CLI, new).await.unwrap();
}

/// Asks as somebody at this address, and has everything sent: to whom, with which link.
pub async fn asked(
    door: &Door,
    channel: &Kept,
    typed: &str,
    browser: &Browser,
) -> Vec<(String, Token)> {
    door.ask_for_reset(typed, &browser.seen).await.unwrap();
    door.send_messages().await.unwrap();
    links(&channel.letters())
}

/// The links in messages, and to whom each went.
pub fn links(letters: &[(String, String)]) -> Vec<(String, Token)> {
    let link = |(to, text): &(String, String)| {
        let line = text
            .lines()
            .find_map(|line| line.trim().split_once("/forgotten/"))?;
        Some((to.clone(), read_token(line.1).expect("a token")))
    };
    let mut all: Vec<_> = letters.iter().filter_map(link).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// To whom these links went.
fn to(links: &[(String, Token)]) -> Vec<&str> {
    links.iter().map(|(to, _)| to.as_str()).collect()
}

/// From the next hour on, every purse but that of today is full.
fn next_hour(place: &Place) {
    place.clock().advance(Span::minutes(61));
}
