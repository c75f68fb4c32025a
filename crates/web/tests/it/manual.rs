//! Pages link to the section of the manual that helps there.

use domain::Span;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD};

on_both! {
    async fn signing_in_links_to_what_helps_there(place: Place) {
        let house = House::plain(place).await;
        let mut owner = house.browser("192.0.2.1");
        let mut browser = house.browser("192.0.2.1");
        browser.get("/login").await.has("href=\"/help#signing-in\"");
        let app = house.add_with_app("anna", &mut owner).await;
        house.place.clock().advance(Span::seconds(90));
        browser.sign_in("anna").await;
        let page = browser.get("/login/challenge/totp").await.is(200);
        page.has("href=\"/help#lost-phone\"");
        let code = app.code(&house.place, 0);
        browser
            .post("/login/challenge/totp", &[("code", &code)])
            .await;
        let page = browser.get("/confirm/totp").await.is(200);
        page.has("href=\"/help#confirming\"");
        let page = browser.get("/confirm?lost=1").await.is(200);
        page.has("href=\"/help#lost-phone\"");
        for (path, section) in [
            ("/settings", "whom-to-ask"),
            ("/settings/security", "setting-up"),
            ("/settings/security", "hardware-tokens"),
            ("/settings/security", "one-token"),
            ("/settings/security", "lost-phone"),
            ("/settings/devices", "devices"),
            ("/settings/devices", "clients"),
            ("/settings/activity", "fake-pages"),
        ] {
            let page = browser.get(path).await.is(200);
            page.has(&format!("href=\"/help#{section}\""));
        }
    }

    async fn setting_up_at_sign_in_does_too(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        house.require_everyone().await;
        let mut browser = house.browser("192.0.2.1");
        let fields = [("username", "anna"), ("password", PASSWORD)];
        assert_eq!(browser.post("/login", &fields).await.to(), "/login/setup");
        let page = browser.get("/login/setup").await.is(200);
        page.has("href=\"/help#setting-up\"");
    }
}
