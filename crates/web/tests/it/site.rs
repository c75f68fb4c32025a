//! A site to test with: a door with every text, its pages, and people.

use std::sync::Arc;

use domain::Secret;
use domain::gate::{CookieDomain, GateHost};
use door::administration::NewAccount;
use door::{Actor, Config, Door, Program};
use look::Catalogue;
use testing::Place;
pub use testing::people::App;
use web::{PublicAddress, Site, Web, Wiring};

use crate::browser::Browser;

pub const PASSWORD: &str = "vinterns blåa timmar";
pub const SUPPORT: &str = "Call Ada at the desk, 555 0100.";

fn config(hosts: Vec<GateHost>) -> Config {
    let mut config = Config::of(&domain::setting::Settings::default());
    config.argon2 = (64, 1);
    config.hashing_threads = 1;
    config.gate_hosts = hosts;
    config
}

/// Where it all happens.
pub struct House {
    pub place: Place,
    pub door: Door,
    pub web: Web,
}

impl House {
    /// A site on a plain-http localhost.
    pub async fn plain(place: Place) -> Self {
        let origins = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("http://{name}:8232"));
        Self::new(place, &origins, Vec::new()).await
    }

    /// The same behind https.
    pub async fn https(place: Place) -> Self {
        Self::new(place, &["https://auth.example.org".to_owned()], Vec::new()).await
    }

    /// The same with protected hosts.
    pub async fn gated(place: Place, hosts: Vec<GateHost>) -> Self {
        Self::new(place, &["https://auth.example.org".to_owned()], hosts).await
    }

    /// A site in Sweden that sends text messages.
    pub async fn swedish(place: Place) -> Self {
        let mut config = config(Vec::new());
        let country = domain::setting::Value::Text("SE".to_owned());
        config.settings.set("site.country", country);
        let origins = ["http://localhost:8232".to_owned()];
        Self::of(place, &origins, config).await
    }

    /// The same with programs on the start page.
    pub async fn with_programs(place: Place, hosts: Vec<GateHost>, programs: Vec<Program>) -> Self {
        let mut config = config(hosts);
        config.programs = programs;
        Self::of(place, &["https://auth.example.org".to_owned()], config).await
    }

    /// The same where those beneath a domain share one cookie.
    pub async fn sharing(place: Place, hosts: Vec<GateHost>, domain: &str) -> Self {
        let mut config = config(hosts);
        config.gate_cookie_domain = CookieDomain::read(domain);
        Self::of(place, &["https://auth.example.org".to_owned()], config).await
    }

    async fn new(place: Place, origins: &[String], hosts: Vec<GateHost>) -> Self {
        Self::of(place, origins, config(hosts)).await
    }

    /// The same on a plain-http localhost, with protected hosts and these texts.
    pub async fn speaking(place: Place, hosts: Vec<GateHost>, catalogue: Arc<Catalogue>) -> Self {
        let origins = ["http://localhost:8232".to_owned()];
        Self::saying(place, &origins, config(hosts), catalogue).await
    }

    async fn of(place: Place, origins: &[String], config: Config) -> Self {
        let catalogue = web::catalogue(&door::Registry::built_in()).unwrap();
        Self::saying(place, origins, config, catalogue).await
    }

    async fn saying(
        place: Place,
        origins: &[String],
        config: Config,
        catalogue: Arc<Catalogue>,
    ) -> Self {
        let door = Door::new(door::Wiring {
            store: place.store(&testing::schemas()).await,
            factors: door::Registry::built_in(),
            clock: Arc::clone(place.clock()) as _,
            random: Arc::clone(place.random()) as _,
            seals: None,
            channels: vec![Arc::clone(place.letters()) as _],
            catalogue,
            config,
        });
        let web = Web::new(Wiring {
            door: door.clone(),
            site: Site {
                name: "Example".into(),
                support_text: SUPPORT.into(),
                ..Site::default()
            },
            address: PublicAddress {
                origin: origins[0].clone(),
                origins: origins.to_vec(),
                https: origins[0].starts_with("https"),
            },
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()],
            connections: 1_000,
        });
        Self { place, door, web }
    }

    /// A new browser at this address.
    pub fn browser(&self, address: &str) -> Browser {
        Browser::new(self.web.clone(), address)
    }

    /// An account with the usual password.
    pub async fn add(&self, name: &str) {
        let password = Some(Secret::new(PASSWORD.to_owned()));
        let new = NewAccount {
            name: name.into(),
            display_name: format!("{name} Andersson"),
            password,
            ..NewAccount::default()
        };
        self.door
            .add_account(&Actor::COMMAND_LINE, new)
            .await
            .unwrap();
    }

    /// An account with an authenticator app, which was set up at sign-in because everybody must; the
    /// browser is signed in.
    pub async fn add_with_app(&self, name: &str, browser: &mut Browser) -> App {
        self.add(name).await;
        self.require_everyone().await;
        let app = self.set_up_app(name, browser).await;
        assert!(browser.is_signed_in());
        app
    }

    /// A code in place of the factor.
    pub async fn bypass_code(&self, name: &str) -> String {
        let code = self
            .door
            .give_code(&Actor::COMMAND_LINE, name, 1, "lost the phone")
            .await;
        code.unwrap().expose().clone()
    }

    /// Everybody must have a factor.
    pub async fn require_everyone(&self) {
        let all = domain::policy::Required::Everyone;
        self.door
            .require_factor(&Actor::COMMAND_LINE, all)
            .await
            .unwrap();
    }

    /// Signs in as far as set-up, and sets up.
    pub async fn set_up_app(&self, name: &str, browser: &mut Browser) -> App {
        assert_eq!(browser.sign_in(name).await.to(), "/login/setup");
        browser.get("/login/setup").await.is(200);
        let shown = browser
            .post("/login/setup/totp", &[("name", "Phone")])
            .await;
        let app = App::read(&shown.is(200).body);
        let code = app.code(&self.place, 0);
        let fields = [("enrolment", app.enrolment.as_str()), ("code", &code)];
        let done = browser.post("/login/setup/totp", &fields).await;
        assert!(done.to().starts_with("/settings/security/next"), "{done:?}");
        // The code that confirmed counts as used.
        self.place.clock().advance(domain::Span::seconds(90));
        app
    }
}
