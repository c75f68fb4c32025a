//! A token that is programmed with a secret, by other hands than the program's.

use data_encoding::BASE32_NOPAD;
use domain::Kind;
use door::{At, Door, Shown};
use hmac::{Hmac, KeyInit, Mac};

use super::{Browser, between, post};
use crate::Place;

/// A token: it makes a code of a counter, or of the time.
#[derive(Clone)]
pub struct Fob {
    secret: Vec<u8>,
    pub kind: Kind,
    /// The id of its enrolment.
    pub enrolment: String,
    /// The counter of its next press.
    pub counter: i64,
}

impl Fob {
    /// One with this secret, not enrolled.
    pub fn with(kind: &Kind, secret: &[u8]) -> Self {
        Self {
            secret: secret.to_vec(),
            kind: kind.clone(),
            enrolment: String::new(),
            counter: 0,
        }
    }

    /// Programs one with the secret that a page shows.
    pub fn programmed(kind: &Kind, html: &str) -> Self {
        let shown = html.split_once(&format!("id=\"{kind}-secret\""));
        let secret: String = between(shown.expect("a secret").1, ">", "</")
            .chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .collect();
        let mut token = Self::with(kind, &BASE32_NOPAD.decode(secret.as_bytes()).unwrap());
        token.enrolment = enrolment(html);
        token
    }

    /// The code of a counter or step (RFC 4226 §5.3).
    pub fn code(&self, counter: i64) -> String {
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.secret).unwrap();
        mac.update(&counter.to_be_bytes());
        let mac = mac.finalize().into_bytes();
        let at = usize::from(mac[19] & 15);
        let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The next code of one that counts.
    pub fn press(&mut self) -> String {
        self.counter += 1;
        self.code(self.counter - 1)
    }

    /// The code that one with a clock shows, whose clock is so many steps ahead.
    pub fn shown(&self, place: &Place, ahead: i64) -> String {
        self.code(place.now().seconds().div_euclid(30) + ahead)
    }
}

/// The enrolment that a page's form names.
pub fn enrolment(html: &str) -> String {
    let field = between(html, "name=\"enrolment\"", ">");
    field.split('"').nth(1).unwrap().to_owned()
}

/// Posts the form that begins a token; what a page says.
pub async fn begin_token(
    door: &Door,
    kind: &Kind,
    fields: &[(&str, &str)],
    browser: &Browser,
) -> String {
    let live = browser.live(door).await;
    let fields = [&[("token", "1")], fields].concat();
    match post(door, At::Settings(&live), kind, "", None, &fields, browser).await {
        Ok(Shown::Done(done)) => done.show.unwrap().1.as_str().to_owned(),
        Ok(Shown::Page(_, page, _)) => page.as_str().to_owned(),
        Ok(Shown::Overview) => panic!("nothing was shown"),
        Err(stop) => panic!("{stop:?}"),
    }
}

/// Types a code that confirms; whether it did. The browser goes on under its new session.
pub async fn confirm_token(door: &Door, token: &Fob, code: &str, browser: &mut Browser) -> bool {
    let live = browser.live(door).await;
    let (kind, id) = (&token.kind, Some(token.enrolment.as_str()));
    let path = "/{id}/confirm";
    let fields = [("code", code)];
    match post(door, At::Settings(&live), kind, path, id, &fields, browser).await {
        Ok(Shown::Done(done)) => {
            browser.keep(&done.session.unwrap());
            true
        }
        Ok(Shown::Page(..)) => false,
        Ok(Shown::Overview) => panic!("it was on already"),
        Err(stop) => panic!("{stop:?}"),
    }
}

/// Programs a token that counts presses and switches it on.
pub async fn enrol_token(door: &Door, kind: &Kind, name: &str, browser: &mut Browser) -> Fob {
    let page = begin_token(door, kind, &[("name", name)], browser).await;
    let mut token = Fob::programmed(kind, &page);
    let code = token.press();
    assert!(confirm_token(door, &token, &code, browser).await);
    token
}
