//! The set-up link and invites.

use domain::secret::write_token;
use door::Actor;
use door::administration::NewAccount;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD};

on_both! {
    async fn V6_3_2_before_anybody_can_sign_in_the_page_says_where_the_link_is(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let page = browser.get("/login").await.is(200).lacks("<form method=\"post\" action=\"/login\"");
        page.has("“setup-link” in Countersign&#39;s data folder").has("Restart Countersign");
        // No account comes with it.
        for name in ["admin", "administrator", "root", "countersign", "ada", ""] {
            for password in [name, "password", "changeme", PASSWORD] {
                let tried = browser.post("/login", &[("username", name), ("password", password)]).await;
                assert!(tried.status == 422 || tried.status == 429, "{name} {password} {}", tried.status);
                assert!(!browser.is_signed_in() && !browser.is_pending());
            }
        }
        house.add("anna").await;
        browser.get("/login").await.is(200).has("name=\"password\"").lacks("setup-link");
    }

    async fn L33_the_set_up_link_makes_the_first_administrator_once(place: Place) {
        let house = House::plain(place).await;
        let token = house.door.new_set_up_link().await.unwrap().unwrap();
        let link = format!("/setup/{}", write_token(&token));
        let mut browser = house.browser("192.0.2.1");
        // Mail scanners open links.
        for _ in 0..3 {
            browser
                .get(&link)
                .await
                .is(200)
                .has("autocomplete=\"new-password\"");
        }
        for (name, password, said) in [
            ("-x", PASSWORD, "can&#39;t use that name"),
            ("", PASSWORD, "can&#39;t use that name"),
            ("ada", "short", "too short"),
            ("ada", "passwordpassword", "password"),
        ] {
            let fields = [("username", name), ("password", password)];
            let seen = browser.post(&link, &fields).await.is(422);
            assert!(seen.alert().contains(said), "{}", seen.alert());
        }
        let fields = [("username", "ada"), ("password", PASSWORD)];
        let done = browser.post(&link, &fields).await;
        assert_eq!(done.to(), "/settings/security");
        assert!(browser.is_signed_in());
        let mut late = house.browser("192.0.2.2");
        let gone = late.post(&link, &fields).await.is(410);
        assert!(gone.alert().contains("link"), "{}", gone.alert());
        late.get(&link).await.is(410);
        late.get("/setup/x").await.is(410);
        late.get(&format!("/invite/{}", write_token(&token)))
            .await
            .is(410);
    }

    async fn V6_4_1_an_invite_gives_the_account_its_password_once(place: Place) {
        let house = House::plain(place).await;
        let token = house
            .door
            .invite(&Actor::COMMAND_LINE, &NewAccount::invited("beda", false))
            .await
            .unwrap();
        let link = format!("/invite/{}", write_token(&token));
        let mut browser = house.browser("192.0.2.1");
        browser.get(&link).await.is(200).has("beda");
        browser.post(&link, &[("password", "short")]).await.is(422);
        let done = browser.post(&link, &[("password", PASSWORD)]).await;
        assert_eq!(done.to(), "/settings/security");
        let mut late = house.browser("192.0.2.2");
        late.post(&link, &[("password", PASSWORD)]).await.is(410);
        assert_eq!(late.sign_in("beda").await.to(), "/");
    }
}
