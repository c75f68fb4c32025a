//! An authenticator app, by other hands than the program's.

use data_encoding::BASE32_NOPAD;
use door::{At, Door, NewSession, Progress, Shown};
use hmac::{Hmac, KeyInit, Mac};

use super::{Browser, TOTP, add, answer, between, pending, post, session};
use crate::Place;

/// An authenticator app that has read a secret.
#[derive(Clone)]
pub struct App {
    secret: Vec<u8>,
    /// The id of its enrolment.
    pub enrolment: String,
}

impl App {
    /// Reads a set-up page.
    pub fn read(html: &str) -> Self {
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
        Self {
            secret: BASE32_NOPAD.decode(secret.as_bytes()).unwrap(),
            enrolment,
        }
    }

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

/// Begins to set up an app.
pub async fn begin(door: &Door, at: At<'_>, name: &str, browser: &Browser) -> App {
    match post(door, at, &TOTP, "", None, &[("name", name)], browser)
        .await
        .unwrap()
    {
        Shown::Done(done) => App::read(done.show.unwrap().1.as_str()),
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

/// An account with an app, signed in in `browser`, with no code of the present step used.
pub async fn with_app(place: &Place, door: &Door, name: &str, browser: &mut Browser) -> App {
    add(door, name, false).await;
    session(door, name, browser).await;
    let app = enrol(place, door, "Phone", browser).await;
    place.clock().advance(domain::Span::seconds(60));
    app
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
        Progress::In(new) => {
            browser.keep(&new);
            new
        }
        other => panic!("{other:?}"),
    }
}
