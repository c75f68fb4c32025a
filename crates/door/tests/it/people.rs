//! People to test with: an account, its authenticator app, and what its browser holds.

use std::net::IpAddr;
use std::sync::Arc;

use data_encoding::BASE32_NOPAD;
use domain::ids::RequestId;
use domain::secret::Token;
use domain::{Form, Kind, Random, Refusal, Secret, Stop};
use door::account::NewAccount;
use door::{Actor, Asked, At, Door, LiveSession, NewSession, Outcome, Pending, Shown, Visitor};
use hmac::{Hmac, KeyInit, Mac};
use testing::Place;

pub const PASSWORD: &str = "vinterns blåa timmar";
pub const TOTP: Kind = Kind::of("totp");
pub const BACKUP: Kind = Kind::of("backup-code");
pub const BYPASS: Kind = Kind::of("bypass-code");

/// A browser: its address and its cookies.
#[derive(Clone)]
pub struct Browser {
    pub seen: Visitor,
}

impl Browser {
    pub fn new(address: &str) -> Self {
        let seen = Visitor {
            address: address.parse::<IpAddr>().unwrap(),
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
            request: RequestId::from_bytes([1; 16]),
            known: None,
            session: None,
            charged: true,
        };
        Self { seen }
    }

    /// Takes what a completed sign-in set.
    pub fn keep(&mut self, new: &NewSession) {
        if let Some(known) = &new.known {
            self.seen.known = Some(known.clone());
        }
        self.seen.session = Some(new.token.clone());
    }

    pub async fn live(&self, door: &Door) -> LiveSession {
        let token = self.seen.session.as_ref().expect("a session");
        let live = door.session(token, &self.seen).await.unwrap();
        Arc::unwrap_or_clone(live.expect("a live session"))
    }
}

/// Form fields.
pub fn form(fields: &[(&str, &str)]) -> Form {
    Form::new(
        fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    )
}

/// The refusal of a result that must be one.
pub fn refusal<T>(result: Result<T, Stop>) -> Refusal {
    match result {
        Ok(_) => panic!("not refused"),
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Fault(fault)) => panic!("a fault: {fault}"),
    }
}

/// Adds an account by the command line.
pub async fn add(door: &Door, name: &str, admin: bool) {
    let password = Some(Secret::new(PASSWORD.to_owned()));
    let new = NewAccount {
        name: name.into(),
        password,
        admin,
        ..NewAccount::default()
    };
    door.add_account(&Actor::CommandLine, new).await.unwrap();
}

/// Signs in as far as a password goes.
pub async fn by_password(door: &Door, name: &str, browser: &Browser) -> Result<Outcome, Stop> {
    door.sign_in(name, PASSWORD, "", &browser.seen).await
}

/// A session of an account without factors.
pub async fn session(door: &Door, name: &str, browser: &mut Browser) -> LiveSession {
    match by_password(door, name, browser).await.unwrap() {
        Outcome::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser.live(door).await
}

/// The pending sign-in that a right password makes.
pub async fn pending(door: &Door, name: &str, browser: &Browser) -> (Token, Pending) {
    match by_password(door, name, browser).await.unwrap() {
        Outcome::Owed(token) | Outcome::SetUp(token) => {
            let pending = door.pending(&token).await.unwrap().expect("pending");
            (token, pending)
        }
        Outcome::In(_) => panic!("nothing was owed"),
    }
}

/// An authenticator app.
#[derive(Clone)]
pub struct App {
    secret: Vec<u8>,
    pub enrolment: String,
}

impl App {
    /// RFC 6238 by other hands than the program's.
    pub fn code(&self, place: &Place, away: i64) -> String {
        let step = place.now().seconds().div_euclid(30) + away;
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.secret).unwrap();
        mac.update(&step.to_be_bytes());
        let mac = mac.finalize().into_bytes();
        let at = usize::from(mac[19] & 15);
        let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// A code that is none of those around now.
    pub fn wrong(&self, place: &Place) -> String {
        let right: Vec<String> = (-200..=200).map(|away| self.code(place, away)).collect();
        (0..1_000_000)
            .map(|n| format!("{n:06}"))
            .find(|code| !right.contains(code))
            .unwrap()
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from} in {text}"))
        .1;
    rest.split_once(to).unwrap().0
}

/// Reads a set-up page.
pub fn read_app(html: &str) -> App {
    let shown = html.split_once("id=\"totp-secret\"").expect("a secret").1;
    let secret: String = between(shown, ">", "</")
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    let enrolment = between(html, "name=\"enrolment\"", ">")
        .split('"')
        .nth(1)
        .unwrap()
        .to_owned();
    App {
        secret: BASE32_NOPAD.decode(secret.as_bytes()).unwrap(),
        enrolment,
    }
}

/// Posts to a factor's page.
pub async fn post(
    door: &Door,
    at: At<'_>,
    kind: &Kind,
    path: &str,
    id: Option<&str>,
    fields: &[(&str, &str)],
    browser: &Browser,
) -> Result<Shown, Stop> {
    let words = door.words(domain::Language::English, "");
    let id = id.map(|id| id.parse().unwrap());
    let asked = Asked {
        kind,
        path,
        id,
        onward: "",
    };
    door.post_factor_page(at, &asked, &form(fields), &words, &browser.seen)
        .await
}

/// Begins to set up an app.
pub async fn begin(door: &Door, at: At<'_>, name: &str, browser: &Browser) -> App {
    match post(door, at, &TOTP, "", None, &[("name", name)], browser)
        .await
        .unwrap()
    {
        Shown::Done(done) => read_app(done.show.unwrap().1.as_str()),
        _ => panic!("no secret was shown"),
    }
}

/// Sets up an app; the browser goes on under its new session.
pub async fn enrol(place: &Place, door: &Door, name: &str, browser: &mut Browser) -> App {
    let live = browser.live(door).await;
    let app = begin(door, At::Settings(&live), name, browser).await;
    let code = app.code(place, 0);
    let fields = [("code", code.as_str())];
    let shown = post(
        door,
        At::Settings(&live),
        &TOTP,
        "/{id}/confirm",
        Some(&app.enrolment),
        &fields,
        browser,
    )
    .await;
    match shown.unwrap() {
        Shown::Done(done) => browser.keep(&done.session.unwrap()),
        _ => panic!("not confirmed"),
    }
    app
}

/// Makes ten backup codes.
pub async fn backup_codes(door: &Door, browser: &Browser) -> Vec<String> {
    let live = browser.live(door).await;
    match post(door, At::Settings(&live), &BACKUP, "", None, &[], browser)
        .await
        .unwrap()
    {
        Shown::Done(done) => {
            let html = done.show.unwrap().1.as_str().to_owned();
            let list = between(&html, "id=\"backup-codes\"", "</ol>").to_owned();
            let items = list.split("<li").skip(1);
            items
                .map(|item| between(item, ">", "</li>").replace(|c: char| c.is_whitespace(), ""))
                .map(|code| strip(&code))
                .collect()
        }
        _ => panic!("no codes were shown"),
    }
}

/// Text without tags.
fn strip(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// An account with an app, signed in in `browser`, with no code of the present step used.
pub async fn with_app(place: &Place, door: &Door, name: &str, browser: &mut Browser) -> App {
    add(door, name, false).await;
    session(door, name, browser).await;
    let app = enrol(place, door, "Phone", browser).await;
    place.clock().advance(domain::Span::seconds(60));
    app
}

/// Answers a pending sign-in by a code.
pub async fn answer(
    door: &Door,
    pending: &Pending,
    kind: &Kind,
    code: &str,
    browser: &Browser,
) -> Result<Outcome, Stop> {
    door.answer(pending, kind, &form(&[("code", code)]), &browser.seen)
        .await
}

/// Signs in with both.
pub async fn sign_in(
    place: &Place,
    door: &Door,
    name: &str,
    app: &App,
    browser: &mut Browser,
) -> NewSession {
    let (_, pending) = pending(door, name, browser).await;
    match answer(door, &pending, &TOTP, &app.code(place, 0), browser)
        .await
        .unwrap()
    {
        Outcome::In(new) => {
            browser.keep(&new);
            new
        }
        other => panic!("{other:?}"),
    }
}

/// The actions of an account's events, newest first.
pub async fn events(door: &Door, name: &str) -> Vec<String> {
    let query = door::audit::Query {
        account: Some(name.into()),
        before: None,
        most: 1000,
    };
    let events = door.audit(&Actor::CommandLine, &query).await.unwrap();
    events
        .into_iter()
        .map(|event| format!("{} {}", event.action, event.outcome))
        .collect()
}

/// Something random, for tests that need another id.
pub fn other_id(place: &Place) -> String {
    let random: &dyn Random = &**place.random();
    domain::ids::EnrolmentId::new(random).to_string()
}
