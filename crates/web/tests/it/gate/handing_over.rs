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

    async fn L43_a_ticket_in_another_browser_opens_nothing(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        // The attacker's own ticket, for the victim to follow.
        let with_ticket = begin(&mut there, &mut home).await;
        let mut victim = at(&house, FILES);
        victim.get(&with_ticket).await.is(410).has("</h1>");
        assert!(!victim.jar.contains_key("__Host-countersign-gate"));
        victim.get("/.well-known/countersign/enter").await.is(303);
        victim.get(&with_ticket).await.is(410);
        let mut elsewhere = at(&house, "notes.example.org");
        elsewhere.jar = there.jar.clone();
        elsewhere.get(&with_ticket).await.is(410);
        for wrong in ["", "x", &with_ticket[..with_ticket.len() - 1]] {
            let ticket = with_ticket.split(['=', '&']).nth(1).unwrap();
            there.get(&with_ticket.replace(ticket, wrong)).await.is(410);
        }
        // Nothing of that has used it up.
        let nonce = there.jar.clone();
        there.get(&with_ticket).await.is(303);
        assert!(!there.jar.contains_key("__Host-countersign-gate-nonce"));
        let mut same = at(&house, FILES);
        same.jar = nonce;
        same.get(&with_ticket).await.is(303);
        let with_ticket = begin(&mut there, &mut home).await;
        there.jar.remove("__Host-countersign-gate");
        house.place.clock().advance(Span::seconds(30));
        there.get(&with_ticket).await.is(410);
    }

    async fn a_tab_that_comes_back_with_its_old_ticket_goes_on_by_the_cookie_that_it_left(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let with_ticket = begin(&mut there, &mut home).await;
        let landed = there.get(&with_ticket).await.is(303);
        for hours in [0, 10] {
            house.place.clock().advance(Span::hours(hours));
            let again = there.get(&with_ticket).await.is(303);
            assert_eq!(header(&again, "location"), header(&landed, "location"));
            assert!(!again.headers.contains_key("set-cookie"));
        }
        // Somebody else's ticket doesn't change whose session it is.
        let (mut other, mut away) = (self::home(&house), at(&house, FILES));
        house.add_with_app("bea", &mut other).await;
        let theirs = begin(&mut away, &mut other).await;
        there.get(&theirs).await.is(303);
        let open = check(&mut there, "GET", "https://files.example.org/docs", &[]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "anna");
        // Another host's cookie, or that of a session that is over, leads nowhere.
        let mut elsewhere = at(&house, "notes.example.org");
        elsewhere.jar = there.jar.clone();
        elsewhere.get(&with_ticket).await.is(410);
        home.post("/logout", &[]).await.is(303);
        there.get(&with_ticket).await.is(410);
    }
}

/// From a protected host to us and back: the path with the ticket.
async fn begin(there: &mut Browser, home: &mut Browser) -> String {
    let away = there
        .get("/.well-known/countersign/enter?next=/docs")
        .await
        .is(303);
    let to_us = beneath(header(&away, "location"), "https://auth.example.org");
    let back = home.get(&to_us).await.is(303);
    beneath(header(&back, "location"), "https://files.example.org")
}
