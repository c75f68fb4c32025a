//! What an enrolment is worth follows from what authorised it, through every verb, on a clock that is moved.

mod attack;
mod first;
mod helped;
mod leaving;
mod older;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::{Assurance, Kind, Span};
use door::{Actor, Door, LiveSession, Progress};
use testing::Place;
use testing::people::*;

use crate::outbox::Kept;
use crate::outbox::leaving::with_addresses;

const CLI: Actor = Actor::COMMAND_LINE;

/// The wait of a site that sets nothing.
const DAY: Span = Span::hours(24);

/// A door from which mail leaves, so that owners hear of what they didn't do.
async fn telling(place: &Place) -> Door {
    place
        .door_sending_with(Kept::to_addresses() as Arc<_>, |config| {
            config.hashing_threads = 2;
        })
        .await
}

/// Anna, whom messages reach, signed in by her password alone.
async fn anna(door: &Door) -> Browser {
    with_addresses(door, "anna", &["anna@example.org"]).await;
    let mut browser = Browser::new("192.0.2.1");
    session(door, "anna", &mut browser).await;
    browser
}

/// Signs in by the password and a token; the browser holds the session.
pub async fn by_token(
    door: &Door,
    name: &str,
    (kind, token): (&Kind, &FidoToken),
    browser: &mut Browser,
) -> LiveSession {
    let (_, waiting) = pending(door, name, browser).await;
    let words = door.words(domain::Language::FIRST, "");
    let question = door.question(&waiting, kind, &words).await.unwrap();
    let mut moment = Moment::honest(&options(question.fragment.as_str()), ORIGIN);
    // A key has counted further each time.
    static COUNT: AtomicU32 = AtomicU32::new(10);
    moment.count = COUNT.fetch_add(1, Ordering::Relaxed);
    let said = token.sign(&moment);
    match answer(door, &waiting, kind, &said, browser).await.unwrap() {
        Progress::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser.live(door).await
}

/// Signs in by the password and a code in place of a factor.
async fn by_code(door: &Door, name: &str, code: &str, browser: &mut Browser) -> LiveSession {
    let (_, waiting) = pending(door, name, browser).await;
    match answer(door, &waiting, &BACKUP, code, browser)
        .await
        .unwrap()
    {
        Progress::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser.live(door).await
}

/// Which of an account's enrolments there are: their names, and whether each is suspended and counts in full.
async fn stand(door: &Door, name: &str) -> Vec<(String, bool, bool)> {
    let all = door.user_factors(&CLI, name).await.unwrap();
    all.into_iter()
        .filter(|one| !one.fallback)
        .map(|one| (one.name, one.suspended, one.counts_from.is_none()))
        .collect()
}

fn is(name: &str, suspended: bool, counts: bool) -> (String, bool, bool) {
    (name.to_owned(), suspended, counts)
}

const RESISTANT: Assurance = Assurance::PhishingResistant;
