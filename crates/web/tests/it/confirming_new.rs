//! Step-up for whom what could answer is new: what is asked, and that nobody is sent round in a circle.

use domain::Span;
use testing::{Place, on_both};

use crate::browser::Seen;
use crate::keys::{DAY, Key, add_reachable, anna};
use crate::lost::codes;
use crate::security::{add, of};
use crate::site::{House, PASSWORD};

const FIRST: &str = "Your second step is new, so this also takes your password. First the password, then the second step.";
const FIRST_SV: &str = "Ditt andra steg är nytt, så här behövs även lösenordet. Först lösenordet, sedan det andra steget.";
const THEN: &str = "Now the second step. While it&#39;s new, you can add another one with it, but not change what you had \
                    before.";
const THEN_SV: &str = "Nu det andra steget. Så länge det är nytt kan du lägga till ett till med det, men inte ändra det du \
                       hade sedan tidigare.";

on_both! {
    async fn where_all_there_is_is_new_the_password_goes_first(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = anna(&house, &mut browser).await;
        // The last one is gone, and a new one is there a moment later.
        browser.post(&of(&app, "remove"), &[]).await.to();
        let new = add(&house, &mut browser, "New phone").await.0;
        house.place.clock().advance(Span::minutes(11));
        let page = browser.get("/settings/security").await.is(200);
        let way = Seen::between(&page.body, "href=\"/confirm?", "\"").to_owned();
        let asked = browser.get(&format!("/confirm?{way}")).await.to();
        assert_eq!(asked, "/confirm?next=/settings/security&lost=1");
        let page = browser.get(&asked).await.is(200).has(FIRST).has("name=\"password\"");
        page.lacks("I have it with me").lacks("I don&#39;t have it with me");
        browser.with("accept-language", "sv").get(&asked).await.is(200).has(FIRST_SV);
        let fields = [("password", PASSWORD), ("next", "/settings/security"), ("lost", "1")];
        let then = browser.post("/confirm", &fields).await.to();
        assert_eq!(then, asked);
        let page = browser.get(&then).await.is(200).has(THEN).lacks("I have it with me");
        page.has("/confirm/totp?next=/settings/security&#38;lost=1");
        browser.with("accept-language", "sv").get(&then).await.is(200).has(THEN_SV);
        let code = new.code(&house.place, 0);
        let fields = [("code", code.as_str()), ("next", "/settings/security"), ("lost", "1")];
        assert_eq!(browser.post("/confirm/totp", &fields).await.to(), "/settings/security");
        // It opens adding, and the page asks for nothing more.
        browser.get("/settings/security").await.is(200).lacks("href=\"/confirm?");
        browser.post("/settings/security/totp", &[("name", "Tablet")]).await.is(200);
    }

    async fn whose_old_key_is_suspended_gets_as_far_as_the_new_one_opens(place: Place) {
        let house = House::plain(place).await;
        add_reachable(&house, "anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let old = Key::add(&mut browser, "Old key").await;
        let codes = codes(&mut browser).await;
        house.place.clock().advance(DAY.plus(DAY));
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        browser.post("/login/challenge/backup-code", &[("code", &codes[0])]).await.to();
        let mut new = Key::add(&mut browser, "New key").await;
        browser.post(&old.of("suspend"), &[]).await.to();
        house.place.clock().advance(Span::minutes(11));
        let mut fresh = house.browser("192.0.2.1");
        new.sign_in(&mut fresh, "anna").await;
        house.place.clock().advance(Span::minutes(11));
        let asked = fresh.post("/settings/security/totp", &[("name", "Phone")]).await.to();
        assert!(asked.starts_with("/confirm?next="), "{asked}");
        let asked = fresh.get(&asked).await.to();
        assert!(asked.ends_with("&lost=1"), "{asked}");
        fresh.get(&asked).await.is(200).has(FIRST);
        fresh.post("/confirm", &[("password", PASSWORD), ("lost", "1")]).await.to();
        let page = fresh.get("/confirm?lost=1").await.is(200).has(THEN);
        let page = page.has("/confirm/security-key?lost=1").has("/confirm/backup-code?lost=1");
        page.lacks("I have it with me");
        let page = fresh.get("/confirm/security-key?lost=1").await.is(200);
        let code = new.sign(&page);
        let fields = [("code", code.as_str()), ("lost", "1")];
        assert_eq!(fresh.post("/confirm/security-key", &fields).await.to(), "/settings/security");
        fresh.post("/settings/security/totp", &[("name", "Phone")]).await.is(200);
        // What it doesn't open is refused, and not asked for again.
        let refused = fresh.post(&old.of("remove"), &[]).await.is(403);
        assert!(refused.alert().contains("isn&#39;t enough for this until "), "{}", refused.body);
    }

    async fn of_two_keys_the_new_one_is_refused_and_the_other_is_asked_for(place: Place) {
        let house = House::plain(place).await;
        add_reachable(&house, "anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let mut old = Key::add(&mut browser, "Old key").await;
        let codes = codes(&mut browser).await;
        house.place.clock().advance(DAY.plus(DAY));
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        browser.post("/login/challenge/backup-code", &[("code", &codes[0])]).await.to();
        let mut new = Key::add(&mut browser, "New key").await;
        let mut fresh = house.browser("192.0.2.1");
        house.place.clock().advance(Span::minutes(1));
        new.sign_in(&mut fresh, "anna").await;
        house.place.clock().advance(Span::minutes(11));
        let page = fresh.get("/confirm/security-key").await.is(200);
        let refused = fresh.post("/confirm/security-key", &[("code", &new.sign(&page))]).await.is(403);
        let said = refused.alert();
        assert!(said.contains("Confirm with one you had before, or wait."), "{said}");
        let code = old.sign(&refused);
        assert_eq!(fresh.post("/confirm/security-key", &[("code", &code)]).await.to(), "/settings/security");
        fresh.post(&new.of("remove"), &[]).await.to();
    }
}
