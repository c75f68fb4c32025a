//! Step-up: what is asked, and where it leads.

use domain::Span;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD};

on_both! {
    async fn without_a_factor_the_password_confirms_and_comes_back(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let page = browser.get("/confirm?next=/settings").await.is(200);
        page.has("name=\"password\"")
            .has("value=\"/settings\"")
            .lacks("/confirm?lost");
        let wrong = [("password", "wrong"), ("next", "/settings")];
        browser
            .post("/confirm", &wrong)
            .await
            .is(422)
            .has("value=\"/settings\"");
        let before = browser.jar["countersign"].clone();
        let right = [("password", PASSWORD), ("next", "/settings")];
        assert_eq!(browser.post("/confirm", &right).await.to(), "/settings");
        assert_ne!(browser.jar["countersign"], before, "a new id at every rise");
        let right = [("password", PASSWORD), ("next", "//evil.test")];
        assert_eq!(
            browser.post("/confirm", &right).await.to(),
            "/settings/security"
        );
    }

    async fn L09_with_a_factor_its_code_confirms_and_the_password_alone_is_half_of_the_narrow_way(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = house.add_with_app("anna", &mut browser).await;
        house.place.clock().advance(Span::minutes(11));
        let straight = browser.get("/confirm?next=/settings").await;
        assert_eq!(straight.to(), "/confirm/totp?next=/settings");
        browser
            .get("/confirm/totp?next=/settings")
            .await
            .is(200)
            .has("name=\"code\"");
        let right = [
            ("code", app.code(&house.place, 0)),
            ("next", "/settings".into()),
        ];
        let right: Vec<(&str, &str)> = right.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(
            browser.post("/confirm/totp", &right).await.to(),
            "/settings"
        );
        // Without it: the password, and then there is nothing else on this account.
        house.place.clock().advance(Span::minutes(11));
        browser
            .get("/confirm?lost=1&next=/settings")
            .await
            .is(200)
            .has("name=\"password\"");
        let half = [("password", PASSWORD), ("next", "/settings"), ("lost", "1")];
        assert_eq!(
            browser.post("/confirm", &half).await.to(),
            "/confirm?next=/settings&lost=1"
        );
        browser
            .get("/confirm?next=/settings&lost=1")
            .await
            .is(200)
            .has("no other way");
        // Until an administrator gives a code.
        let code = house.bypass_code("anna").await;
        let page = browser.get("/confirm?next=/settings&lost=1").await.is(200);
        page.has("/confirm/bypass-code?next=/settings&#38;lost=1");
        browser
            .get("/confirm/bypass-code?next=/settings&lost=1")
            .await
            .is(200)
            .has("name=\"lost\"");
        let other = [
            ("code", code.as_str()),
            ("next", "/settings"),
            ("lost", "1"),
        ];
        assert_eq!(
            browser.post("/confirm/bypass-code", &other).await.to(),
            "/settings"
        );
    }

    async fn five_wrong_answers_end_the_session(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        for _ in 0..4 {
            browser
                .post("/confirm", &[("password", "wrong")])
                .await
                .is(422);
        }
        let ended = browser.post("/confirm", &[("password", "wrong")]).await;
        assert_eq!(ended.to(), "/login?over=confirm");
        browser
            .get("/login?over=confirm")
            .await
            .is(200)
            .has("signed out");
        assert!(browser.get("/confirm").await.to().starts_with("/login"));
    }
}
