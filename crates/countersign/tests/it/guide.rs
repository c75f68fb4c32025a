//! The factor of the guide (`docs/your-own-factor.md`) in the whole program: a registry with one more, codes that leave
//! through the outbox's file, and pages over HTTP.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use countersign::config::{self, Sources, rows};
use countersign::wiring::{Nature, factors};
use countersign::{Running, Wiring};
use domain::{Secret, Span};
use door::administration::NewAccount;
use door::{Actor, Registry};
use testing::Place;

use crate::http::{Answer, Browser};

const PASSWORD: &str = "ostkaka med sylt och smultron";

fn registry() -> Registry {
    factors().with(sent_code::SentCode)
}

async fn start(place: &Place, outbox: &Path) -> Running {
    let database = match place.database().await {
        store::Place::Postgres(options) => options.url.expose().clone(),
        store::Place::Sqlite(_) => String::new(),
    };
    let (data, key) = (place.folder(), place.key_file());
    let settings = [
        ("data", data.to_str().unwrap()),
        ("key_file", key.to_str().unwrap()),
        ("database", database.as_str()),
        ("listen", "localhost:0"),
        ("metrics_listen", ""),
        ("argon2.memory_kib", "64"),
        ("outbox.write_to", outbox.to_str().unwrap()),
    ];
    let from = Sources::given(place.folder(), &settings);
    let loaded = config::load(&rows::declared(&registry()), &from);
    countersign::serve(Wiring {
        loaded: loaded.unwrap(),
        nature: Nature {
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
            factors: registry(),
        },
        clock: None,
        listeners: None,
    })
    .await
    .unwrap()
}

/// The code in the letter of this number, once it has left.
fn code(outbox: &Path, number: usize) -> String {
    for _ in 0..3_000 {
        let text = std::fs::read_to_string(outbox).unwrap_or_default();
        let mut codes = text.lines().filter_map(|line| line.split_once(" is "));
        if let Some((_, rest)) = codes.nth(number) {
            return rest[..8].to_owned();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("letter {number} has not left");
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

fn sign_in(browser: &mut Browser) -> Answer {
    browser.post("/login", &[("username", "anna"), ("password", PASSWORD)])
}

/// Sets it up, signs in by it, and confirms by it.
fn walk(port: u16, outbox: &Path, later: impl Fn(Span)) {
    const CHALLENGE: &str = "/login/challenge/sent-code";
    let mut browser = Browser::at(port);
    assert_eq!(sign_in(&mut browser).location(), "/");
    let page = browser.get("/settings/security");
    assert!(
        page.text.contains("id=\"sent-code\"") && page.text.contains("Code by message"),
        "{}",
        page.text
    );
    let begun = browser.post("/settings/security/sent-code", &[("name", "Mine")]);
    assert!(
        begun.status == 200 && begun.text.contains("A code is on its way"),
        "{}",
        begun.text
    );
    let confirm = between(&begun.text, "action=\"/settings/security/sent-code/", "\"");
    let confirm = format!("/settings/security/sent-code/{confirm}");
    assert_eq!(browser.post(&confirm, &[("code", "00000000")]).status, 422);
    let confirmed = browser.post(&confirm, &[("code", &code(outbox, 0))]);
    assert_eq!(confirmed.location(), "/settings/security/next");
    assert!(browser.get("/settings/security").text.contains("Mine"));

    let mut browser = Browser::at(port);
    later(Span::minutes(2));
    assert_eq!(sign_in(&mut browser).location(), "/login/challenge");
    assert_eq!(browser.get("/login/challenge").location(), CHALLENGE);
    let asks = browser.get(CHALLENGE);
    assert!(
        asks.text.contains("Send the code") && !asks.text.contains("name=\"code\""),
        "{}",
        asks.text
    );
    let sent = browser.post(&format!("{CHALLENGE}/send"), &[]);
    assert_eq!((sent.status, sent.location()), (303, CHALLENGE));
    let asked = browser.get(CHALLENGE);
    assert!(
        asked.text.contains("name=\"code\"") && asked.text.contains("Send another code"),
        "{}",
        asked.text
    );
    let again = browser.post(&format!("{CHALLENGE}/send"), &[]);
    assert!(
        again.status == 429 && again.text.contains("A message is on its way already"),
        "{}",
        again.text
    );
    assert!(
        again.text.to_lowercase().contains("retry-after: "),
        "{}",
        again.text
    );
    let signed_in = browser.post(CHALLENGE, &[("code", &code(outbox, 1))]);
    assert_eq!(signed_in.location(), "/", "{}", signed_in.text);

    later(Span::minutes(11));
    let page = "/confirm/sent-code?next=/settings/security";
    assert!(browser.get(page).text.contains("Send the code"));
    let sent = browser.post("/confirm/sent-code/send", &[("next", "/settings/security")]);
    assert_eq!((sent.status, sent.location()), (303, page));
    let fields = [("code", &*code(outbox, 2)), ("next", "/settings/security")];
    let risen = browser.post("/confirm/sent-code", &fields);
    assert_eq!(risen.location(), "/settings/security", "{}", risen.text);
}

testing::on_both! {
    async fn the_factor_of_the_guide_works_in_the_whole_program(place: Place) {
        let outbox = place.folder().join("outbox.jsonl");
        let running = start(&place, &outbox).await;
        let new = NewAccount {
            name: "anna".into(),
            password: Some(Secret::new(PASSWORD.to_owned())),
            ..NewAccount::default()
        };
        running.door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
        let (port, clock) = (running.public_url.port(), Arc::clone(place.clock()));
        let walked = tokio::task::spawn_blocking(move || walk(port, &outbox, |by| clock.advance(by)));
        walked.await.unwrap();
        running.stop().await.unwrap();
    }
}
