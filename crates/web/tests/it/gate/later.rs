//! What somebody meets on the way to a protected host whose key is new.

use domain::Span;
use domain::gate::{Authority, Scheme};
use door::Program;
use testing::{Place, on_both};

use super::{FILES, at, beneath, check, header, home};
use crate::browser::{Browser, Seen};
use crate::keys::{DAY, Key, add_reachable, anna, by_app, time_of_day, vault};
use crate::lost::codes;
use crate::security::add;
use crate::site::House;

const URL: &str = "https://files.example.org/x";

/// Where a browser that is signed in gets to that asks for a page there.
async fn goes(house: &House, home: &mut Browser) -> Seen {
    let mut there = at(house, FILES);
    let stopped = check(&mut there, "GET", URL, &[("sec-fetch-mode", "navigate")])
        .await
        .is(401);
    let entrance = beneath(header(&stopped, "location"), "https://files.example.org");
    let away = there.get(&entrance).await.is(303);
    let to_us = beneath(header(&away, "location"), "https://auth.example.org");
    home.get(&to_us).await
}

fn is_let_in(seen: &Seen) -> bool {
    seen.status == 303 && header(seen, "location").contains("/enter?ticket=")
}

on_both! {
    async fn a_new_key_is_told_from_when_on_it_is_accepted(place: Place) {
        let house = House::gated(place, vault()).await;
        let mut home = home(&house);
        let app = anna(&house, &mut home).await;
        goes(&house, &mut home).await.is(403).has("Add one now");
        let (english, swedish) = time_of_day(&house);
        let mut key = Key::add(&mut home, "Blue <key>").await;
        let mut fresh = self::home(&house);
        house.place.clock().advance(Span::minutes(1));
        key.sign_in(&mut fresh, "anna").await;
        for browser in [&mut home, &mut fresh] {
            let page = goes(&house, browser).await.is(403).lacks("Add one now");
            page.has(&format!("“Blue &#60;key&#62;” works now. files.example.org accepts it from tomorrow at {english}; \
                               the wait protects you if someone else added it."))
                .has("<h1>Not just yet</h1>")
                .has("href=\"/\"");
            let page = goes(&house, &mut browser.with("accept-language", "sv")).await.is(403);
            page.has(&format!("”Blue &#60;key&#62;” fungerar redan. files.example.org godtar den från i morgon {swedish}; \
                               väntetiden skyddar dig om någon annan lade till den."))
                .has("<h1>Inte riktigt än</h1>");
        }
        // By the app one gets no further than by the key, and no message sends anybody round.
        by_app(&house, &mut self::home(&house), &app).await;
        house.place.clock().advance(DAY);
        let mut fresh = self::home(&house);
        key.sign_in(&mut fresh, "anna").await;
        let seen = goes(&house, &mut fresh).await;
        assert!(is_let_in(&seen), "{seen:?}");
    }

    async fn who_can_not_be_reached_is_told_that_an_older_one_has_to_sign_in(place: Place) {
        let house = House::gated(place, vault()).await;
        let mut home = home(&house);
        house.add("anna").await;
        home.sign_in("anna").await;
        let app = add(&house, &mut home, "Phone").await.0;
        house.place.clock().advance(DAY);
        by_app(&house, &mut home, &app).await;
        let (english, swedish) = time_of_day(&house);
        let mut key = Key::add(&mut home, "Blå nyckel").await;
        let page = home.get("/settings/security").await.is(200);
        let told = Seen::between(&page.body, "Fully accepted once you&#39;ve signed in with a second step you had before, ", "<");
        assert!(told.ends_with(&format!(" at {english} or later")), "{told}");
        goes(&house, &mut home).await.is(403).has(&format!(
            "“Blå nyckel” works now. files.example.org accepts it after you&#39;ve signed in once with a second step you \
             had before, tomorrow at {english} or later. That protects you if someone else added it."));
        let page = goes(&house, &mut home.with("accept-language", "sv")).await.is(403);
        page.has(&format!(
            "”Blå nyckel” fungerar redan. files.example.org godtar den när du har loggat in en gång med ett andra steg som \
             du hade sedan tidigare, i morgon {swedish} eller senare. Det skyddar dig om någon annan lade till den."));
        house.place.clock().advance(DAY.plus(Span::minutes(1)));
        let mut fresh = self::home(&house);
        key.sign_in(&mut fresh, "anna").await;
        goes(&house, &mut fresh).await.is(403).has("today at ");
        let list = "/settings/security";
        fresh.get(list).await.is(200).has("Fully accepted once you&#39;ve signed in with a second step you had before<");
        let page = fresh.with("accept-language", "sv").get(list).await.is(200);
        page.has("Gäller fullt ut när du har loggat in med ett andra steg som du hade sedan tidigare<");
        by_app(&house, &mut self::home(&house), &app).await;
        let mut fresh = self::home(&house);
        key.sign_in(&mut fresh, "anna").await;
        let seen = goes(&house, &mut fresh).await;
        assert!(is_let_in(&seen), "{seen:?}");
    }

    async fn a_program_is_called_what_the_home_page_calls_it(place: Place) {
        let program = |name: &str, path: &str| Program {
            name: name.to_owned(),
            icon: "archive".to_owned(),
            host: Authority::read(FILES, Scheme::Https).unwrap(),
            path: path.to_owned(),
        };
        let house = House::with_programs(place, vault(), vec![program("Valvet", "/")]).await;
        let mut home = home(&house);
        anna(&house, &mut home).await;
        home.get("/").await.is(200).has("Valvet").has("Needs a security key or passkey");
        Key::add(&mut home, "Key").await;
        goes(&house, &mut home).await.is(403).has("Valvet accepts it from tomorrow at ");
        let (english, swedish) = time_of_day(&house);
        let page = home.get("/").await.is(200).lacks("Needs a security key");
        page.has(&format!("Accepts “Key” from tomorrow at {english}"));
        let page = home.with("accept-language", "sv").get("/").await.is(200);
        page.has(&format!("Godtar ”Key” från i morgon {swedish}"));
        // Whoever comes from there reads where they go on to.
        home.post("/logout", &[]).await.is(303);
        let going = format!("/login?next={URL}");
        home.get(&going).await.is(200).has("to continue to <strong>Valvet</strong>").has("<svg");
        let page = home.with("accept-language", "sv").get(&going).await.is(200);
        page.has("för att fortsätta till <strong>Valvet</strong>");
        home.get("/login?next=/settings").await.is(200).lacks("to continue to");
        home.get("/login?next=https://elsewhere.example.org/").await.is(200).lacks("to continue to");
    }

    async fn whose_old_key_is_suspended_is_not_sent_round_in_a_circle(place: Place) {
        let house = House::gated(place, vault()).await;
        let mut home = home(&house);
        add_reachable(&house, "anna").await;
        home.sign_in("anna").await;
        let mut old = Key::add(&mut home, "Old key").await;
        let codes = codes(&mut home).await;
        house.place.clock().advance(DAY.plus(DAY));
        // It counts, and is lost.
        let mut before = self::home(&house);
        old.sign_in(&mut before, "anna").await;
        assert!(is_let_in(&goes(&house, &mut before).await));
        let mut home = self::home(&house);
        home.sign_in("anna").await;
        home.post("/login/challenge/backup-code", &[("code", &codes[0])]).await.to();
        let mut new = Key::add(&mut home, "New key").await;
        home.post(&old.of("suspend"), &[]).await.to();
        let mut fresh = self::home(&house);
        house.place.clock().advance(Span::minutes(1));
        new.sign_in(&mut fresh, "anna").await;
        for browser in [&mut home, &mut fresh] {
            let page = goes(&house, browser).await.is(403);
            page.has("“New key” works now.").has("accepts it from tomorrow at ");
        }
        // Where nothing else is to come the page that confirms says what is the matter.
        fresh.post(&new.of("suspend"), &[("sure", "1")]).await.to();
        let asked = goes(&house, &mut fresh).await.to();
        assert!(asked.starts_with("/confirm?next="), "{asked}");
    }
}
