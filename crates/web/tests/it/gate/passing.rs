//! What somebody meets on the way to a protected host who can't simply be handed over.

use domain::Assurance;
use domain::gate::{Allow, Requirement, Rule};
use testing::people::{FidoToken, Moment, ORIGIN, options};
use testing::{Place, on_both};

use super::{FILES, PathPrefix, at, beneath, check, hand_over, header, home, hosts, house};
use crate::browser::{Browser, Seen};
use crate::site::{App, House};

const NAVIGATION: (&str, &str) = ("sec-fetch-mode", "navigate");

/// From a request that was stopped to our own address.
async fn led_home(there: &mut Browser, stopped: &Seen, host: &str) -> String {
    let entrance = beneath(header(stopped, "location"), &format!("https://{host}"));
    let away = there.get(&entrance).await.is(303);
    beneath(header(&away, "location"), "https://auth.example.org")
}

/// Sets a security key up.
async fn add_key(home: &mut Browser) -> FidoToken {
    let at = "/settings/security/security-key";
    let page = home.post(at, &[("name", "Key")]).await.is(200);
    let asked = options(&page.body);
    let id = page
        .body
        .split_once("name=\"enrolment\" value=\"")
        .unwrap()
        .1;
    let id = id.split_once('"').unwrap().0;
    let (token, code) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
    let confirm = format!("{at}/{id}/confirm");
    home.post(&confirm, &[("code", &code)]).await.to();
    token
}

/// The `next` of a page of ours, decoded.
fn back(page: &str) -> String {
    let next = page.split_once("next=").unwrap().1;
    percent_encoding::percent_decode_str(next)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

on_both! {
    async fn whoever_has_no_second_factor_reads_what_is_missing(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        home.sign_in("bea").await.is(303);
        let stopped = check(&mut there, "GET", "https://files.example.org/x", &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, FILES).await;
        let page = home.get(&to_us).await.is(403);
        page.has("files.example.org needs a second step")
            .has("href=\"/settings/security?next=/gate/enter%3Fhost%3Dfiles.example.org")
            .has("/gate/enter?host=files.example.org");
    }

    async fn whoever_adds_what_was_missing_gets_where_they_were_going(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        home.sign_in("bea").await.is(303);
        let stopped = check(&mut there, "GET", "https://files.example.org/x", &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, FILES).await;
        let page = home.get(&to_us).await.is(403);
        let add = Seen::between(&page.body, "href=\"/settings/security?", "\"").replace("&#38;", "&");
        let add = format!("/settings/security?{add}");
        let page = home.get(&add).await.is(200);
        let totp = Seen::between(&page.body, "action=\"/settings/security/totp\"", "</form>");
        let next = Seen::between(totp, "name=\"next\" value=\"", "\"").replace("&#38;", "&");
        assert_eq!(next, to_us);

        // A proof that has grown old meanwhile is asked for, and the way is kept.
        house.place.clock().advance(domain::Span::minutes(11));
        let fields = [("name", "Phone"), ("next", next.as_str())];
        let asked = home.post("/settings/security/totp", &fields).await.to();
        let confirmed = home.post("/confirm", &[("password", crate::site::PASSWORD), ("next", &back(&asked))]).await.to();
        let place = home.get(&confirmed).await.to();
        assert_eq!(place, format!("{add}#totp"));

        let page = home.post("/settings/security/totp", &fields).await.is(200);
        let app = App::read(&page.body);
        let form = Seen::between(&page.body, "/confirm\"", "</form>");
        assert_eq!(Seen::between(form, "name=\"next\" value=\"", "\"").replace("&#38;", "&"), next);
        let path = format!("/settings/security/totp/{}/confirm", app.enrolment);
        // A wrong code loses nothing of it.
        let again = home.post(&path, &[("code", &app.wrong(&house.place)), ("next", &next)]).await.is(422);
        let form = Seen::between(&again.body, "/confirm\"", "</form>");
        assert_eq!(Seen::between(form, "name=\"next\" value=\"", "\"").replace("&#38;", "&"), next);
        let code = app.code(&house.place, 0);
        let added = home.post(&path, &[("code", &code), ("next", &next)]).await.to();
        assert!(added.starts_with("/settings/security/next?next=/gate/enter"), "{added}");
        let later = home.post("/settings/security/next", &[("next", next.as_str())]).await.to();
        assert_eq!(later, to_us);
        let away = home.get(&later).await.is(303);
        assert!(header(&away, "location").starts_with("https://files.example.org/"));
    }

    async fn whoever_proved_too_little_is_told_and_goes_on_with_more(place: Place) {
        let mut hosts = hosts();
        hosts[2].rules.push(Rule {
            path: Some(PathPrefix::read("/secret/").unwrap()),
            methods: None,
            networks: None,
            allow: Allow::Account(Requirement { groups: None, assurance: Assurance::TwoFactor }),
            renew: true,
        });
        let house = House::gated(place, hosts).await;
        house.add("bea").await;
        let (mut home, mut there) = (home(&house), at(&house, "notes.example.org"));
        home.sign_in("bea").await.is(303);
        let url = "https://notes.example.org/secret/x";
        hand_over(&mut home, &mut there, "notes.example.org", "https://notes.example.org/").await;
        let script = check(&mut there, "GET", url, &[("sec-fetch-mode", "cors")]).await.is(403);
        assert_eq!(header(&script, "countersign-reason"), "more-proofs");
        let stopped = check(&mut there, "GET", url, &[NAVIGATION]).await.is(401);
        assert_eq!(header(&stopped, "countersign-reason"), "more-proofs");
        let to_us = led_home(&mut there, &stopped, "notes.example.org").await;
        home.get(&to_us).await.is(403);
        // Setting a factor up ends what was signed in without one; then it is as anywhere.
        house.require_everyone().await;
        let mut home = self::home(&house);
        house.set_up_app("bea", &mut home).await;
        check(&mut there, "GET", url, &[NAVIGATION]).await.is(401);
        hand_over(&mut home, &mut there, "notes.example.org", url).await;
        let open = check(&mut there, "GET", url, &[NAVIGATION]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "bea");
    }

    async fn whoever_has_a_stronger_proof_gives_just_that_and_goes_on(place: Place) {
        let mut hosts = hosts();
        hosts[2].rules.push(Rule {
            path: Some(PathPrefix::read("/secret/").unwrap()),
            methods: None,
            networks: None,
            allow: Allow::Account(Requirement { groups: None, assurance: Assurance::PhishingResistant }),
            renew: true,
        });
        let house = House::gated(place, hosts).await;
        let (mut home, mut there) = (home(&house), at(&house, "notes.example.org"));
        let app = house.add_with_app("bea", &mut home).await;
        let url = "https://notes.example.org/secret/x";
        hand_over(&mut home, &mut there, "notes.example.org", "https://notes.example.org/").await;
        let stopped = check(&mut there, "GET", url, &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, "notes.example.org").await;
        home.get(&to_us).await.is(403);
        // With a key of one's own it is within reach, by the key alone.
        let token = add_key(&mut home).await;
        // A day later, once it counts in full.
        house.place.clock().advance(domain::Span::hours(25));
        let mut home = self::home(&house);
        home.sign_in("bea").await;
        home.post("/login/challenge/totp", &[("code", &app.code(&house.place, 0))]).await.to();
        house.place.clock().advance(domain::Span::minutes(11));
        there = at(&house, "notes.example.org");
        let stopped = check(&mut there, "GET", url, &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, "notes.example.org").await;
        let asked = home.get(&to_us).await.to();
        assert!(asked.starts_with("/confirm?next="), "{asked}");
        let question = home.get(&asked).await.to();
        assert!(question.starts_with("/confirm/security-key?next="), "{question}");
        let page = home.get(&question).await.is(200);
        let mut moment = Moment::honest(&options(&page.body), ORIGIN);
        moment.count = 2;
        let fields = [("next", url), ("code", &token.sign(&moment))];
        let back = home.post("/confirm/security-key", &fields).await.is(303);
        assert_eq!(header(&back, "location"), url);
        hand_over(&mut home, &mut there, "notes.example.org", url).await;
        let open = check(&mut there, "GET", url, &[NAVIGATION]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "bea");
    }

    async fn what_was_being_sent_is_not_lost_silently(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        house.add_with_app("anna", &mut home).await;
        let url = "https://files.example.org/save?x=1";
        let stopped = check(&mut there, "POST", url, &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, FILES).await;
        for mut visitor in [home.clone(), self::home(&house)] {
            let page = visitor.get(&to_us).await.is(200);
            page.has("What you sent to files.example.org didn&#39;t get through").has("told=1");
        }
        let back = home.get(&format!("{to_us}&told=1")).await.is(303);
        let with_ticket = beneath(header(&back, "location"), "https://files.example.org");
        let done = there.get(&with_ticket).await.is(303);
        assert_eq!(header(&done, "location"), url);
        let reading = check(&mut at(&house, FILES), "GET", url, &[NAVIGATION]).await.is(401);
        assert!(!header(&reading, "location").contains("method="));
    }

    async fn whose_groups_are_not_let_in_reads_so(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, "wiki.example.org"));
        house.add_with_app("anna", &mut home).await;
        let stopped = check(&mut there, "GET", "https://wiki.example.org/", &[NAVIGATION]).await.is(401);
        let to_us = led_home(&mut there, &stopped, "wiki.example.org").await;
        home.get(&to_us).await.is(403).has("You&#39;re signed in as anna.");
    }
}
