//! Three people who use the program, and the house in which somebody overdraws something.

use std::sync::Arc;

use domain::budget::purse::Spend;
use domain::{Kind, Secret, Span};
use door::administration::NewAccount;
use door::{Actor, At, Config, Door, LiveSession, Progress};
use testing::drivers::add_number;
use testing::people::*;
use testing::{Engine, Place};

use super::By;
use crate::outbox::Kept;
use crate::races::raised;
use crate::text_message::{house, swedish};

pub const CLI: Actor = Actor::COMMAND_LINE;
pub const TEXT: Kind = Kind::of("text-message");

/// Somebody with a second factor, and the browser that they use.
pub struct Person {
    pub name: &'static str,
    pub home: Browser,
    app: App,
}

impl Person {
    /// What their app shows now.
    pub fn code(&self, place: &Place) -> String {
        self.app.code(place, 0)
    }
}

pub struct Stage {
    pub place: Place,
    pub door: Door,
    pub mail: Arc<Kept>,
    pub texts: Arc<Kept>,
    /// People with accounts of their own, who mean ill.
    pub insiders: Vec<(LiveSession, Browser)>,
    /// Anna, whom it is against; Bea, who has nothing to do with it; and Cid, who comes from elsewhere.
    pub people: [Person; 3],
}

/// So that what is looked at is what ends first.
fn limits(config: &mut Config, of: Spend) {
    swedish(config);
    config.limits.address = 4;
    let asked = format!("{of:?}").starts_with("Asked");
    if !asked && of != Spend::ThreeWrong {
        return;
    }
    let (before, daily) = (config.limits.clone(), config.settings.clone());
    raised(config);
    let limits = &mut config.limits;
    match of {
        Spend::AskedEnrolment => limits.asked_enrolment = before.asked_enrolment,
        Spend::AskedAccount => limits.asked_account = before.asked_account,
        Spend::AskedAddress => limits.asked_address = 4,
        Spend::AskedTargetFirst
        | Spend::AskedTargetKept
        | Spend::AskedTargetBy
        | Spend::AskedTarget => {
            limits.asked_target = before.asked_target;
        }
        _ => config.settings = daily,
    }
    if of == Spend::AskedSiteConfirming {
        let few = domain::setting::Value::Number(4);
        config.settings.set("text_message.daily", few);
    }
}

async fn person(place: &Place, door: &Door, n: usize, name: &'static str) -> Person {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        emails: vec![format!("{name}@example.org")],
        ..NewAccount::default()
    };
    door.add_account(&CLI, new).await.unwrap();
    let mut home = Browser::new(&format!("192.0.2.{}", n + 1));
    let live = session(door, name, &mut home).await;
    let number = format!("+4670123456{n}");
    add_number(
        (place, door),
        (name, &mut home),
        At::Settings(&live),
        &number,
    )
    .await;
    let app = enrol(place, door, "Phone", &mut home).await;
    Person { name, home, app }
}

impl Stage {
    pub async fn new(engine: Engine, of: Spend) -> Self {
        let place = Place::new(engine);
        let first = house(&place).await;
        let mut people = Vec::new();
        for (n, name) in ["anna", "bea", "cid"].into_iter().enumerate() {
            people.push(person(&place, &first, n, name).await);
        }
        first.send_messages().await.unwrap();
        place.clock().advance(Span::hours(25));
        let (mail, texts) = (Kept::to_addresses(), Kept::to_numbers());
        let ways = vec![Arc::clone(&mail) as _, Arc::clone(&texts) as _];
        let door = place
            .door_sending_by(ways, |config| limits(config, of))
            .await;
        door.mail_accepted(&CLI, "mail.example.org:465")
            .await
            .unwrap();
        let people = people.try_into().unwrap_or_else(|_| panic!("three"));
        let mut stage = Self {
            place,
            door,
            mail,
            texts,
            insiders: Vec::new(),
            people,
        };
        for (n, browser) in By::Many(8).crowd().into_iter().enumerate() {
            stage.adds_an_insider(n, browser).await;
        }
        stage.sent().await;
        stage
    }

    /// All rows that there are.
    pub async fn rows(&self) -> usize {
        self.door.write_all_counted().await;
        let all = testing::dump::dump(&self.place).await;
        all.lines().filter(|line| line.starts_with(' ')).count()
    }

    /// What has left since, by mail and by text message.
    pub async fn sent(&self) -> (Vec<(String, String)>, Vec<(String, String)>) {
        self.door.send_messages().await.unwrap();
        (self.mail.letters(), self.texts.letters())
    }

    async fn adds_an_insider(&mut self, n: usize, mut browser: Browser) {
        let name = format!("thief{n}");
        let new = NewAccount {
            emails: vec![format!("{name}@example.org")],
            password: Some(Secret::new(PASSWORD.to_owned())),
            name: name.clone(),
            ..NewAccount::default()
        };
        self.door.add_account(&CLI, new).await.unwrap();
        let live = session(&self.door, &name, &mut browser).await;
        self.insiders.push((live, browser));
    }

    async fn signs_in(&mut self, who: usize, mut browser: Browser) -> Browser {
        // A code that nobody has used.
        self.place.clock().advance(Span::seconds(30));
        let Person { name, app, .. } = &self.people[who];
        sign_in(&self.place, &self.door, name, app, &mut browser).await;
        browser
    }

    /// The owner of what was aimed at, from the browser that she uses.
    pub async fn anna_signs_in(&mut self) {
        let home = self.people[0].home.clone();
        self.people[0].home = self.signs_in(0, home).await;
    }

    /// Somebody else signs in from the browser that she uses, and does something.
    pub async fn bea_uses_it(&mut self) {
        let home = self.signs_in(1, self.people[1].home.clone()).await;
        let live = home.live(&self.door).await;
        self.door
            .set_display_name(&live, "Beatrice", &home.seen)
            .await
            .unwrap();
        assert!(!self.door.own_sessions(&live).await.unwrap().is_empty());
        self.people[1].home = home;
    }

    /// Somebody from a browser and an address that nobody has seen.
    pub async fn cid_comes_from_elsewhere(&mut self) {
        let new = Browser::new("203.0.113.200");
        let new = self.signs_in(2, new).await;
        self.people[2].home = new;
    }

    /// Signs in by a text message; whether one was sent.
    pub async fn gets_a_text(&mut self, who: usize, mut browser: Browser) -> bool {
        let (_, waiting) = pending(&self.door, self.people[who].name, &browser).await;
        self.sent().await;
        let words = self.door.words(domain::Language::FIRST, "");
        let (seen, none) = (&browser.seen, form(&[]));
        let asked = self.door.ask(&waiting, &TEXT, &none, &words, seen).await;
        if asked.is_err() {
            return false;
        }
        let sent = self.sent().await.1;
        let code = sent.iter().find_map(|(_, text)| text.rsplit_once('#'));
        let code = code.expect("a code").1;
        let Ok(Progress::In(new)) = answer(&self.door, &waiting, &TEXT, code, &browser).await
        else {
            return false;
        };
        browser.keep(&new);
        self.people[who].home = browser;
        true
    }

    /// Of a row by which somebody can keep others from adding something, an administrator reads who did.
    pub async fn log_names_who_asked(&self, of: Spend) {
        let action = match of {
            Spend::EmailCodesKept => "email.asked done",
            _ => "message.confirming done",
        };
        for n in 0..4 {
            let all = events(&self.door, &format!("thief{n}")).await;
            assert!(
                all.iter().any(|one| one == action),
                "{of:?}, thief{n}: {all:?}"
            );
        }
    }
}
