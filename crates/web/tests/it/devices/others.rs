//! Disconnecting all others, and changing a password that somebody may know: device passwords stay,
//! unless they are to go.

use testing::{Place, on_both};

use super::{anna, make, passwords};
use crate::site::{House, PASSWORD};

const LIST: &str = "/settings/devices";
const OTHERS: &str = "/settings/devices/disconnect-others";
const CHANGE: &str = "/settings/security/password";

on_both! {
    async fn all_others_go_and_device_passwords_only_when_ticked(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        let mut other = house.browser("192.0.2.2");
        other.sign_in("anna").await;
        make(&mut browser, "Mail", &[]).await.is(200);
        make(&mut browser, "Phone", &[]).await.is(200);
        let page = browser.get(LIST).await.is(200).has("One other browser or device is signed out");
        page.has("Also disconnect all 2 device passwords").lacks("name=\"passwords\" value=\"on\" checked");
        assert_eq!(browser.post(OTHERS, &[]).await.to(), "/settings/devices?done=others");
        assert_eq!(other.get("/").await.status, 303);
        let page = browser.get("/settings/devices?done=others").await.is(200);
        assert_eq!(passwords(&page).len(), 2);
        // Nothing but device passwords is left to disconnect.
        page.has("All 2 device passwords stop working").lacks("other browser or device is");
        let all = browser.post(OTHERS, &[("passwords", "on")]).await;
        assert_eq!(all.to(), "/settings/devices?done=all");
        let page = browser.get("/settings/devices?done=all").await.is(200).lacks("disconnect-others");
        assert!(passwords(&page).is_empty());
        assert!(browser.is_signed_in());
    }

    async fn a_new_password_takes_device_passwords_along_only_when_ticked(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        browser.get("/settings/security").await.is(200).lacks("name=\"devices\"");
        make(&mut browser, "Mail", &[]).await.is(200);
        let page = browser.get("/settings/security").await.is(200);
        page.has("name=\"devices\" value=\"on\">").has("href=\"/settings/security?stolen=1\"");
        let (second, third) = ("en annan mening här", "en tredje mening här");
        let fields = [("current", PASSWORD), ("password", second)];
        let changed = browser.post(CHANGE, &fields).await;
        assert_eq!(changed.to(), "/settings/security?done=password");
        let page = browser.get("/settings/security?done=password").await.is(200);
        page.has("You have one device password").has("href=\"/settings/devices\"");
        assert_eq!(passwords(&browser.get(LIST).await).len(), 1);

        // Whoever thinks that somebody has the password finds the form open and the box ticked, also
        // after a mistake.
        browser.get(LIST).await.is(200).has("href=\"/settings/security?stolen=1\"");
        let ticked = "name=\"devices\" value=\"on\" checked";
        let page = browser.get("/settings/security?stolen=1").await.is(200);
        page.has(ticked).has("<details class=\"fold\" open>").has("Choose a new password now");
        let wrong = [("current", "not it"), ("password", third), ("devices", "on"), ("stolen", "1")];
        browser.post(CHANGE, &wrong).await.is(422).has(ticked).has("Choose a new password now");
        let fields = [("current", second), ("password", third), ("devices", "on"), ("stolen", "1")];
        let changed = browser.post(CHANGE, &fields).await;
        assert_eq!(changed.to(), "/settings/security?done=password-all");
        let page = browser.get("/settings/security?done=password-all").await.is(200);
        page.has("all device passwords are disconnected").lacks("You have");
        assert!(passwords(&browser.get(LIST).await).is_empty());
        browser.get("/settings/activity").await.is(200).has("All device passwords disconnected");
    }

    async fn V7_4_3_after_a_change_of_factors_the_device_passwords_are_offered(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        make(&mut browser, "Mail", &[]).await.is(200);
        make(&mut browser, "Phone", &[]).await.is(200);
        let shown = browser.post("/settings/security/totp", &[("name", "Phone")]).await.is(200);
        let app = crate::site::App::read(&shown.body);
        let code = app.code(&house.place, 0);
        let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
        let next = browser.post(&confirm, &[("code", &code)]).await.to();
        let offer = "You have 2 device passwords";
        browser.get(&next).await.is(200).has(offer).has("href=\"/settings/devices\"");
        for done in ["added", "removed", "suspended", "resumed"] {
            let page = browser.get(&format!("/settings/security?done={done}")).await.is(200);
            page.has(offer).has("href=\"/settings/devices\"");
        }
        browser.get("/settings/security").await.is(200).lacks(offer);
        let [mail, phone] = passwords(&browser.get(LIST).await).try_into().unwrap();
        for id in [mail, phone] {
            browser.post(&format!("{LIST}/passwords/{id}/disconnect"), &[]).await;
        }
        browser.get("/settings/security?done=added").await.is(200).lacks("You have").has("Is any browser or device signed in");
    }
}
