//! Anna, the page that isn't ours, the thief behind it, and the program that asks for a security key or passkey.

use door::administration::NewAccount;
use door::{Actor, FactorView};
use testing::Place;
use testing::people::{FidoToken, Moment, options};

use super::phishing::{ADDRESS, Phishing};
use crate::support::app::App;
use crate::support::browser::{Browser, form};
use crate::support::seen::Seen;
use crate::support::site::{Site, set_up_app};
use crate::support::{PASSWORD, between};

const KEYS: &str = "/settings/security/security-key";

/// The program that asks for a security key or passkey.
pub const VAULT: &str = "http://vault.localhost";

/// The wait of a site that sets nothing, in seconds.
pub const DAY: i64 = 24 * 60 * 60;

/// Anna, who has an app and reads her mail, and the page that isn't ours.
pub struct Scene {
    /// The server.
    pub site: Site,
    phishing: Phishing,
    /// What Anna has.
    pub app: App,
}

/// What the thief has in the end.
pub struct Thief {
    /// Goes on with the session that came by.
    pub browser: Browser,
    /// The one that was added.
    pub key: Key,
}

/// A key and how often it has signed.
pub struct Key {
    token: FidoToken,
    count: u32,
}

impl Scene {
    /// With the server, and Anna with an app that she has had for a month.
    pub async fn set(place: Place) -> Self {
        let hosts =
            "[[gate.host]]\nhost = \"vault.localhost\"\nassurance = \"phishing-resistant\"\n";
        std::fs::write(place.folder().join("countersign.toml"), hosts).unwrap();
        let letters = place.folder().join("letters");
        let settings = [
            ("outbox.write_to", letters.to_str().unwrap()),
            ("trusted_proxies", "127.0.0.0/8,::1/128"),
        ];
        let site = Site::with(place, &settings).await;
        let new = NewAccount {
            name: "anna".into(),
            password: Some(domain::Secret::new(PASSWORD.to_owned())),
            emails: vec!["anna@example.org".to_owned()],
            ..NewAccount::default()
        };
        let door = &site.running.door;
        door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
        let mut anna = site.browser("192.0.2.1");
        anna.sign_in("anna").await.leads("/");
        let app = set_up_app(&mut anna, site.now()).await;
        site.later(30 * DAY);
        let phishing = Phishing::before(site.port(), site.place.folder()).await;
        Self {
            site,
            phishing,
            app,
        }
    }

    /// Anna signs in at the page that isn't ours; the thief takes the session and adds a key.
    pub async fn robbed(&self) -> Thief {
        let mut victim = self.phishing.victim();
        victim.get("/login").await.is(200);
        victim.sign_in("anna").await.leads("/login/challenge");
        let code = self.app.code(self.site.now());
        victim.answer("totp", &code).await.leads("/");
        victim.get("/").await.is(200).has("anna");
        let (session, typed) = self.phishing.loot().await;
        assert!(typed.contains(&form(&[("password", PASSWORD)])), "{typed}");
        assert!(typed.contains(&code), "{typed}");
        let mut browser = self.site.browser(ADDRESS);
        browser.jar.insert("countersign".to_owned(), session);
        let begun = browser.post(KEYS, &[("name", "Mine")]).await.is(200);
        let asked = options(&begun.text);
        let enrolment = between(&begun.text, "name=\"enrolment\" value=\"", "\"");
        let (token, made) = FidoToken::make(&asked, &self.moment(&begun, 1));
        let confirm = format!("{KEYS}/{enrolment}/confirm");
        let added = browser.post(&confirm, &[("code", &made)]).await;
        added.leads("/settings/security?done=added");
        let key = Key { token, count: 1 };
        Thief { browser, key }
    }

    /// What an honest browser says at our own address.
    fn moment(&self, page: &Seen, count: u32) -> Moment {
        let origin = self.site.running.public_url.origin();
        let mut moment = Moment::honest(&options(&page.text), origin);
        moment.count = count;
        moment
    }

    /// Signs in afresh by the password that was typed and the thief's key.
    pub async fn by_key(&self, key: &mut Key) -> Browser {
        let mut browser = self.site.browser(ADDRESS);
        browser.sign_in("anna").await.leads("/login/challenge");
        let asked = browser.get("/login/challenge/security-key").await.is(200);
        key.count += 1;
        let said = key.token.sign(&self.moment(&asked, key.count));
        browser.answer("security-key", &said).await.leads("/");
        browser
    }

    /// What that browser is answered on its way to the program.
    pub async fn to_the_vault(&self, home: &mut Browser) -> Seen {
        let mut there = self.site.browser(ADDRESS).with("Host", "vault.localhost");
        let asked = home
            .bare()
            .with("X-Original-Method", "GET")
            .with("X-Original-URL", &format!("{VAULT}/"))
            .with("Sec-Fetch-Mode", "navigate");
        let stopped = asked.bare().get("/gate/check").await.is(401);
        let entrance = stopped.location().strip_prefix(VAULT).unwrap();
        let away = there.get(entrance).await.is(303);
        let ours = self.site.running.public_url.origin();
        home.get(away.location().strip_prefix(ours).unwrap()).await
    }

    /// It is refused there, and reads from when on it isn't.
    pub async fn is_kept_from_the_vault(&self, home: &mut Browser, when: &str) {
        let page = self.to_the_vault(home).await.is(403);
        let said = format!("“Mine” works now. vault.localhost accepts it from {when};");
        let page = page.has(&said);
        assert!(!page.text.contains("Add one now"), "{}", page.text);
        let page = self
            .to_the_vault(&mut home.with("Accept-Language", "sv"))
            .await;
        page.has("”Mine” fungerar redan. vault.localhost godtar den från i morgon kl. ");
    }

    /// The time of day a day after it was added, as the page says it.
    pub fn tomorrow(&self) -> String {
        let second = self.site.now().rem_euclid(DAY);
        format!("tomorrow at {:02}:{:02}", second / 3_600, second / 60 % 60)
    }

    /// Anna's enrolments of this kind.
    pub async fn own(&self, kind: &str) -> Vec<FactorView> {
        let door = &self.site.running.door;
        let all = door.user_factors(&Actor::COMMAND_LINE, "anna").await;
        let mut all = all.unwrap();
        all.retain(|one| one.kind.to_string() == kind);
        all
    }

    /// The path of the link in the message about the key, and the letters below it.
    pub async fn told(&self) -> (String, String) {
        let file = self.site.place.folder().join("letters");
        for _ in 0..1_000 {
            let written = std::fs::read_to_string(&file).unwrap_or_default();
            let letters = written
                .lines()
                .map(serde_json::from_str::<serde_json::Value>);
            let about = |letter: &serde_json::Value| {
                let text = letter["text"].as_str().unwrap_or_default();
                let such =
                    letter["to"] == "anna" && text.contains("Second step added\nSecurity key\n");
                such.then(|| text.to_owned())
            };
            let found = letters.filter_map(Result::ok).find_map(|one| about(&one));
            if let Some(text) = found {
                assert!(text.contains(&format!(", {ADDRESS}\n")), "{text}");
                let link = between(&text, "/not-me/", "\n").trim().to_owned();
                let is_letters =
                    |line: &&str| line.len() == 4 && line.bytes().all(|b| b.is_ascii_uppercase());
                let letters = text.lines().map(str::trim).find(is_letters).unwrap();
                return (format!("/not-me/{link}"), letters.to_owned());
            }
            drop(self.site.running.door.send_messages().await);
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!(
            "anna wasn't told: {}",
            std::fs::read_to_string(&file).unwrap_or_default()
        );
    }
}
