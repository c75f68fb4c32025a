//! Factors are added: the first, and a second.

use testing::{Place, on_both};

use super::{add, anna, of};
use crate::browser::Seen;
use crate::site::House;

on_both! {
    async fn what_was_added_is_named_last_and_what_is_known_of_it_stands_there(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let page = browser.get("/settings/security").await.is(200);
        page.lacks("name=\"name\"");
        let (app, to) = add(&house, &mut browser, "").await;
        assert_eq!(to, "/settings/security/next");
        let named = format!("action=\"{}\"", of(&app, "rename"));
        let page = browser.get("/settings/security/next?next=/settings/devices").await.is(200);
        let page = page.has(&named).has("name=\"name\" type=\"text\" value=\"Anna&#39;s phone\"");
        let back = Seen::between(&page.body, "name=\"next\" value=\"", "\"");
        assert_eq!(back, "/settings/security/next?next=/settings/devices");
        // With the name it goes on as it would have.
        let fields = [("name", "Ring <1>"), ("next", back)];
        assert_eq!(browser.post(&of(&app, "rename"), &fields).await.to(), back);
        browser.get(back).await.is(200).has("value=\"Ring &#60;1&#62;\"");
        let evil = [("name", "Ring"), ("next", "//evil.test")];
        let to = browser.post(&of(&app, "rename"), &evil).await.to();
        assert_eq!(to, "/settings/security?done=renamed");

        // A second one is named in its row, which stands open.
        let (second, to) = add(&house, &mut browser, "").await;
        assert_eq!(to, "/settings/security?done=added");
        let page = browser.get(&to).await.is(200);
        let open: Vec<_> = page.body.split("<details class=\"more corner\" open>").skip(1).collect();
        assert_eq!(open.len(), 1, "{}", page.body);
        assert!(open[0].contains(&of(&second, "rename")), "{}", open[0]);
        browser.get("/settings/security").await.lacks("<details class=\"more corner\" open>");
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
