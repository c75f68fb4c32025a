//! The password is changed.

use domain::Span;
use testing::{Place, on_both};

use crate::site::{House, PASSWORD};

const NEXT: &str = "tre gröna kaktusar på hyllan";

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
}
