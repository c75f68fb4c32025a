//! Setting up a factor on the way in, where one must be there.

use testing::{Place, on_both};

use crate::browser::Seen;
use crate::site::{App, House, PASSWORD};

on_both! {
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
        assert!(wrong.alert().contains("wrong or already used"), "{}", wrong.alert());
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

    async fn set_up_keeps_the_secret_after_three_wrong_codes_and_not_after_a_fourth(place: Place) {
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
        let app = App::read(&shown.body);
        let secret = Seen::between(&shown.body, "id=\"totp-secret\">", "<").to_owned();
        let mut page = shown;
        for tries in 1..=4 {
            let wrong = match tries {
                1 => String::new(),
                _ => Seen::between(&page.body, "name=\"wrong\" value=\"", "\"").to_owned(),
            };
            let code = app.wrong(&house.place);
            let fields = [
                ("enrolment", app.enrolment.as_str()),
                ("wrong", &wrong),
                ("code", &code),
            ];
            page = browser.post("/login/setup/totp", &fields).await.is(422);
            let keeps = tries <= 3;
            for part in [&secret, "<svg class=\"qr\"", "id=\"totp-uri\""] {
                assert_eq!(page.body.contains(part), keeps, "{part} after {tries}");
            }
            page = page.has(&app.enrolment).has("Start over");
        }
        let forged = [("enrolment", "00"), ("code", "123456")];
        browser.post("/login/setup/totp", &forged).await.is(404);
        browser
            .post("/login/setup/nothing", &[("name", "x")])
            .await
            .is(422);
    }
}
