//! "I have a hardware token": added under Security and at sign-in, with a secret of ours or its own.

use domain::Span;
use domain::policy::Required;
use door::Actor;
use testing::people::{Fob, HOTP, TOTP, enrolment};
use testing::{Place, on_both};

use crate::browser::Seen;
use crate::site::House;

const HERE: &str = "/settings/security/hotp";

/// The number of the form that begins a token of a kind.
fn number(page: &str, kind: &str) -> String {
    let form = page.split_once(&format!("action=\"/settings/security/{kind}\""));
    let form = form.unwrap().1;
    Seen::between(form, "name=\"number\" value=\"", "\"").to_owned()
}

on_both! {
    async fn a_token_with_a_secret_of_ours_is_programmed_confirmed_and_signs_in(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let page = browser.get("/settings/security").await.is(200);
        let number = number(&page.body, "hotp");
        let fields = [("token", "1"), ("name", "Ring & <nyckel>"), ("number", &number)];
        let shown = browser.post(HERE, &fields).await.is(200);
        let shown = shown.has("id=\"hotp-secret\"").has("id=\"hotp-secret-hex\"").has("20 bytes");
        // The same form sent again makes nothing new, and shows nothing again.
        browser.post(HERE, &fields).await.is(409).lacks("hotp-secret");
        let mut token = Fob::programmed(&HOTP, &shown.body);
        let confirm = format!("{HERE}/{}/confirm", token.enrolment);
        let wrong = browser.post(&confirm, &[("code", "000000")]).await.is(422);
        wrong.has("role=\"alert\"").lacks("hotp-secret").has("turned on yet");
        let (code, twice) = (token.press(), token.code(0));
        assert_eq!(browser.post(&confirm, &[("code", &code)]).await.to(), "/settings/security/next");
        assert_eq!(browser.post(&confirm, &[("code", &twice)]).await.to(), "/settings/security/next", "a double click");
        let page = browser.get("/settings/security").await.is(200);
        page.has("Ring &#38; &#60;nyckel&#62;").lacks("hotp-secret\"");

        let mut other = house.browser("192.0.2.2");
        assert_eq!(other.sign_in("anna").await.to(), "/login/challenge");
        assert_eq!(other.get("/login/challenge").await.to(), "/login/challenge/hotp");
        let page = other.get("/login/challenge/hotp").await.is(200);
        page.has("Pressed the token many times?").has("inputmode=\"numeric\"");
        for _ in 0..60 {
            token.press();
        }
        let lost = other.post("/login/challenge/hotp", &[("code", &token.press())]).await.is(422);
        let said = lost.alert();
        let again = other.post("/login/challenge/hotp", &[("code", &twice)]).await.is(422);
        assert_eq!(again.alert(), said, "one text, whatever the cause");
        let two = format!("{} {}", token.press(), token.press());
        assert_eq!(other.post("/login/challenge/hotp", &[("code", &two)]).await.to(), "/");
        assert!(other.is_signed_in());
    }

    async fn a_secret_of_its_own_is_typed_and_a_wrong_one_is_refused_on_the_form(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        let mut browser = house.browser("192.0.2.1");
        browser.sign_in("anna").await;
        let secret = "3132333435363738393031323334353637383930";
        let page = browser.get("/settings/security").await.is(200);
        let number = number(&page.body, "totp");
        let fields = [("token", "1"), ("name", "Dosan"), ("secret", "31323334"), ("period", "60"), ("number", &number)];
        let wrong = browser.post("/settings/security/totp", &fields).await.is(422);
        let wrong = wrong.has("role=\"alert\"").has("too short").has("value=\"60\"").lacks("31323334");
        // The form that was refused used nothing up.
        let fields = [("token", "1"), ("name", "Dosan"), ("secret", secret), ("period", "30"), ("number", &number)];
        let shown = browser.post("/settings/security/totp", &fields).await.is(200).lacks("totp-secret").lacks(secret);
        let mut token = Fob::with(&TOTP, b"12345678901234567890");
        token.enrolment = enrolment(&shown.body);
        let confirm = format!("/settings/security/totp/{}/confirm", token.enrolment);
        let far = token.shown(&house.place, 100);
        browser.post(&confirm, &[("code", &far)]).await.is(422).has("two codes in a row");
        let code = token.shown(&house.place, -9);
        assert_eq!(browser.post(&confirm, &[("code", &code)]).await.to(), "/settings/security/next");
        let again = [("token", "1"), ("secret", secret)];
        browser.post(HERE, &again).await.is(422).has("already used here");
        drop(wrong);
        house.place.clock().advance(Span::minutes(2));
        let mut other = house.browser("192.0.2.2");
        other.sign_in("anna").await;
        other.get("/login/challenge/totp").await.is(200).has("code refused?");
        let code = token.shown(&house.place, -9);
        assert_eq!(other.post("/login/challenge/totp", &[("code", &code)]).await.to(), "/");
        let resync = format!("/settings/security/totp/{}/resync", token.enrolment);
        other.get("/settings/security").await.is(200).has(&format!("action=\"{resync}\"")).has("Two codes in a row");
        let two = |steps| format!("{} {}", token.shown(&house.place, steps), token.shown(&house.place, steps + 1));
        let wrong = other.post(&resync, &[("code", &two(30))]).await.is(422);
        wrong.has("role=\"alert\"").has(&format!("action=\"{resync}\""));
        other.post(&resync, &[("code", &two(-3))]).await.is(200).has("role=\"status\"").has("We found “");
        let told = other.get("/settings/activity").await.is(200);
        told.has("Token found again with two codes in a row").has("Token not found: two codes in a row were wrong");
    }

    async fn whoever_must_set_up_a_factor_may_take_a_token(place: Place) {
        let house = House::plain(place).await;
        house.add("anna").await;
        house.door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
        let mut browser = house.browser("192.0.2.1");
        assert_eq!(browser.sign_in("anna").await.to(), "/login/setup");
        let shown = browser.post("/login/setup/totp", &[("ask", "1")]).await.is(200);
        shown.has("I have a code token instead").has("name=\"token\" value=\"1\"");
        let asked = browser.post("/login/setup/totp", &[("ask", "1"), ("token", "1")]).await.is(200);
        asked.has("name=\"secret\"").lacks("id=\"totp-secret\"");
        let fields = [("token", "1"), ("name", "Dosan"), ("digits", "7")];
        browser.post("/login/setup/totp", &fields).await.is(422).has("6 or 8 digits");
        let shown = browser.post("/login/setup/totp", &fields[..2]).await.is(200);
        let token = Fob::programmed(&TOTP, &shown.body);
        let code = token.shown(&house.place, 12);
        let fields = [("enrolment", token.enrolment.as_str()), ("code", &code)];
        let done = browser.post("/login/setup/totp", &fields).await;
        assert_eq!(done.to(), "/settings/security/next");
        assert!(browser.is_signed_in());
    }
}
