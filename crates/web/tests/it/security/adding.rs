//! Factors are added: the first, and a second.

use testing::{Place, on_both};

use super::{add, anna};
use crate::browser::Seen;
use crate::site::House;

on_both! {
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
            .has("href=\"/settings/devices\">I&#39;ve saved them");
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
}
