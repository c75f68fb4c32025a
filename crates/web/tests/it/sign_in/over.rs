//! A sign-in that is given up or waits too long, and a session that ends.

use domain::Span;
use testing::{Place, on_both};

use crate::site::House;

on_both! {
    async fn cancelling_and_waiting_too_long_begin_anew(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        house.add_with_app("anna", &mut browser).await;
        let mut other = house.browser("192.0.2.2");
        other.sign_in("anna").await;
        let kept = other.jar.clone();
        assert_eq!(other.post("/login/cancel", &[]).await.to(), "/login");
        assert!(!other.is_pending());
        other.jar = kept;
        assert_eq!(
            other.get("/login/challenge/totp").await.to(),
            "/login?over=1"
        );
        other.sign_in("anna").await;
        house.place.clock().advance(Span::minutes(11));
        let over = other.get("/login/challenge/totp").await;
        assert_eq!(over.to(), "/login?over=1");
        other
            .get("/login?over=1")
            .await
            .is(200)
            .has("role=\"status\"")
            .has("took too long");
    }

    async fn V7_4_1_signing_out_ends_the_session_and_a_dead_one_touches_no_cookie(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let held = browser.jar.clone();
        let page = browser.get("/confirm").await.is(200);
        page.has("id=\"account-name\">anna Andersson<");
        let out = browser.post("/logout", &[]).await;
        assert_eq!(out.to(), "/login?done=out");
        assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert!(!browser.is_signed_in() && browser.jar.contains_key("countersign-known"));
        browser.jar = held;
        let dead = browser.get("/confirm?next=/settings").await;
        assert_eq!(dead.to(), "/login");
        assert!(dead.headers.get("set-cookie").is_none());
    }
}
