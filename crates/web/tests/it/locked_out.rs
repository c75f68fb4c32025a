//! What can't answer isn't asked for: pages say since when, and what else there is.

use domain::Span;
use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::lost::codes;
use crate::security::{anna, of};
use crate::site::{App, House, PASSWORD, SUPPORT};

/// Anna with an app, which she suspends although it is the last.
async fn suspended(house: &House, with_codes: bool) -> (Browser, App, Vec<String>) {
    let (mut browser, app) = anna(house).await;
    let codes = if with_codes {
        codes(&mut browser).await
    } else {
        Vec::new()
    };
    let done = browser
        .post(&of(&app, "suspend"), &[("sure", "1")])
        .await
        .to();
    assert_eq!(done, "/settings/security?done=suspended");
    (browser, app, codes)
}

async fn password(browser: &mut Browser) -> Seen {
    let fields = [("username", "anna"), ("password", PASSWORD)];
    assert_eq!(
        browser.post("/login", &fields).await.to(),
        "/login/challenge"
    );
    browser.get("/login/challenge").await.is(200)
}

on_both! {
    async fn a_page_says_what_is_suspended_since_when_and_whom_to_ask(place: Place) {
        let house = House::plain(place).await;
        let (mut known, app, _) = suspended(&house, false).await;
        let mut stranger = house.browser("192.0.2.9");
        known.post("/logout", &[]).await;
        for (browser, name) in [(&mut known, "“Phone”"), (&mut stranger, "Authenticator app (TOTP)")] {
            let page = password(browser).await;
            assert!(page.alert().starts_with(&format!("{name} was suspended on ")), "{}", page.alert());
            assert!(page.alert().ends_with("Ask your administrator for a help code."));
            page.has(SUPPORT).lacks("href=\"/login/challenge/totp\"");
            // Asked for all the same, and answered by its right code.
            let asked = browser.get("/login/challenge/totp").await.is(422);
            assert!(asked.alert().starts_with(name), "{}", asked.alert());
            asked.lacks("name=\"code\"");
            let code = app.code(&house.place, 0);
            let answered = browser.post("/login/challenge/totp", &[("code", &code)]).await.is(422);
            assert!(answered.alert().starts_with(name), "{}", answered.alert());
        }
    }

    async fn with_codes_left_the_page_offers_them_and_they_take_it_back(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app, codes) = suspended(&house, true).await;
        browser.post("/logout", &[]).await;
        let page = password(&mut browser).await;
        assert!(page.alert().ends_with("Choose another way, or ask your administrator."), "{}", page.alert());
        page.has(SUPPORT).has("href=\"/login/challenge/backup-code\"");
        let came = browser.post("/login/challenge/backup-code", &[("code", &codes[0])]).await;
        assert_eq!(came.to(), "/settings/security/lost");
        assert_eq!(browser.post(&of(&app, "resume"), &[]).await.to(), "/settings/security?done=resumed");
        browser.post("/logout", &[]).await;
        browser.post("/login", &[("username", "anna"), ("password", PASSWORD)]).await;
        let code = app.code(&house.place, 0);
        let came = browser.post("/login/challenge/totp", &[("code", &code)]).await;
        assert_eq!(came.to(), "/");
    }

    async fn confirming_says_the_same_and_what_else_there_is(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, _, codes) = suspended(&house, true).await;
        let page = browser.get("/confirm").await.is(200);
        assert!(page.alert().starts_with("“Phone” was suspended on "), "{}", page.alert());
        let page = page.lacks("href=\"/confirm/totp");
        page.has(SUPPORT).has("have it with me");
        let given = browser.post("/confirm", &[("password", PASSWORD), ("lost", "1")]).await;
        browser.get(&given.to()).await.is(200).has("href=\"/confirm/backup-code?lost=1\"");
        let fields = [("code", codes[0].as_str()), ("lost", "1")];
        browser.post("/confirm/backup-code", &fields).await.is(303);
    }

    async fn whoever_suspends_the_last_is_offered_codes_and_asked_again(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app) = anna(&house).await;
        let question = of(&app, "suspend");
        assert_eq!(browser.post(&question, &[]).await.to(), question, "it is asked again");
        let page = browser.get(&question).await.is(200);
        let page = page.has("you have no backup codes").has("name=\"sure\"");
        let number = Seen::between(&page.body, "name=\"number\" value=\"", "\"").to_owned();
        let fields = [("number", number.as_str()), ("next", &question)];
        let shown = browser.post("/settings/security/backup-codes", &fields).await.is(200);
        shown.has(&format!("href=\"{question}\""));
        let page = browser.get(&question).await.is(200);
        page.has("10 backup codes left").lacks("name=\"number\"");
        let done = browser.post(&question, &[("sure", "1")]).await;
        assert_eq!(done.to(), "/settings/security?done=suspended");
        // Within ten minutes whoever was mistaken takes it back.
        assert_eq!(browser.post(&of(&app, "resume"), &[]).await.to(), "/settings/security?done=resumed");
    }

    async fn N_14_the_last_backup_code_is_said_to_be_the_last_and_new_ones_are_made(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, _) = anna(&house).await;
        let all = codes(&mut browser).await;
        for code in &all {
            browser.post("/logout", &[]).await;
            let fields = [("username", "anna"), ("password", PASSWORD), ("next", "/settings/devices")];
            browser.post("/login", &fields).await;
            browser.post("/login/challenge/backup-code", &[("code", code)]).await.is(303);
        }
        let lost = "/settings/security/lost?next=/settings/devices";
        let page = browser.get(lost).await.is(200);
        let page = page.has("That was your last backup code. Make ten new ones now, while you");
        let number = Seen::between(&page.body, "name=\"number\" value=\"", "\"").to_owned();
        let made = [("number", number.as_str()), ("next", "/settings/devices")];

        // Ten minutes later it takes the password, and opens that alone.
        let mut late = browser.clone();
        house.place.clock().advance(Span::minutes(10));
        let codes_path = "/settings/security/backup-codes";
        let asked = late.post(codes_path, &[]).await.to();
        assert_eq!(asked, format!("/confirm?next={codes_path}"));
        let asked = late.get(&asked).await.to();
        late.get(&asked).await.is(200).has("have it with me");
        let fields = [("password", PASSWORD), ("lost", "1"), ("next", codes_path)];
        let given = late.post("/confirm", &fields).await.to();
        let page = late.get(&given).await.is(200);
        page.has("You signed in with your last backup code.")
            .has("href=\"/settings/security#backup-code\"");
        assert!(late.post("/settings/security/totp", &[("name", "x")]).await.to().starts_with("/confirm?"));
        late.post(codes_path, &made).await.is(200).has("href=\"/settings/devices\"");
    }
}
