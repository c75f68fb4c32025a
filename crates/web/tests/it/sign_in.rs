//! The sign-in's pages: what is asked, what is told, where it leads.

use domain::Span;
use domain::policy::Required;
use door::Actor;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD, SUPPORT};

on_both! {
    async fn a_password_alone_leads_where_one_was_going(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        for (next, target) in [
            ("", "/"),
            ("/settings", "/settings"),
            ("/settings?tab=1", "/settings?tab=1"),
            ("//evil.test", "/"),
            ("https://evil.test/", "/"),
            ("/\\evil.test", "/"),
            ("javascript:alert(1)", "/"),
            ("/logout", "/"),
            ("/x\r\nSet-Cookie:y=z", "/"),
        ] {
            let mut browser = house.browser("192.0.2.1");
            let fields = [("username", "anna"), ("password", PASSWORD), ("next", next)];
            let seen = browser.post("/login", &fields).await;
            assert_eq!(seen.to(), target, "{next}");
            assert!(browser.is_signed_in() && !browser.is_pending());
            // The form again leads on.
            let again = browser.get("/login?next=/settings").await;
            assert_eq!(again.to(), "/settings");
        }
    }

    async fn L15_wrong_unknown_and_disabled_are_one_answer(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        house.add("beda").await;
        house
            .door
            .disable_account(&Actor::CommandLine, "beda")
            .await
            .unwrap();
        let mut seen = Vec::new();
        for (name, password) in [
            ("anna", "wrong wrong wrong"),
            ("nobody", PASSWORD),
            ("beda", PASSWORD),
            ("<b>", "x"),
        ] {
            let mut browser = house.browser("192.0.2.1");
            let page = browser
                .post("/login", &[("username", name), ("password", password)])
                .await
                .is(422);
            assert!(browser.jar.is_empty());
            let page = page
                .has("After several wrong tries")
                .has(SUPPORT)
                .lacks(PASSWORD)
                .lacks("<b>");
            let typed = name.replace('<', "&#60;").replace('>', "&#62;");
            seen.push(page.body.replace(&format!("value=\"{typed}\""), ""));
        }
        assert!(
            seen.iter().all(|page| page.len() == seen[0].len()),
            "{seen:#?}"
        );
    }

    async fn a_wait_is_told_with_its_length(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        for _ in 0..20 {
            browser
                .post("/login", &[("username", "nobody"), ("password", "x")])
                .await
                .is(422);
        }
        let seen = browser.sign_in("anna").await.is(429).has(SUPPORT);
        let seconds: u64 = seen.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((1..=600).contains(&seconds), "{seconds}");
        assert!(seen.alert().contains("Wait"), "{}", seen.alert());
        let mut other = house.browser("198.51.100.1");
        assert_eq!(other.sign_in("anna").await.to(), "/");
    }

    async fn a_second_factor_is_set_up_where_it_must_be_and_asked_for_ever_after(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = house.add_with_app("anna", &mut browser).await;
        let mut other = house.browser("192.0.2.2");
        let fields = [
            ("username", "ANNA"),
            ("password", PASSWORD),
            ("next", "/settings/devices"),
        ];
        assert_eq!(other.post("/login", &fields).await.to(), "/login/challenge");
        assert!(other.is_pending() && !other.is_signed_in());
        assert_eq!(
            other.get("/login/challenge").await.to(),
            "/login/challenge/totp"
        );
        let page = other.get("/login/challenge/totp").await.is(200);
        // Before the second proof: no name, and none of a device either.
        page.lacks("Andersson")
            .lacks("Phone")
            .has("autocomplete=\"one-time-code\"")
            .has("/login/cancel");
        let wrong = other
            .post(
                "/login/challenge/totp",
                &[("code", &app.wrong(&house.place))],
            )
            .await
            .is(422);
        assert!(wrong.alert().contains("right"), "{}", wrong.alert());
        other
            .post("/login/challenge/totp", &[("code", "x")])
            .await
            .is(422);
        other.post("/login/challenge/totp", &[]).await.is(422);
        // Nothing but an answer is open.
        assert!(other.get("/confirm").await.to().starts_with("/login"));
        assert_eq!(other.get("/login/setup").await.to(), "/login/challenge");
        let begun = other
            .post("/login/setup/totp", &[("name", "Mine")])
            .await
            .is(409);
        begun.lacks("totp-secret");
        other.get("/login/challenge/backup-code").await.is(404);
        other.get("/login/challenge/nothing").await.is(404);
        let code = app.code(&house.place, 0);
        let right = other
            .post("/login/challenge/totp", &[("code", &code)])
            .await;
        assert_eq!(right.to(), "/settings/devices");
        assert!(other.is_signed_in() && !other.is_pending());
        // In a known browser the devices are named.
        other.post("/logout", &[]).await;
        other.sign_in("anna").await;
        other
            .get("/login/challenge/totp")
            .await
            .is(200)
            .has("Phone");
    }

    async fn set_up_keeps_nothing_of_a_wrong_code_and_names_what_to_do(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        house.require_everyone().await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        browser
            .get("/login/setup")
            .await
            .is(200)
            .has("action=\"/login/setup/totp\"");
        let shown = browser
            .post("/login/setup/totp", &[("name", "Phone")])
            .await
            .is(200);
        let app = crate::site::App::read(&shown.body);
        let fields = [
            ("enrolment", app.enrolment.as_str()),
            ("code", &app.wrong(&house.place)),
        ];
        let wrong = browser.post("/login/setup/totp", &fields).await.is(422);
        wrong
            .lacks("totp-secret")
            .lacks("<svg class=\"qr\"")
            .has(&app.enrolment);
        let forged = [("enrolment", "00"), ("code", "123456")];
        browser.post("/login/setup/totp", &forged).await.is(404);
        browser
            .post("/login/setup/nothing", &[("name", "x")])
            .await
            .is(422);
    }

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

    async fn L04_L34_a_kind_that_is_off_shuts_the_door_and_says_so(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = house.add_with_app("anna", &mut browser).await;
        house
            .door
            .require_factor(&Actor::CommandLine, Required::Nobody)
            .await
            .unwrap();
        house
            .door
            .switch_kind(&Actor::CommandLine, "totp", false)
            .await
            .unwrap();
        let mut other = house.browser("192.0.2.2");
        assert_eq!(other.sign_in("anna").await.to(), "/login/challenge");
        let shut = other.get("/login/challenge").await.is(200).has(SUPPORT);
        assert!(shut.alert().contains("switched off"), "{}", shut.alert());
        shut.has("id=\"factors\"")
            .lacks("href=\"/login/challenge/totp\"");
        let code = app.code(&house.place, 0);
        other
            .get("/login/challenge/totp")
            .await
            .is(422)
            .lacks("name=\"code\"");
        other
            .post("/login/challenge/totp", &[("code", &code)])
            .await
            .is(422)
            .has("switched off");
        assert!(!other.is_signed_in());
    }

    async fn signing_out_ends_the_session_and_a_dead_one_touches_no_cookie(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let held = browser.jar.clone();
        let page = browser.get("/confirm").await.is(200);
        page.has("id=\"account-name\">anna Andersson<");
        let out = browser.post("/logout", &[]).await;
        assert_eq!(out.to(), "/login");
        assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert!(!browser.is_signed_in() && browser.jar.contains_key("countersign-known"));
        browser.jar = held;
        let dead = browser.get("/confirm?next=/settings").await;
        assert_eq!(dead.to(), "/login");
        assert!(dead.headers.get("set-cookie").is_none());
    }

    async fn a_code_in_place_of_the_factor_leads_on_to_what_happened_to_it(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        house.add_with_app("anna", &mut browser).await;
        let code = house.bypass_code("anna").await;
        let mut other = house.browser("192.0.2.2");
        let fields = [
            ("username", "anna"),
            ("password", PASSWORD),
            ("next", "/settings/devices"),
        ];
        other.post("/login", &fields).await;
        // It counts as no kind, and stands beneath the question.
        assert_eq!(
            other.get("/login/challenge").await.to(),
            "/login/challenge/totp"
        );
        other
            .get("/login/challenge/totp")
            .await
            .is(200)
            .has("href=\"/login/challenge/bypass-code\"");
        other
            .get("/login/challenge/bypass-code")
            .await
            .is(200)
            .has("inputmode=\"text\"");
        let wrong = [("code", "AAAA-AAAA-AAAA-AAAA")];
        other
            .post("/login/challenge/bypass-code", &wrong)
            .await
            .is(422);
        let right = other
            .post("/login/challenge/bypass-code", &[("code", &code)])
            .await;
        assert_eq!(right.to(), "/settings/security/lost?next=/settings/devices");
        assert!(other.is_signed_in());
    }
}
