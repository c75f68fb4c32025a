//! A session is handed over to a protected host, and to no other browser.

use domain::Span;
use testing::{Place, on_both};

use super::{FILES, at, beneath, check, hand_over, header, home, house};
use crate::browser::Browser;
use crate::site::PASSWORD;

on_both! {
    async fn somebody_signed_in_is_handed_over_and_lands_where_they_were_going(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let url = "https://files.example.org/docs/a%20b?x=1";
        assert_eq!(hand_over(&mut home, &mut there, FILES, url).await, url);
        let names: Vec<_> = there.jar.keys().map(String::as_str).collect();
        assert_eq!(names, ["__Host-countersign-gate"], "the nonce is gone");
        let open = check(&mut there, "GET", url, &[]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "anna");
        assert_eq!(header(&open, "remote-name"), "anna Andersson");
        assert_eq!((header(&open, "remote-email"), header(&open, "remote-groups")), ("", ""));
        // A name and a secret decide alone, in whatever shape they come.
        let long = format!("Basic {}", "x".repeat(3_000));
        for sent in ["Basic", "basic %%%", &long] {
            check(&mut there, "GET", url, &[("authorization", sent)]).await.is(401);
        }
        check(&mut there, "GET", url, &[("authorization", "Bearer x")]).await.is(200);
        // Another host doesn't know it, nor do our pages.
        let mut sibling = at(&house, "notes.example.org");
        sibling.jar = there.jar.clone();
        check(&mut sibling, "GET", "https://notes.example.org/", &[("sec-fetch-mode", "navigate")]).await.is(401);
        let mut stolen = self::home(&house);
        stolen.jar = there.jar.values().map(|value| ("__Host-countersign".to_owned(), value.clone())).collect();
        for page in ["/", "/settings", "/settings/devices", "/confirm"] {
            assert!(stolen.get(page).await.to().starts_with("/login"), "{page}");
        }
        home.post("/logout", &[]).await.is(303);
        check(&mut there, "GET", url, &[("sec-fetch-mode", "navigate")]).await.is(401);
    }

    async fn who_is_not_signed_in_signs_in_first_and_lands_there(place: Place) {
        let house = house(place).await;
        let (mut first, mut there) = (home(&house), at(&house, FILES));
        let app = house.add_with_app("anna", &mut first).await;
        let mut home = home(&house);
        let stopped = check(&mut there, "GET", "https://files.example.org/docs", &[]).await.is(401);
        let away = there.get(&beneath(header(&stopped, "location"), "https://files.example.org")).await.is(303);
        let to_us = beneath(header(&away, "location"), "https://auth.example.org");
        let login = home.get(&to_us).await.to();
        assert_eq!(login, "/login?next=https%3A//files.example.org/docs");
        let page = home.get(&login).await.is(200);
        assert!(header(&page, "content-security-policy").contains("form-action 'self' https://files.example.org;"));
        let fields = [("username", "anna"), ("password", PASSWORD), ("next", "https://files.example.org/docs")];
        home.post("/login", &fields).await.is(303);
        let code = app.code(&house.place, 0);
        let done = home.post("/login/challenge/totp", &[("code", &code)]).await;
        assert_eq!(done.to(), "https://files.example.org/docs");
        hand_over(&mut home, &mut there, FILES, "https://files.example.org/docs").await;
    }

    async fn L43_a_ticket_in_another_browser_or_shown_twice_opens_nothing(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let begin = async |there: &mut Browser, home: &mut Browser| {
            let away = there.get("/.well-known/countersign/enter?next=/docs").await.is(303);
            let to_us = beneath(header(&away, "location"), "https://auth.example.org");
            beneath(header(&home.get(&to_us).await.is(303), "location"), "https://files.example.org")
        };
        // The attacker's own ticket, for the victim to follow.
        let with_ticket = begin(&mut there, &mut home).await;
        let mut victim = at(&house, FILES);
        victim.get(&with_ticket).await.is(410);
        assert!(!victim.jar.contains_key("__Host-countersign-gate"));
        victim.get("/.well-known/countersign/enter").await.is(303);
        victim.get(&with_ticket).await.is(410);
        there.get(&with_ticket).await.is(410).has("</h1>");
        let with_ticket = begin(&mut there, &mut home).await;
        let mut elsewhere = at(&house, "notes.example.org");
        elsewhere.jar = there.jar.clone();
        elsewhere.get(&with_ticket).await.is(410);
        let with_ticket = begin(&mut there, &mut home).await;
        there.get(&with_ticket).await.is(303);
        let nonce = there.jar.clone();
        there.jar.insert("__Host-countersign-gate-nonce".into(), nonce.values().next().unwrap().clone());
        there.get(&with_ticket).await.is(410);
        let with_ticket = begin(&mut there, &mut home).await;
        house.place.clock().advance(Span::seconds(31));
        there.get(&with_ticket).await.is(410);
    }
}
