//! Signing in without a password, as a browser does it; what is offered afterwards, and what browsers are told.

use domain::Kind;
use testing::people::{FidoToken, Moment, ORIGIN, PASSKEY, options};
use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::site::House;

/// Sets a credential up on the security page.
async fn added(browser: &mut Browser, kind: &Kind) -> FidoToken {
    let at = format!("/settings/security/{kind}");
    let page = browser.post(&at, &[("name", "")]).await.is(200);
    let id = page
        .body
        .split_once("name=\"enrolment\" value=\"")
        .unwrap()
        .1;
    let id = id.split_once('"').unwrap().0.to_owned();
    let asked = options(&page.body);
    let mut moment = Moment::honest(&asked, ORIGIN);
    moment.aaguid = 0x2cd2f727_f6ca_44da_8f48_5c2e5da000a2_u128.to_be_bytes();
    let (token, code) = FidoToken::make(&asked, &moment);
    let fields = [("enrolment", id.as_str()), ("code", &code)];
    let done = browser.post(&format!("{at}/{id}/confirm"), &fields).await;
    assert!(done.to().starts_with("/settings/security"), "{done:?}");
    token
}

/// An account with a passkey.
async fn with_passkey(house: &House, name: &str) -> FidoToken {
    house.add(name).await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_in(name).await;
    added(&mut browser, &PASSKEY).await
}

fn answer(token: &FidoToken, page: &Seen, count: u32) -> String {
    let mut moment = Moment::honest(&options(&page.body), ORIGIN);
    moment.user.clone_from(&token.user);
    moment.count = count;
    token.sign(&moment)
}

const WITH: &str = "/login/with/passkey";

on_both! {
    async fn a_passkey_leads_to_where_one_was_going(place: Place) {
        let house = House::plain(place).await;
        let token = with_passkey(&house, "anna").await;
        let mut browser = house.browser("192.0.2.9");
        let page = browser.get("/login?next=%2Fsettings%2Fdevices").await.is(200);
        let page = page.has("autocomplete=\"username webauthn\"").has("data-waits").has("Sign in with a passkey");
        let code = answer(&token, &page, 2);
        let done = browser.post(WITH, &[("next", "/settings/devices"), ("username", ""), ("code", &code)]).await;
        assert_eq!(done.to(), "/settings/devices");
        assert!(browser.is_signed_in() && !browser.is_pending());
        browser.get("/settings/security").await.is(200).has("Nitrokey 3").has("Last used");
        let mut other = house.browser("192.0.2.10");
        let again = other.post(WITH, &[("next", "/settings/devices"), ("code", &code)]).await.is(422);
        assert!(again.alert().contains("Sign-in failed") && !other.is_signed_in(), "{}", again.alert());
        again.has("value=\"/settings/devices\"").lacks("data-forgotten");
    }

    async fn a_name_that_was_typed_is_asked_for_what_stands_there_and_nobody_alike(place: Place) {
        let house = House::plain(place).await;
        let token = with_passkey(&house, "anna").await;
        let mut seen = Vec::new();
        for name in ["anna", "nobody"] {
            let mut browser = house.browser("192.0.2.9");
            let page = browser.post(WITH, &[("username", name), ("code", "")]).await.is(200);
            let page = page.has("data-begins").lacks("data-waits").has(&format!("value=\"{name}\""));
            seen.push(options(&page.body)["allowCredentials"].as_array().unwrap().clone());
            if name == "anna" {
                let done = browser.post(WITH, &[("username", ""), ("code", &answer(&token, &page, 2))]).await;
                assert_eq!(done.to(), "/");
            }
        }
        assert!(seen.iter().all(|list| !list.is_empty()));
    }

    async fn a_passkey_that_is_gone_may_be_forgotten_and_one_that_is_not_may_not(place: Place) {
        let house = House::plain(place).await;
        let token = with_passkey(&house, "anna").await;
        let mut browser = house.browser("192.0.2.9");
        let page = browser.get("/login").await;
        let gone = FidoToken::new(&token.user, 32);
        let seen = browser.post(WITH, &[("code", &answer(&gone, &page, 1))]).await.is(422);
        let id = data_encoding::BASE64URL_NOPAD.encode(&gone.id);
        seen.has("data-forgotten").has(&id).has("signal-");
        let page = browser.get("/login").await;
        house.place.clock().advance(domain::Span::minutes(11));
        browser.post(WITH, &[("code", &answer(&token, &page, 2))]).await.is(422).lacks("data-forgotten");
        for garbage in ["", "{}", "[]"] {
            browser.post(WITH, &[("code", garbage)]).await.is(422).lacks("data-forgotten");
        }
        browser.post("/login/with/totp", &[("code", "123456")]).await.is(422);
        assert!(!browser.is_signed_in());
    }

    async fn the_security_page_tells_browsers_which_ones_are_good(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let key = added(&mut browser, &Kind::of("security-key")).await;
        let passkey = added(&mut browser, &PASSKEY).await;
        let page = browser.get("/settings/security").await.is(200);
        let told = page.body.split_once("data-passkeys=\"").unwrap().1.split_once('"').unwrap().0;
        for id in [&key.id, &passkey.id] {
            assert!(told.contains(&data_encoding::BASE64URL_NOPAD.encode(id)), "{told}");
        }
        assert!(told.contains("anna") && told.contains("localhost"), "{told}");
    }

    async fn a_passkey_is_offered_once_after_a_sign_in_with_two_proofs(place: Place) {
        let house = House::plain(place).await;
        let mut first = house.browser("192.0.2.1");
        let app = house.add_with_app("anna", &mut first).await;
        let sign_in = async |able: &str| {
            let mut browser = house.browser("192.0.2.9");
            let fields = [("username", "anna"), ("password", crate::site::PASSWORD), ("next", "/settings/devices")];
            browser.post("/login", &fields).await;
            let code = app.code(&house.place, 0);
            let to = browser.post("/login/challenge/totp", &[("code", &code), ("able", able)]).await.to();
            house.place.clock().advance(domain::Span::seconds(60));
            (browser, to)
        };
        // A browser that can't isn't asked.
        assert_eq!(sign_in("").await.1, "/settings/devices");
        let (mut browser, to) = sign_in("alone").await;
        assert_eq!(to, "/settings/security/offer?next=/settings/devices");
        let page = browser.get(&to).await.is(200).has("Sign in without a password next time?");
        page.has("Not now").has("t ask again");
        assert_eq!(browser.post("/settings/security/offer", &[("next", "/settings/devices")]).await.to(), "/settings/devices");
        assert_eq!(sign_in("alone").await.1, "/settings/devices", "once");
        house.place.clock().advance(domain::Span::days(366));
        let (mut browser, to) = sign_in("alone").await;
        assert!(to.starts_with("/settings/security/offer"), "a year later: {to}");
        let never = [("next", "/settings/devices"), ("what", "never")];
        assert_eq!(browser.post("/settings/security/offer", &never).await.to(), "/settings/devices");
        house.place.clock().advance(domain::Span::days(366));
        assert_eq!(sign_in("alone").await.1, "/settings/devices", "never again");
    }

    async fn whoever_has_a_passkey_or_may_not_have_one_is_not_offered_any(place: Place) {
        let house = House::plain(place).await;
        let mut anna = house.browser("192.0.2.1");
        house.add_with_app("anna", &mut anna).await;
        anna.get("/settings/security/offer").await.is(200);
        added(&mut anna, &PASSKEY).await;
        assert_eq!(anna.get("/settings/security/offer?next=%2Fhelp").await.to(), "/help");
        let mut berit = house.browser("192.0.2.2");
        house.add_with_app("berit", &mut berit).await;
        house.door.switch_kind(&door::Actor::COMMAND_LINE, "passkey", false).await.unwrap();
        assert_eq!(berit.get("/settings/security/offer").await.to(), "/");
    }

    async fn W_A11_the_well_known_addresses_say_where_and_for_whom(place: Place) {
        let house = House::https(place).await;
        let browser = house.browser("192.0.2.1");
        let page = browser.with("host", "auth.example.org").get("/.well-known/passkey-endpoints").await.is(200);
        let place = "https://auth.example.org/settings/security#passkey";
        let read: serde_json::Value = serde_json::from_str(&page.body).unwrap();
        assert_eq!(read, serde_json::json!({"enroll": place, "manage": place}));
        let elsewhere = browser.with("host", "example.org").get("/.well-known/webauthn").await.is(200);
        let read: serde_json::Value = serde_json::from_str(&elsewhere.body).unwrap();
        assert_eq!(read, serde_json::json!({"origins": []}), "any host of the domain answers");
        assert_eq!(elsewhere.headers["content-type"], "application/json");
    }
}
