//! What holds whatever the page: hosts, methods, forms, origins, headers, errors.

use http::{HeaderMap, Method};
use testing::{Engine, Place, on_both};

use crate::site::House;

on_both! {
    async fn the_start_leads_to_sign_in_and_other_pages_come_back(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let cases = [
            ("/confirm", "/login"),
            ("/confirm/totp", "/login"),
            ("/login/challenge", "/login?over=1"),
            ("/login/challenge/totp", "/login?over=1"),
            ("/login/setup", "/login?over=1"),
            ("/favicon.ico", ""),
            ("/.well-known/change-password", "/settings/security"),
        ];
        for (path, target) in cases {
            let seen = browser.get(path).await;
            assert!(seen.to().starts_with(target), "{path}: {seen:?}");
            assert!(seen.headers.get("set-cookie").is_none(), "{path}");
        }
    }

    async fn what_is_not_there_is_said_in_the_language_that_was_asked_for(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        browser
            .get("/nothing")
            .await
            .is(404)
            .has("Page not found");
        let mut swedish = browser.with("accept-language", "sv-SE,sv;q=0.9,en;q=0.5");
        swedish
            .get("/nothing")
            .await
            .is(404)
            .has("Sidan finns inte")
            .has("lang=\"sv\"");
        let seen = browser.get("/logout").await.is(405);
        assert_eq!(seen.headers["allow"], "POST");
        let headers = browser.headers.clone();
        browser
            .send(Method::DELETE, "/login", headers.clone(), String::new())
            .await
            .is(405);
        let mut program = browser.with("accept", "application/json");
        let seen = program.get("/nothing").await.is(404);
        assert_eq!(seen.headers["content-type"], "application/problem+json");
        browser
            .send(Method::HEAD, "/nothing", headers, String::new())
            .await
            .is(404);
    }

    async fn a_head_gets_the_headers_of_a_get_and_no_body(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let get = browser.get("/login").await.is(200);
        let headers = browser.headers.clone();
        let head = browser
            .send(Method::HEAD, "/login", headers, String::new())
            .await
            .is(200);
        assert_eq!(
            head.headers["content-length"],
            get.body.len().to_string().as_str()
        );
        assert!(head.body.is_empty());
    }

    async fn L22_another_host_is_told_the_right_one(place: Place) {
        let house = House::https(place).await;
        let mut browser = house.browser("192.0.2.1").with("host", "evil.test");
        let seen = browser.get("/login").await.is(421);
        let seen = seen
            .has("https://auth.example.org")
            .has("evil.test")
            .has("public_url");
        assert!(seen.headers.contains_key("strict-transport-security"));
        browser.get("/healthz").await.is(200).has("ok");
        // PostgreSQL has a clock of its own, which nobody has moved to this test's time.
        match house.place.engine() {
            Engine::Sqlite => browser.get("/readyz").await.is(200).has("\"ready\":true"),
            Engine::Postgres => browser.get("/readyz").await.is(503).has("\"clock\":\"more than"),
        };
        let mut garbled = browser.with("host", "a b");
        garbled.get("/login").await.is(400);
        let mut right = browser.with("host", "auth.example.org");
        right.get("/login").await.is(200).lacks("evil.test");
    }

    async fn N_26_a_form_from_elsewhere_changes_nothing_and_names_both_origins(place: Place) {
        let house = House::https(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1").with("host", "auth.example.org");
        let mut elsewhere = browser
            .with("sec-fetch-site", "cross-site")
            .with("origin", "https://evil.test");
        let seen = elsewhere.sign_in("anna").await.is(403);
        seen.has("https://evil.test")
            .has("https://auth.example.org");
        assert!(elsewhere.jar.is_empty());
        // A script has no mark of a browser.
        let mut headers = HeaderMap::new();
        for name in ["host", "x-forwarded-for"] {
            headers.insert(name, browser.headers[name].clone());
        }
        headers.insert(
            "content-type",
            "application/x-www-form-urlencoded".parse().unwrap(),
        );
        let body = "username=anna&password=vinterns+bl%C3%A5a+timmar".to_owned();
        let seen = browser.send(Method::POST, "/login", headers, body).await;
        assert_eq!(seen.to(), "/");
        let cookies: Vec<_> = seen
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect();
        assert!(
            cookies.iter().any(|c| c.starts_with("__Host-countersign=")
                && c.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure")),
            "{cookies:?}"
        );
        assert!(
            cookies
                .iter()
                .any(|c| c.starts_with("__Host-countersign-known=")
                    && c.contains("Max-Age=15552000"))
        );
    }

    async fn L28_hostile_forms_get_a_page_and_the_next_visitor_too(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let form = "application/x-www-form-urlencoded";
        let cases = [
            ("text/plain", "username=anna".to_owned(), 415),
            ("application/json", "{}".to_owned(), 415),
            (form, "username=%FF".to_owned(), 400),
            (form, "username=%00&password=x".to_owned(), 400),
            (form, "a=b&".repeat(100), 400),
            (form, format!("username={}", "x".repeat(1_000_000)), 413),
            (
                form,
                format!("username={}&password=x", "x".repeat(60_000)),
                422,
            ),
            (
                form,
                format!("username=a&password={}", "x".repeat(60_000)),
                422,
            ),
            (form, String::new(), 422),
        ];
        for (kind, body, status) in cases {
            let mut headers = browser.headers.clone();
            headers.insert("content-type", kind.parse().unwrap());
            let start: String = body.chars().take(30).collect();
            let seen = browser.send(Method::POST, "/login", headers, body).await;
            assert_eq!(seen.status, status, "{start}");
        }
        browser.get("/login?next=%FF").await.is(400);
        browser.get("/login").await.is(200);
    }

    async fn assets_are_kept_for_ever_and_need_nobody(place: Place) {
        let house = House::plain(place).await;
        let mut browser = house.browser("192.0.2.1");
        let page = browser.get("/login").await;
        let style = crate::browser::Seen::between(&page.body, "rel=\"stylesheet\" href=\"", "\"")
            .to_owned();
        let seen = browser.get(&style).await.is(200);
        assert!(
            seen.headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        browser
            .get("/assets/style-0000000000000000.css")
            .await
            .is(404);
        browser.get("/robots.txt").await.is(200).has("Disallow: /");
    }

    async fn the_language_is_chosen_on_every_page_and_comes_back_with_next(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        let page = browser
            .get("/login?next=/settings%3Fx=1")
            .await
            .is(200)
            .has("Sign in");
        let back =
            crate::browser::Seen::between(&page.body, "name=\"back\" value=\"", "\"").to_owned();
        assert_eq!(back, "/login?next=/settings%3Fx%3D1");
        let seen = browser
            .post("/language", &[("language", "sv"), ("back", &back)])
            .await;
        assert_eq!(seen.to(), back);
        browser
            .get(&back)
            .await
            .is(200)
            .has("Logga in")
            .has("value=\"/settings?x=1\"");
        browser
            .post("/language", &[("language", "xx")])
            .await
            .is(422);
        let seen = browser
            .post("/language", &[("language", "en"), ("back", "//evil.test")])
            .await;
        assert_eq!(seen.to(), "/");
    }
}
