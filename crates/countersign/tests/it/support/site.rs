//! The server within this process, with a clock moved by hand.

use std::sync::Arc;

use countersign::config::{self, Sources, rows};
use countersign::wiring::{Nature, factors};
use countersign::{Running, Wiring};
use domain::policy::Required;
use domain::secret::write_token;
use domain::{Clock, Secret, Span};
use door::Actor;
use door::administration::NewAccount;
use testing::{Engine, Place};

use super::PASSWORD;
use super::app::App;
use super::browser::Browser;

/// Limits out of the way, so that the commit alone decides.
pub const RAISED: [(&str, &str); 6] = [
    ("limits.free", "1000000"),
    ("limits.strangers", "1000000"),
    ("limits.known", "1000000"),
    ("limits.authenticator", "1000000"),
    ("limits.address", "1000000"),
    ("limits.begun", "1000000"),
];

/// The public URL of [`Site::https`].
pub const HTTPS: &str = "https://auth.example.test";

/// A server and its place.
pub struct Site {
    /// Its database, clock and folder.
    pub place: Place,
    /// The server.
    pub running: Running,
}

impl Site {
    /// A server on a free port of localhost.
    pub async fn start(place: Place) -> Self {
        Self::with(place, &[]).await
    }

    /// One that people reach behind https.
    pub async fn https(place: Place) -> Self {
        Self::with(
            place,
            &[
                ("public_url", HTTPS),
                ("trusted_proxies", "127.0.0.0/8,::1/128"),
            ],
        )
        .await
    }

    /// One with these settings.
    pub async fn with(place: Place, more: &[(&'static str, &str)]) -> Self {
        if place.engine() == Engine::Postgres {
            // From the template, which is quicker.
            drop(place.store(&testing::schemas()).await);
        }
        let running = serve(&place, more).await;
        Self { place, running }
    }

    /// Ends the server and starts another on the same data.
    pub async fn restarted(self) -> Self {
        let Self { place, running } = self;
        running.stop().await.unwrap();
        let running = serve(&place, &[]).await;
        Self { place, running }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.running.addresses[0].port()
    }

    /// A new browser at this address.
    pub fn browser(&self, address: &str) -> Browser {
        Browser::new(self.port(), self.running.public_url.origin()).at(address)
    }

    /// The second that its clock shows.
    pub fn now(&self) -> i64 {
        self.place.clock().now().seconds()
    }

    /// Lets the clock go on.
    pub fn later(&self, seconds: i64) {
        self.place.clock().advance(Span::seconds(seconds));
    }

    /// The path of the set-up link.
    pub fn set_up_path(&self) -> String {
        let link = self.running.set_up_link.as_ref().unwrap().expose();
        let origin = self.running.public_url.origin();
        link.strip_prefix(origin).unwrap().to_owned()
    }

    /// The path of an invite for a new account.
    pub async fn invite_path(&self, name: &str) -> String {
        let door = &self.running.door;
        let token = door
            .invite(&Actor::COMMAND_LINE, &NewAccount::invited(name, false))
            .await
            .unwrap();
        format!("/invite/{}", write_token(&token))
    }

    /// Adds an account with [`PASSWORD`].
    pub async fn add(&self, name: &str) {
        let new = NewAccount {
            name: name.into(),
            display_name: format!("{name} Andersson"),
            password: Some(Secret::new(PASSWORD.to_owned())),
            ..NewAccount::default()
        };
        let door = &self.running.door;
        door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
    }

    /// Everybody must have a factor, or nobody.
    pub async fn require(&self, required: Required) {
        let door = &self.running.door;
        door.require_factor(&Actor::COMMAND_LINE, required)
            .await
            .unwrap();
    }

    /// A code in place of the factor.
    pub async fn bypass_code(&self, name: &str) -> String {
        let door = &self.running.door;
        let code = door.give_code(&Actor::COMMAND_LINE, name, 1, "lost the phone");
        code.await.unwrap().expose().clone()
    }

    /// An account with an authenticator app; the browser is signed in, and the code that confirmed the
    /// app is long over.
    pub async fn add_with_app(&self, name: &str, browser: &mut Browser) -> App {
        self.add(name).await;
        browser.sign_in(name).await.leads("/");
        let app = set_up_app(browser, self.now()).await;
        self.later(90);
        app
    }

    /// A browser of one's own with a pending sign-in.
    pub async fn pending(&self, name: &str, address: &str) -> Browser {
        let mut browser = self.browser(address);
        browser.sign_in(name).await.leads("/login/challenge");
        browser
    }
}

/// Sets up an app as somebody who is signed in and has no factor yet.
pub async fn set_up_app(browser: &mut Browser, now: i64) -> App {
    let begun = browser.post("/settings/security/totp", &[("name", "Phone")]);
    let app = App::read(&begun.await.is(200));
    let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
    let confirmed = browser.post(&confirm, &[("code", &app.code(now))]).await;
    confirmed.leads("/settings/security/next");
    app
}

async fn serve(place: &Place, more: &[(&'static str, &str)]) -> Running {
    let (database, prepared) = match place.database().await {
        store::Place::Postgres(options) => (options.url.expose().clone(), options.prepared),
        store::Place::Sqlite(_) => (String::new(), true),
    };
    let prepared = prepared.to_string();
    let (data, key) = (place.folder(), place.key_file());
    let mut settings = vec![
        ("data", data.to_str().unwrap()),
        ("key_file", key.to_str().unwrap()),
        ("database", database.as_str()),
        ("postgres.prepared", prepared.as_str()),
        ("listen", "localhost:0"),
        ("metrics_listen", "127.0.0.1:0"),
        // Hashing is tested elsewhere.
        ("argon2.memory_kib", "64"),
        ("argon2.passes", "1"),
        ("argon2.queue", "1024"),
    ];
    settings.retain(|(key, _)| more.iter().all(|(given, _)| given != key));
    settings.extend_from_slice(more);
    let from = Sources::given(place.folder(), &settings);
    let starting = countersign::serve(Wiring {
        loaded: config::load(&rows::declared(&factors()), &from).unwrap(),
        nature: Nature {
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
            factors: factors(),
        },
        clock: None,
        listeners: None,
    });
    starting.await.unwrap()
}
