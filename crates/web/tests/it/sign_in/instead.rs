//! Where the factor itself can't answer: its kind is off, or a code is given in its place.

use domain::policy::Required;
use door::Actor;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD, SUPPORT};

on_both! {
    async fn L04_L34_a_kind_that_is_off_shuts_the_door_and_says_so(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let app = house.add_with_app("anna", &mut browser).await;
        house
            .door
            .require_factor(&Actor::COMMAND_LINE, Required::Nobody)
            .await
            .unwrap();
        house
            .door
            .switch_kind(&Actor::COMMAND_LINE, "totp", false)
            .await
            .unwrap();
        let mut other = house.browser("192.0.2.2");
        assert_eq!(other.sign_in("anna").await.to(), "/login/challenge");
        let shut = other.get("/login/challenge").await.is(200).has(SUPPORT);
        assert!(shut.alert().contains("turned off"), "{}", shut.alert());
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
            .has("turned off");
        assert!(!other.is_signed_in());
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
