//! Factors are listed, renamed, suspended and removed, one's own only.

use domain::Span;
use domain::policy::Required;
use door::Actor;
use testing::{Place, on_both};

use super::{anna, of};
use crate::site::{House, SUPPORT};

on_both! {
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
            (of(&app, "suspend"), of(&app, "suspend")),
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
        let page = page.has("Without it, only your password protects this account.");
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
            .require_factor(&Actor::COMMAND_LINE, Required::Nobody);
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
