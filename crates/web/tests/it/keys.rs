//! Security keys in people's hands, and the moments that pages tell of what is new.

use domain::Secret;
use domain::gate::GateHost;
use domain::{Assurance, Span};
use door::Actor;
use door::administration::NewAccount;
use testing::people::{FidoToken, Moment, ORIGIN, options};

use crate::browser::{Browser, Seen};
use crate::security::add;
use crate::site::{App, House, PASSWORD};

const HERE: &str = "/settings/security/security-key";

/// The wait of a site that sets nothing.
pub const DAY: Span = Span::hours(24);

/// A key, what it is called, and how often it has signed.
pub struct Key {
    token: FidoToken,
    count: u32,
    pub enrolment: String,
}

impl Key {
    /// Sets one up under this name.
    pub async fn add(browser: &mut Browser, name: &str) -> Self {
        let page = browser.post(HERE, &[("name", name)]).await.is(200);
        let asked = options(&page.body);
        let enrolment = Seen::between(&page.body, "name=\"enrolment\" value=\"", "\"").to_owned();
        let (token, made) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
        let confirm = format!("{HERE}/{enrolment}/confirm");
        browser.post(&confirm, &[("code", &made)]).await.to();
        Self {
            token,
            count: 1,
            enrolment,
        }
    }

    /// What it answers to a page that asks.
    pub fn sign(&mut self, page: &Seen) -> String {
        self.count += 1;
        let mut moment = Moment::honest(&options(&page.body), ORIGIN);
        moment.count = self.count;
        self.token.sign(&moment)
    }

    /// A fresh sign-in by the password and this.
    pub async fn sign_in(&mut self, browser: &mut Browser, name: &str) {
        assert_eq!(browser.sign_in(name).await.to(), "/login/challenge");
        let at = "/login/challenge/security-key";
        let page = browser.get(at).await.is(200);
        let code = self.sign(&page);
        browser.post(at, &[("code", &code)]).await.to();
        assert!(browser.is_signed_in());
    }

    pub fn of(&self, verb: &str) -> String {
        format!("{HERE}/{}/{verb}", self.enrolment)
    }
}

/// An account to which messages come.
pub async fn add_reachable(house: &House, name: &str) {
    let new = NewAccount {
        name: name.into(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        emails: vec![format!("{name}@example.org")],
        ..NewAccount::default()
    };
    let added = house.door.add_account(&Actor::COMMAND_LINE, new).await;
    added.unwrap();
}

/// Anna, to whom messages come, with an app that she has had for days, and signed in by it again.
pub async fn anna(house: &House, browser: &mut Browser) -> App {
    add_reachable(house, "anna").await;
    browser.sign_in("anna").await.to();
    let app = add(house, browser, "Phone").await.0;
    house.place.clock().advance(Span::hours(72));
    by_app(house, browser, &app).await;
    app
}

/// A fresh sign-in by the password and an app.
pub async fn by_app(house: &House, browser: &mut Browser, app: &App) {
    assert_eq!(browser.sign_in("anna").await.to(), "/login/challenge");
    let code = app.code(&house.place, 0);
    let at = "/login/challenge/totp";
    browser.post(at, &[("code", &code)]).await.to();
    house.place.clock().advance(Span::seconds(60));
}

/// The time of day, in English and in Swedish.
pub fn time_of_day(house: &House) -> (String, String) {
    let second = house.place.now().seconds().rem_euclid(24 * 60 * 60);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    (
        format!("{hour:02}:{minute:02}"),
        format!("kl. {hour:02}.{minute:02}"),
    )
}

/// Vault asks for a security key or passkey.
pub fn vault() -> Vec<GateHost> {
    let mut hosts = crate::gate::hosts();
    hosts.truncate(1);
    hosts[0].requires.assurance = Assurance::PhishingResistant;
    hosts
}
