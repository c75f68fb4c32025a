//! Password and factors: what is added, confirmed, renamed, suspended and removed.

use domain::Span;
use domain::policy::Required;
use door::Actor;
use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::site::{App, House, PASSWORD, SUPPORT};

const NEXT: &str = "tre gröna kaktusar på hyllan";

/// Anna with an app that she set up under Security, and the browser where she did.
pub async fn anna(house: &House) -> (Browser, App) {
    house.add("anna").await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_in("anna").await;
    let app = add(house, &mut browser, "Phone").await.0;
    (browser, app)
}

/// Adds an app; gives it and where that led.
pub async fn add(house: &House, browser: &mut Browser, name: &str) -> (App, String) {
    let shown = browser
        .post("/settings/security/totp", &[("name", name)])
        .await;
    let app = App::read(&shown.is(200).body);
    let path = format!("/settings/security/totp/{}/confirm", app.enrolment);
    let code = app.code(&house.place, 0);
    let to = browser.post(&path, &[("code", &code)]).await.to();
    house.place.clock().advance(Span::seconds(90));
    (app, to)
}

pub fn of(app: &App, verb: &str) -> String {
    format!("/settings/security/totp/{}/{verb}", app.enrolment)
}

on_both! {
    async fn the_password_is_changed_with_the_current_one_and_ends_all_other_sessions(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let (mut one, mut two) = (house.browser("192.0.2.1"), house.browser("192.0.2.2"));
        two.sign_in("anna").await;
        one.sign_in("anna").await;
        one.get("/settings/security")
            .await
            .is(200)
            .has("At least 15 characters")
            .has("Last changed");
        let path = "/settings/security/password";
        let cases = [("wrong", NEXT), (PASSWORD, "short"), (PASSWORD, PASSWORD)];
        for (current, new) in cases {
            let wrong = one
                .post(path, &[("current", current), ("password", new)])
                .await
                .is(422);
            let wrong = wrong
                .has("aria-invalid=\"true\"")
                .has("<details class=\"fold\" open>");
            assert!(!wrong.alert().is_empty());
        }
        let before = one.jar["countersign"].clone();
        house.place.clock().advance(Span::seconds(30));
        let done = one
            .post(path, &[("current", PASSWORD), ("password", NEXT)])
            .await;
        assert_eq!(done.to(), "/settings/security?done=password");
        assert_ne!(one.jar["countersign"], before);
        one.get("/settings/security?done=password")
            .await
            .is(200)
            .has("role=\"status\"");
        assert_eq!(two.get("/").await.status, 303);
        assert_eq!(
            one.get(path).await.to(),
            "/settings/security#change-password"
        );
    }

    async fn the_first_factor_leads_to_backup_codes_and_on_to_where_one_was_going(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let (mut one, mut two) = (house.browser("192.0.2.1"), house.browser("192.0.2.2"));
        two.sign_in("anna").await;
        one.sign_in("anna").await;
        assert_eq!(
            one.get("/settings/security/next").await.to(),
            "/settings/security"
        );
        let to = add(&house, &mut one, "Phone").await.1;
        assert_eq!(to, "/settings/security/next");
        assert_eq!(
            two.get("/").await.status,
            303,
            "the other browser is signed out"
        );
        let page = one
            .get("/settings/security/next?next=/settings/devices")
            .await
            .is(200);
        let page = page
            .has("signed out")
            .has("action=\"/settings/security/backup-codes\"");
        let number = Seen::between(&page.body, "name=\"number\" value=\"", "\"").to_owned();
        let fields = [("number", number.as_str()), ("next", "/settings/devices")];
        let shown = one
            .post("/settings/security/backup-codes", &fields)
            .await
            .is(200);
        shown
            .has("id=\"backup-codes\"")
            .has("href=\"/settings/devices\">I have kept them");
        let again = one
            .post("/settings/security/backup-codes", &fields)
            .await
            .is(409);
        again.lacks("id=\"backup-codes\"");
        one.get("/settings/security/next")
            .await
            .is(200)
            .has("10 backup codes left")
            .lacks("Later");
        let later = one
            .post("/settings/security/next", &[("next", "/settings/devices")])
            .await;
        assert_eq!(later.to(), "/settings/devices");
        let later = one
            .post("/settings/security/next", &[("next", "//evil.test")])
            .await;
        assert_eq!(later.to(), "/settings/security?done=later");
    }

    async fn a_second_device_is_added_and_looking_at_the_others_is_offered(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, _) = anna(&house).await;
        let to = add(&house, &mut browser, "Tablet").await.1;
        assert_eq!(to, "/settings/security?done=added");
        let page = browser
            .get(&to)
            .await
            .is(200)
            .has("role=\"status\"")
            .has("href=\"/settings/devices\"");
        page.has("Phone").has("Tablet");
        // A name that can't be one is refused where it was typed.
        let wrong = [("name", &*"x".repeat(65))];
        browser
            .post("/settings/security/totp", &wrong)
            .await
            .is(422)
            .has("role=\"alert\"");
    }

    async fn lists_are_shown_to_a_stale_session_and_changes_ask_first(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app) = anna(&house).await;
        house.place.clock().advance(Span::minutes(11));
        let page = browser.get("/settings/security").await.is(200);
        page.has("Phone")
            .has("href=\"/confirm?next=/settings/security\"");
        let path = "/settings/security/totp";
        for (path, back) in [
            (path.to_owned(), path.to_owned()),
            (
                "/settings/security/backup-codes".into(),
                "/settings/security/backup-codes".into(),
            ),
            (
                "/settings/security/password".into(),
                "/settings/security/password".into(),
            ),
            (of(&app, "suspend"), path.into()),
            (of(&app, "resume"), path.into()),
            (of(&app, "remove"), of(&app, "remove")),
        ] {
            let asked = browser.post(&path, &[("name", "x")]).await;
            assert_eq!(asked.to(), format!("/confirm?next={back}"), "{path}");
        }
        assert_eq!(browser.get(path).await.to(), "/settings/security#totp");
        // Renaming isn't sensitive.
        let renamed = browser
            .post(&of(&app, "rename"), &[("name", "My phone")])
            .await;
        assert_eq!(renamed.to(), "/settings/security?done=renamed");
        browser
            .get("/settings/security")
            .await
            .is(200)
            .has("My phone");
    }

    async fn removing_asks_says_what_it_means_and_is_refused_where_a_factor_is_required(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app) = anna(&house).await;
        let path = of(&app, "remove");
        let page = browser.get(&path).await.is(200);
        let page = page.has("Then only your password protects this account.");
        page.has(&format!("action=\"{path}\""))
            .has(&of(&app, "suspend"));
        house.require_everyone().await;
        let page = browser.get(&path).await.is(200);
        assert!(page.alert().contains("required"), "{}", page.alert());
        page.lacks(&format!("action=\"{path}\""));
        browser
            .post(&path, &[])
            .await
            .is(422)
            .has("required")
            .has(SUPPORT);
        let nobody = house
            .door
            .require_factor(&Actor::CommandLine, Required::Nobody);
        nobody.await.unwrap();
        assert_eq!(
            browser.post(&path, &[]).await.to(),
            "/settings/security?done=removed"
        );
        browser.get(&path).await.is(404);
        browser
            .get("/settings/security")
            .await
            .is(200)
            .lacks("Phone\"</p>");
    }

    async fn L25_unknown_kinds_and_other_peoples_enrolments_are_not_found(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app) = anna(&house).await;
        house.add("beda").await;
        let mut beda = house.browser("192.0.2.2");
        beda.sign_in("beda").await;
        for verb in ["confirm", "rename", "suspend", "resume", "remove"] {
            let fields = [("name", "Mine"), ("code", "123456")];
            beda.post(&of(&app, verb), &fields).await.is(404);
            let kind = format!("/settings/security/backup-codes/{}/{verb}", app.enrolment);
            browser.post(&kind, &fields).await.is(404);
            let unknown = format!("/settings/security/nothing/{}/{verb}", app.enrolment);
            browser.post(&unknown, &fields).await.is(404);
        }
        beda.get(&of(&app, "remove")).await.is(404);
        browser.get("/settings/security/nothing").await.is(404);
        browser
            .post("/settings/security/nothing", &[])
            .await
            .is(404);
        browser
            .get("/settings/security/totp/x/remove")
            .await
            .is(404);
    }
}
