//! The same button pressed again and again: one thing is done, every click leads to it, and no alarm is
//! raised.

use std::sync::Arc;

use testing::{Engine, Place, at_once, run};

use crate::races::of;
use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::site::Site;
use crate::support::{PASSWORD, between};

/// Four clicks at once, and a fifth after them, by one browser: all lead to the same page, and all of
/// them leave the browser with the same session.
async fn clicks(before: &Browser, path: &str, fields: &[(&str, &str)], to: &str) -> Browser {
    let fields: Arc<Vec<(String, String)>> = Arc::new(
        fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    );
    let click = |_| {
        let (mut browser, fields) = (before.clone(), Arc::clone(&fields));
        let (path, to) = (path.to_owned(), to.to_owned());
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (&**k, &**v)).collect();
            browser.post(&path, &fields).await.leads(&to);
            assert!(browser.is_in().await);
            browser
        }
    };
    let mut all = at_once(4, click).await;
    all.push(click(0).await);
    for browser in &all {
        let session = browser.cookie("countersign");
        assert_eq!(session, all[0].cookie("countersign"));
        assert_ne!(session, before.cookie("countersign"));
    }
    all.swap_remove(0)
}

testing::on_both! {
    async fn a_double_click_is_one_sign_in_and_raises_no_alarm(place: Place) {
        let site = Site::start(place).await;
        let app = site.add_with_app("anna", &mut site.browser("192.0.2.1")).await;
        let (pending, code) = (site.pending("anna", "192.0.2.2").await, app.code(site.now()));
        let answers = at_once(4, |_| {
            let (mut browser, code) = (pending.clone(), code.clone());
            async move {
                browser.answer("totp", &code).await.leads("/");
                assert!(browser.is_in().await);
                browser.cookie("countersign").unwrap().clone()
            }
        })
        .await;
        assert!(answers.iter().all(|token| *token == answers[0]));
        // Another answer finds nothing, nor does the same one much later.
        pending.clone().answer("totp", &app.wrong(site.now())).await.leads("/login?over=1");
        site.later(15);
        pending.clone().answer("totp", &code).await.leads("/login?over=1");
        let held = crate::support::dump::dump(&site.place).await;
        assert!(!held.contains("code.used-again"), "{held}");
        // From elsewhere it is told.
        site.pending("anna", "192.0.2.3").await.answer("totp", &code).await.is(422);
        assert!(crate::support::dump::dump(&site.place).await.contains("code.used-again"));
    }

    async fn however_often_a_step_up_is_clicked_it_leads_to_where_it_was_asked(place: Place) {
        let site = Site::start(place).await;
        let mut owner = site.browser("192.0.2.1");
        let app = site.add_with_app("anna", &mut owner).await;
        let code = app.code(site.now());
        let to = "/settings/devices?done=renamed";
        let fields = [("code", &*code), ("next", to)];
        let before = owner.clone();
        let clicked = clicks(&before, "/confirm/totp", &fields, to).await;
        // So does one more, under the old cookie or the new.
        for mut browser in [before.clone(), clicked.clone()] {
            browser.post("/confirm/totp", &fields).await.leads(to);
            assert_eq!(browser.cookie("countersign"), clicked.cookie("countersign"));
        }
        // Another code finds nothing, and then the same one neither.
        let wrong = app.wrong(site.now());
        for code in [&wrong, &code] {
            let over = before.clone().post("/confirm/totp", &[("code", code)]).await;
            over.leads("/login");
        }
        // The same for the password.
        site.add("bodil").await;
        let mut other = site.browser("192.0.2.2");
        other.sign_in("bodil").await.leads("/");
        let fields = [("password", PASSWORD), ("next", to)];
        clicks(&other, "/confirm", &fields, to).await;
        let held = crate::support::dump::dump(&site.place).await;
        assert!(!held.contains("code.used-again"), "{held}");
    }

    async fn so_does_a_form_that_confirms_an_app_or_changes_the_password(place: Place) {
        let site = Site::start(place).await;
        site.add("anna").await;
        let mut owner = site.browser("192.0.2.1");
        owner.sign_in("anna").await.leads("/");
        for first in [true, false] {
            let begun = owner.post("/settings/security/totp", &[("name", "Phone")]).await;
            let app = App::read(&begun.is(200));
            let path = format!("/settings/security/totp/{}/confirm", app.enrolment);
            let code = app.code(site.now());
            let to = if first { "/settings/security/next" } else { "/settings/security?done=added" };
            owner = clicks(&owner, &path, &[("code", &*code)], to).await;
            site.later(60);
        }
        let new = "en helt annan mening om hösten";
        let fields = [("current", PASSWORD), ("password", new)];
        clicks(&owner, "/settings/security/password", &fields, "/settings/security?done=password").await;
        let held = crate::support::dump::dump(&site.place).await;
        assert!(!held.contains("code.used-again"), "{held}");
    }
}

#[test]
fn a_form_that_makes_codes_sent_twice_at_once_makes_them_once() {
    run(Engine::Sqlite, async |place| {
        let site = Site::start(place).await;
        let mut owner = site.browser("192.0.2.1");
        site.add("anna").await;
        owner.sign_in("anna").await.leads("/");
        crate::support::site::set_up_app(&mut owner, site.now()).await;
        let page = owner.get("/settings/security/next").await.is(200);
        let number = between(&page.text, "name=\"number\" value=\"", "\"").to_owned();
        let answers = at_once(2, |_| {
            let (mut browser, number) = (owner.clone(), number.clone());
            async move {
                browser
                    .post("/settings/security/backup-codes", &[("number", &number)])
                    .await
            }
        })
        .await;
        assert_eq!(of(&answers, 200), 1, "{answers:?}");
        let shown = answers
            .iter()
            .filter(|seen| seen.text.contains("id=\"backup-codes\""));
        assert_eq!(shown.count(), 1);
    });
}
