//! The first proof: where it leads, and what is told when it is wrong.

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
            .disable_account(&Actor::COMMAND_LINE, "beda")
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
            let request = page.headers["x-request-id"].to_str().unwrap();
            // Of a passkey each page asks anew.
            let asked = testing::people::options(&page.body);
            let body = page
                .body
                .replace(&format!("value=\"{typed}\""), "")
                .replace(asked["challenge"].as_str().unwrap(), "")
                .replace(request, "");
            let mut headers: Vec<String> = page
                .headers
                .iter()
                .filter(|(name, _)| *name != "x-request-id")
                .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
                .collect();
            headers.sort();
            seen.push((body, headers));
        }
        assert!(seen[0].1.len() > 5, "{seen:#?}");
        for one in &seen {
            assert_eq!(one, &seen[0]);
        }
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
        assert!(seen.alert().contains("Try again in"), "{}", seen.alert());
        let mut other = house.browser("198.51.100.1");
        assert_eq!(other.sign_in("anna").await.to(), "/");
    }
}
