//! Which button leads on.

use testing::{Place, on_both};

use crate::site::House;

on_both! {
    async fn of_the_buttons_on_the_security_page_one_leads_on(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let leading = |text: &str| text.matches("class=\"button primary\"").count();
        // The one that changes the password is folded away, at the end.
        let page = browser.get("/settings/security").await.is(200);
        let (state, rest) = page.body.split_once("class=\"head").unwrap();
        assert_eq!((leading(state), leading(rest)), (1, 1));
        assert!(state.contains("action=\"/settings/security/totp\""), "first a factor");
        let mut owner = house.browser("192.0.2.2");
        house.add_with_app("berit", &mut owner).await;
        let page = owner.get("/settings/security").await.is(200);
        let (state, rest) = page.body.split_once("class=\"head").unwrap();
        assert_eq!((leading(state), leading(rest)), (1, 1));
        assert!(state.contains("action=\"/settings/security/backup-codes\""), "then codes");
    }
}
