//! Device passwords: made after step-up and shown once, renamed, disconnected, one's own alone.

use domain::Span;
use testing::{Place, on_both};

use super::{anna, make, passwords};
use crate::browser::Seen;
use crate::site::House;

const LIST: &str = "/settings/devices";

on_both! {
    async fn one_is_shown_once_and_the_same_form_makes_no_second(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        let page = browser.get(LIST).await.is(200);
        let page = page.has("id=\"new-name\" name=\"name\" type=\"text\" value=\"\"");
        let number = Seen::between(&page.body, "name=\"number\" value=\"", "\"").to_owned();
        let typed = [("number", number.as_str())];
        let shown = make(&mut browser, "Mail <3", &typed).await.is(200);
        let secret = Seen::between(&shown.body, "id=\"device-password\">", "<").to_owned();
        let groups: Vec<_> = secret.split('-').map(str::len).collect();
        assert_eq!(groups, [5; 5], "the secret alone: {secret}");
        assert_eq!(Seen::between(&shown.body, "id=\"device-user\">", "<"), "anna");
        let shown = shown.has("Mail &#60;3").lacks("Mail <3").has("role=\"status\"").has("role=\"img\"");
        shown.has("data-copy=\"#device-password\"").has("data-copy=\"#device-user\"");

        let again = make(&mut browser, "Mail <3", &typed).await.is(409);
        assert!(again.alert().starts_with("You&#39;ve already sent this form"), "{}", again.alert());
        let page = browser.get(LIST).await.is(200).has("Mail &#60;3").has("Not used yet").lacks(&secret);
        assert_eq!(passwords(&page).len(), 1);
        // A script sends no number, and each of its forms is a new one.
        make(&mut browser, "Script", &[]).await.is(200);
        make(&mut browser, "Script", &[]).await.is(200);
        assert_eq!(passwords(&browser.get(LIST).await).len(), 3);
        let told = browser.get("/settings/activity").await.is(200);
        told.has("Device password created").has("Script").lacks(&secret);
    }

    async fn making_one_asks_who_it_is_and_nothing_posted_is_replayed(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        browser.get(LIST).await.is(200).lacks("/confirm");
        house.place.clock().advance(Span::minutes(11));
        browser.get(LIST).await.is(200).has("href=\"/confirm?next=/settings/devices\"");
        let asked = make(&mut browser, "Mail", &[]).await;
        assert_eq!(asked.to(), "/confirm?next=/settings/devices");
        let confirmed = browser
            .post("/confirm?next=/settings/devices", &[("password", crate::site::PASSWORD)])
            .await;
        assert_eq!(confirmed.to(), LIST);
        assert!(passwords(&browser.get(LIST).await).is_empty());
        make(&mut browser, "Mail", &[]).await.is(200);
    }

    async fn a_name_that_cannot_be_one_is_said_beside_its_field(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        browser.get(LIST).await.is(200).lacks("value=\"name\"");
        let wrong = make(&mut browser, " ", &[("hosts", "files.example.org")]).await.is(422);
        assert!(wrong.alert().starts_with("That name is empty"), "{}", wrong.alert());
        // What was typed stays, and isn't hidden.
        wrong.has("id=\"new-name-error\"").has("value=\"files.example.org\"").has("<details class=\"fold\" open>");
        let wrong = make(&mut browser, "Mail", &[("hosts", "a/b")]).await.is(422);
        wrong.has("id=\"new-name\" name=\"name\" type=\"text\" value=\"Mail\"");
        make(&mut browser, "Mail", &[]).await.is(200);
        let id = passwords(&browser.get(LIST).await).into_iter().next().unwrap();
        let rename = format!("{LIST}/passwords/{id}/rename");
        browser.post(&rename, &[("name", "")]).await.is(422).has("role=\"alert\"");
        let renamed = browser.post(&rename, &[("name", "Thunderbird")]).await;
        assert_eq!(renamed.to(), "/settings/devices?done=renamed");
        browser.get("/settings/devices?done=renamed").await.is(200).has("Thunderbird").has("role=\"status\"");
    }

    async fn one_is_disconnected_without_confirming(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        make(&mut browser, "Mail", &[]).await.is(200);
        make(&mut browser, "Phone", &[]).await.is(200);
        house.place.clock().advance(Span::minutes(11));
        let ids = passwords(&browser.get(LIST).await);
        let end = format!("{LIST}/passwords/{}/disconnect", ids[0]);
        assert_eq!(browser.post(&end, &[]).await.to(), "/settings/devices?done=password");
        let page = browser.get("/settings/devices?done=password").await.is(200).has("no longer works");
        assert_eq!(passwords(&page), ids[1..]);
        browser.post(&end, &[]).await.is(404);
    }

    async fn L25_somebody_elses_device_password_is_as_if_it_did_not_exist(place: Place) {
        let house = House::plain(place).await;
        let mut browser = anna(&house).await;
        make(&mut browser, "Mail", &[]).await.is(200);
        let hers = passwords(&browser.get(LIST).await).into_iter().next().unwrap();
        house.add("beda").await;
        let mut beda = house.browser("192.0.2.7");
        beda.sign_in("beda").await;
        for id in [hers.as_str(), "00", "x", &"0".repeat(32)] {
            for verb in ["rename", "limits", "disconnect"] {
                let path = format!("{LIST}/passwords/{id}/{verb}");
                beda.post(&path, &[("name", "Mine")]).await.is(404);
            }
            beda.get(&format!("{LIST}/passwords/{id}/limits")).await.is(404);
        }
        let page = browser.get(LIST).await.is(200).has("Mail").lacks("Mine");
        assert_eq!(passwords(&page), [hers]);
    }
}
