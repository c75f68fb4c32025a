//! What is told by text message, to whom, how often, and how it is stopped without a link.

mod money;
mod numbers;
mod stopping;

use std::sync::Arc;

use domain::Span;
use domain::ids::EnrolmentId;
use door::{Actor, Door, Progress};
use testing::Place;
use testing::people::*;

use crate::outbox::Kept;
use crate::text_message::{KIND, NUMBER, ask_at, house, swedish, with_numbers};

const CLI: Actor = Actor::COMMAND_LINE;

/// Its number as gateways get it.
const THERE: &str = "+46701234567";

/// Signs in by a code to this enrolment's number.
async fn by_code(door: &Door, channel: &Kept, of: EnrolmentId, browser: &mut Browser) {
    let (_, waiting) = pending(door, "anna", browser).await;
    let form = form(&[("to", &of.to_string())]);
    ask_at(door, &waiting, browser, &form).await.unwrap();
    let sent = channel.letters();
    let code = sent.iter().find_map(|(_, text)| text.rsplit_once('#'));
    let code = code.expect("a code").1;
    let Ok(Progress::In(new)) = answer(door, &waiting, &KIND, code, browser).await else {
        panic!("not signed in");
    };
    browser.keep(&new);
}

/// Whoever has two numbers for more than a day, and has just signed in; text messages are kept by the channel.
async fn with_two(place: &Place) -> (Door, Arc<Kept>, Browser, [EnrolmentId; 2]) {
    let first = house(place).await;
    let numbers = [NUMBER, "073-987 65 43"];
    let (mut browser, phones) = with_numbers(place, &first, "anna", numbers).await;
    let of = phones.map(|phone| phone.enrolment().parse().unwrap());
    place.clock().advance(Span::hours(25));
    let channel = Kept::to_numbers();
    let door = place.door_sending_with(channel.clone(), swedish).await;
    by_code(&door, &channel, of[0], &mut browser).await;
    (door, channel, browser, of)
}

/// The same who is told at the first of them.
async fn told(place: &Place) -> (Door, Arc<Kept>, Browser, [EnrolmentId; 2]) {
    let (door, channel, browser, of) = with_two(place).await;
    choose(&door, &browser, Some(of[0])).await;
    assert_eq!(to(&sent(&door, &channel).await), [THERE]);
    (door, channel, browser, of)
}

async fn choose(door: &Door, browser: &Browser, of: Option<EnrolmentId>) {
    let live = browser.live(door).await;
    door.set_notice_number(&live, of, &browser.seen)
        .await
        .unwrap();
}

/// A door that sends mail as well, to an address that gets links.
async fn with_mail(place: &Place, channel: &Arc<Kept>, mail: &Arc<Kept>) -> Door {
    let both = vec![Arc::clone(channel) as _, Arc::clone(mail) as _];
    let door = place.door_sending_by(both, swedish).await;
    door.mail_accepted(&CLI, "mail.example.org:465")
        .await
        .unwrap();
    let change = door::EmailChange::Add("anna@example.org");
    door.change_emails(&CLI, "anna", change).await.unwrap();
    place.clock().advance(Span::hours(25));
    sent(&door, channel).await;
    mail.letters();
    door
}

/// What leaves now.
async fn sent(door: &Door, channel: &Kept) -> Vec<(String, String)> {
    door.send_messages().await.unwrap();
    channel.letters()
}

fn to(sent: &[(String, String)]) -> Vec<&str> {
    sent.iter().map(|(to, _)| to.as_str()).collect()
}

/// The characters that stop what a message tells of.
fn characters(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let is = |word: &&str| {
        let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let plain = word.replacen('-', "", 1);
        word.len() == 9 && plain.len() == 8 && plain.bytes().all(known)
    };
    words.find(is).map(str::to_owned)
}
