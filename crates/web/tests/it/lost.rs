//! After a sign-in by backup code: what happened to the phone, and what may be done about it.

use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::security::{add, anna, of};
use crate::site::{House, PASSWORD};

/// Makes ten backup codes.
pub async fn codes(browser: &mut Browser) -> Vec<String> {
    let page = browser
        .post("/settings/security/backup-codes", &[])
        .await
        .is(200);
    let list = Seen::between(&page.body, "id=\"backup-codes\">", "</ol>");
    let all: Vec<String> = list
        .split("<li>")
        .skip(1)
        .map(|rest| rest.replace("</li>", ""))
        .collect();
    assert_eq!(all.len(), 10);
    all
}

on_both! {
    async fn whoever_signed_in_by_backup_code_is_asked_what_happened_and_can_replace_it(place: Place) {
        let house = House::plain(place).await;
        let (mut browser, app) = anna(&house).await;
        let codes = codes(&mut browser).await;
        browser.post("/logout", &[]).await;
        for (used, code) in codes.iter().enumerate().take(7) {
            let fields = [
                ("username", "anna"),
                ("password", PASSWORD),
                ("next", "/settings/devices"),
            ];
            assert_eq!(
                browser.post("/login", &fields).await.to(),
                "/login/challenge"
            );
            let came = browser
                .post("/login/challenge/backup-code", &[("code", code)])
                .await;
            assert_eq!(came.to(), "/settings/security/lost?next=/settings/devices");
            let page = browser.get(&came.to()).await.is(200);
            let page = page
                .has(&format!("{} backup codes left", 9 - used))
                .has("What happened to your device?");
            assert_eq!(
                page.body.contains("You only have a few left"),
                used == 6,
                "{used}"
            );
        }
        let lost = "/settings/security/lost";
        let elsewhere = [("what", "elsewhere"), ("next", "/settings/devices")];
        assert_eq!(
            browser.post(lost, &elsewhere).await.to(),
            "/settings/devices"
        );
        let replace = browser.post(lost, &[("what", "replace")]).await;
        assert_eq!(replace.to(), "/settings/security?done=replace#totp");
        browser.post(lost, &[("what", "x")]).await.is(422);
        let fields = [("lost", "1"), ("next", "/settings/devices")];
        // It is the last that can answer, so that it's asked first, and how many codes are left is said.
        let asked = browser.post(&of(&app, "suspend"), &fields).await;
        let question = format!("{}?next=/settings/devices&lost=1", of(&app, "suspend"));
        assert_eq!(asked.to(), question);
        let page = browser.get(&question).await.is(200);
        page.has("last device you can sign in with")
            .has("backup codes left");
        let fields = [&fields[..], &[("sure", "1")]].concat();
        let suspended = browser.post(&of(&app, "suspend"), &fields).await;
        assert_eq!(
            suspended.to(),
            "/settings/security/lost?done=suspended&next=/settings/devices"
        );
        browser
            .get(&suspended.to())
            .await
            .is(200)
            .has("role=\"status\"")
            .lacks("/suspend\"");
        // The narrow way: adding another, and what is lost goes in a day.
        let to = add(&house, &mut browser, "New phone").await.1;
        assert_eq!(to, "/settings/security?done=added");
        assert_eq!(
            browser.post(&of(&app, "remove"), &[]).await.to(),
            "/settings/security?done=leaving"
        );
    }
}
