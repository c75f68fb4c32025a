//! The pages of one's own account: start page, preferences, activity, and the manual.

use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::site::House;

/// What stands in the list of things to do.
async fn todo(browser: &mut Browser) -> String {
    browser.get("/").await.is(200).body
}

on_both! {
    async fn the_start_page_says_who_one_is_and_what_needs_doing(place: Place) {
        let house = House::plain(place).await;
        let mut stranger = house.browser("192.0.2.9");
        assert_eq!(stranger.get("/").await.to(), "/login");

        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let page = browser.get("/").await.is(200);
        let page = page.has("Hello, anna Andersson").has("signed in as anna");
        page.has("Protect your account")
            .has("This is your first sign-in")
            .lacks("backup codes</a>");

        house.place.clock().advance(domain::Span::minutes(1));
        let mut other = house.browser("198.51.100.7");
        other.sign_in("anna").await;
        let page = other.get("/").await.is(200);
        page.has("Your last sign-in")
            .has("Firefox")
            .has("192.0.2.1")
            .lacks("198.51.100.7");

        house.require_everyone().await;
        assert!(
            todo(&mut other)
                .await
                .contains("Everyone here needs one")
        );
        house.set_up_app("anna", &mut browser).await;
        assert!(todo(&mut browser).await.contains("Generate backup codes"));
    }

    async fn preferences_are_saved_part_by_part_and_wrong_ones_stay_to_be_mended(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let saved = browser
            .post("/settings", &[("display_name", "Anna <3")])
            .await;
        assert_eq!(saved.to(), "/settings?done=name");
        let page = browser.get("/settings?done=name").await.is(200);
        page.has("role=\"status\"")
            .has("Anna &#60;3")
            .lacks("Anna <3");
        let wrong = browser
            .post("/settings", &[("display_name", " ")])
            .await
            .is(422);
        wrong.has("role=\"alert\"").has("is empty");
        let wrong = browser
            .post("/settings", &[("zone", "Mars/Base")])
            .await
            .is(422);
        wrong.has("value=\"Mars/Base\"").has("aria-invalid");
        // One choice alone, by somebody who has made none yet.
        let alone = browser.post("/settings", &[("zone", "UTC")]).await;
        assert_eq!(alone.to(), "/settings?done=look");
        let fields = [
            ("language", "sv"),
            ("zone", "Europe/Stockholm"),
            ("theme", "dark"),
        ];
        assert_eq!(
            browser.post("/settings", &fields).await.to(),
            "/settings?done=look"
        );
        let page = browser.get("/settings").await.is(200);
        let page = page
            .has("lang=\"sv\"")
            .has("data-theme=\"dark\"")
            .has("value=\"Europe/Stockholm\"");
        page.lacks("role=\"status\"");
        // What isn't named stays.
        browser.post("/settings", &[("theme", "light")]).await;
        let page = browser.get("/settings").await.is(200);
        page.has("lang=\"sv\"")
            .has("data-theme=\"light\"")
            .has("value=\"Europe/Stockholm\"");
        browser
            .post("/settings", &[("language", "tlh")])
            .await
            .is(422);
    }

    async fn e_mail_addresses_are_added_and_removed_after_confirming_and_ones_own_only(place: Place) {
        let house = House::plain(place).await;
        for name in ["anna", "beda"] {
            house.add(name).await;
        }
        let mut anna = house.browser("192.0.2.1");
        anna.sign_in("anna").await;
        let added = anna
            .post("/settings/emails", &[("email", "anna@example.org")])
            .await;
        assert_eq!(added.to(), "/settings?done=email-sent#emails");
        let page = anna
            .get("/settings")
            .await
            .is(200)
            .has("anna@example.org")
            .has("Not confirmed");
        confirms(&house, &mut anna, &page.body).await;
        let page = anna.get("/settings").await.is(200);
        let path = Seen::between(&page.body, "action=\"/settings/emails/", "\"").to_owned();
        let wrong = anna
            .post("/settings/emails", &[("email", "anna@")])
            .await
            .is(422);
        wrong.has("value=\"anna@\"").has("role=\"alert\"");
        let mut beda = house.browser("192.0.2.2");
        beda.sign_in("beda").await;
        beda.post(&format!("/settings/emails/{path}"), &[])
            .await
            .is(404);
        anna.post("/settings/emails/00/remove", &[]).await.is(404);
        house.place.clock().advance(domain::Span::minutes(11));
        let asked = anna.post(&format!("/settings/emails/{path}"), &[]).await;
        assert_eq!(asked.to(), "/confirm?next=/settings");
        anna.get("/settings")
            .await
            .is(200)
            .has("/confirm?next=/settings");
    }
}

/// Types the code that was sent, once wrong.
async fn confirms(house: &House, anna: &mut Browser, page: &str) {
    house.door.send_messages().await.unwrap();
    let letter = house
        .place
        .letters()
        .last("anna", |text| text.contains("Enter this code"))
        .unwrap();
    let code = letter
        .lines()
        .map(str::trim)
        .find(|line| line.len() == 9)
        .unwrap();
    let rest = page.split_once("action=\"/settings/emails/").unwrap().1;
    let path = format!("/settings/emails/{}", &rest[..32]);
    let wrong = anna
        .post(&format!("{path}/confirm"), &[("code", "AAAA-AAAA")])
        .await
        .is(422);
    wrong.has("role=\"alert\"").has("have a new code sent");
    let soon = anna.post(&format!("{path}/send"), &[]).await.is(429);
    soon.has("role=\"alert\"").has("You can ask for another in");
    let added = anna
        .post(&format!("{path}/confirm"), &[("code", code)])
        .await;
    assert_eq!(added.to(), "/settings?done=email#emails");
    anna.get("/settings?done=email")
        .await
        .is(200)
        .has("Address added")
        .lacks("Not confirmed");
}

on_both! {
    async fn activity_is_paged_and_tells_what_was_refused(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser
            .post("/login", &[("username", "anna"), ("password", "wrong")])
            .await
            .is(422);
        house.place.clock().advance(domain::Span::minutes(1));
        browser.sign_in("anna").await;
        let page = browser.get("/settings/activity").await.is(200);
        page.has("Signed in")
            .has("Sign-in refused: wrong password")
            .has("192.0.2.1")
            .lacks("?before=");
        for n in 0..45 {
            house.place.clock().advance(domain::Span::minutes(1));
            let name = format!("Anna {n}");
            browser.post("/settings", &[("display_name", &name)]).await;
        }
        let page = browser.get("/settings/activity").await.is(200);
        assert_eq!(page.body.matches("<tr><td>").count(), 40);
        let older = Seen::between(&page.body, "href=\"/settings/activity?before=", "\"").to_owned();
        let page = browser
            .get(&format!("/settings/activity?before={older}"))
            .await
            .is(200);
        let page = page
            .has("Signed in")
            .has("href=\"/settings/activity\"")
            .lacks("href=\"/settings/activity?before=");
        assert!((7..=9).contains(&page.body.matches("<tr><td>").count()));
        let newest = browser
            .get("/settings/activity?before=nonsense")
            .await
            .is(200);
        assert_eq!(newest.body.matches("<tr><td>").count(), 40);
    }

    async fn the_manual_is_open_to_everybody_in_both_languages(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let page = browser.get("/help").await.is(200);
        let page = page
            .has("id=\"setting-up\"")
            .has("href=\"#lost-phone\"")
            .has(crate::site::SUPPORT);
        assert!(!page.body.contains("account-name"));
        let mut swedish = browser.with("accept-language", "sv");
        swedish
            .get("/help")
            .await
            .is(200)
            .has("lang=\"sv\"")
            .has("Reservkoder");
        house.add("anna").await;
        browser.sign_in("anna").await;
        browser.get("/help").await.is(200).has("account-name");
    }
}
