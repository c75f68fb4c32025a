//! What clients send, and what whoever is kept out can read.

use data_encoding::BASE64;
use domain::device_password::Limits;
use domain::{Form, Span};
use door::Actor;
use testing::{Place, on_both};

use super::{FILES, at, check, header, home, house};
use crate::browser::Seen;
use crate::site::{App, PASSWORD};

/// Method, headers of the request, and whether a way to sign in or a challenge is answered.
type Case<'a> = (&'a str, &'a [(&'static str, &'a str)], bool, bool);

on_both! {
    async fn clients_get_in_by_device_password_and_read_one_refusal(place: Place) {
        let house = house(place).await;
        let (mut home, mut client) = (home(&house), at(&house, FILES));
        client.headers.insert("accept", "*/*".parse().unwrap());
        house.add_with_app("anna", &mut home).await;
        let form = Form::new(vec![("read_only".to_owned(), "on".to_owned())]);
        let limits = Limits::read(&form, house.place.now()).unwrap();
        let reader = house.door.add_device_password(&Actor::COMMAND_LINE, "anna", "Reader", &limits).await.unwrap();
        let whole = house.door.add_device_password(&Actor::COMMAND_LINE, "anna", "Phone", &Limits::default()).await.unwrap();
        let basic = |name: &str, secret: &str| format!("Basic {}", BASE64.encode(format!("{name}:{secret}").as_bytes()));
        let url = "https://files.example.org/dav/x";
        let asked = check(&mut client, "PROPFIND", url, &[]).await.is(401);
        assert_eq!(header(&asked, "www-authenticate"), "Basic realm=\"Countersign\", charset=\"UTF-8\"");
        let refusal = asked.has("<s:message>Use a device password: https://auth.example.org/settings/devices</s:message>").body;
        let phone = basic("anna", whole.secret.expose());
        let open = check(&mut client, "PUT", url, &[("authorization", &phone)]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "anna");
        let reads = basic("anna", reader.secret.expose());
        check(&mut client, "PROPFIND", url, &[("authorization", &reads)]).await.is(200);
        let long = basic("anna", &"x".repeat(2_000));
        for (method, sent) in [
            ("PUT", reads.as_str()),
            ("PUT", &basic("anna", PASSWORD)),
            ("PUT", &basic("nobody", PASSWORD)),
            ("PUT", &basic("bea", whole.secret.expose())),
            ("PUT", "Basic %%%"),
            ("PUT", "basic"),
            ("PUT", "Basic"),
            ("PUT", "BASIC\tx"),
            ("PUT", long.as_str()),
        ] {
            let seen = check(&mut client, method, url, &[("authorization", sent)]).await.is(401);
            assert_eq!(seen.body, refusal, "{sent}");
            assert!(seen.headers.contains_key("www-authenticate"), "{sent}");
        }
        for site in ["cross-site", "same-site"] {
            let from = [("authorization", phone.as_str()), ("sec-fetch-site", site)];
            check(&mut client, "GET", url, &from).await.is(401);
        }
        let json = [("accept", "application/json")];
        let seen = check(&mut client, "POST", "https://files.example.org/api", &json).await.is(401);
        assert!(seen.body.contains("\"detail\":\"Use a device password: "), "{}", seen.body);
        house.door.delete_device_password(&Actor::COMMAND_LINE, whole.id).await.unwrap();
        check(&mut client, "PUT", url, &[("authorization", &phone)]).await.is(401);
    }

    async fn one_that_is_out_of_place_is_refused_like_a_wrong_one_and_told_in_plain_words(place: Place) {
        let house = house(place).await;
        let (mut home, mut client) = (home(&house), at(&house, FILES));
        client.headers.insert("accept", "*/*".parse().unwrap());
        let app = house.add_with_app("anna", &mut home).await;
        let url = "https://files.example.org/dav/x";
        let wrong = format!("Basic {}", BASE64.encode(b"anna:01234-56789-ABCDE-FGHJK-MNPQR"));
        let wrong = check(&mut client, "PUT", url, &[("authorization", &wrong)]).await.is(401);
        let mut told = Vec::new();
        for (name, field, value, sentence) in [
            ("Reader", "read_only", "on", "Device password refused: read only"),
            ("Notes", "hosts", "notes.example.org", "Device password refused: not for this address"),
            ("Office", "networks", "203.0.113.0/24", "Device password refused: not from this network"),
            ("Old", "unused_days", "1", "Device password refused: expired"),
        ] {
            let form = Form::new(vec![(field.to_owned(), value.to_owned())]);
            let limits = Limits::read(&form, house.place.now()).unwrap();
            let made = house.door.add_device_password(&Actor::COMMAND_LINE, "anna", name, &limits).await.unwrap();
            if name == "Old" {
                house.place.clock().advance(Span::days(1));
            }
            let sent = format!("Basic {}", BASE64.encode(format!("anna:{}", made.secret.expose()).as_bytes()));
            let seen = check(&mut client, "PUT", url, &[("authorization", &sent)]).await.is(401);
            assert_eq!(seen.body, wrong.body, "{name}");
            let same = ["content-type", "countersign-reason", "www-authenticate"];
            assert_eq!(same.map(|line| header(&seen, line)), same.map(|line| header(&wrong, line)), "{name}");
            told.push((sentence, format!("<span class=\"meta\">{name}</span>")));
        }
        home.sign_in("anna").await.is(303);
        home.post("/login/challenge/totp", &[("code", &app.code(&house.place, 0))]).await.is(303);
        let page = home.get("/settings/activity").await.is(200);
        for (sentence, name) in told {
            let after = page.body.split_once(sentence).unwrap_or_else(|| panic!("{sentence} in {}", page.body)).1;
            assert!(after.split_once("</td>").unwrap().0.contains(&name), "{sentence}: {after}");
        }
    }

    async fn L36_a_client_with_an_old_password_for_an_hour_keeps_nobody_waiting(place: Place) {
        let house = house(place).await;
        let (mut home, mut client) = (home(&house), at(&house, FILES));
        client.headers.insert("accept", "*/*".parse().unwrap());
        let app = house.add_with_app("anna", &mut home).await;
        house.add("bea").await;
        let url = "https://files.example.org/dav/x";
        let old = ["an old password of hers", "01234-56789-ABCDE-FGHJK-MNPQR", PASSWORD];
        let old = old.map(|secret| format!("Basic {}", BASE64.encode(format!("anna:{secret}").as_bytes())));
        for _ in 0..360 {
            for sent in &old {
                check(&mut client, "PROPFIND", url, &[("authorization", sent)]).await.is(401);
            }
            house.place.clock().advance(Span::seconds(10));
        }
        // From the same address, in browsers that nobody knows.
        let (mut owner, mut neighbour) = (self::home(&house), self::home(&house));
        assert_eq!(owner.sign_in("anna").await.to(), "/login/challenge");
        let code = app.code(&house.place, 0);
        owner.post("/login/challenge/totp", &[("code", &code)]).await.is(303);
        // Her password is right, and a second factor is asked of everybody here.
        assert_eq!(neighbour.sign_in("bea").await.to(), "/login/setup");
        let page = owner.get("/settings/activity").await.is(200);
        assert_eq!(page.body.matches("An app still uses an old password").count(), 1, "{}", page.body);
    }

    async fn a_refusal_comes_in_the_form_that_a_client_shows(place: Place) {
        let house = house(place).await;
        let sentence = "Use a device password: https://auth.example.org/settings/devices";
        let (dav, ocs) = (format!("<s:message>{sentence}</s:message></d:error>"), format!("\"message\":\"{sentence}\""));
        let (json, text) = (format!("\"detail\":\"{sentence}\""), format!("{sentence}\n"));
        let xml = ("application/xml; charset=utf-8", dav.as_str());
        let of_ocs = ("application/json", ocs.as_str());
        let problem = ("application/problem+json", json.as_str());
        let plain = ("text/plain; charset=utf-8", text.as_str());
        for (method, path, accept, (kind, shown)) in [
            ("PROPFIND", "/x", "*/*", xml),
            ("MKCOL", "/x", "*/*", xml),
            ("REPORT", "/calendars/a", "text/xml", xml),
            ("GET", "/remote.php/dav/files/anna", "*/*", xml),
            ("PUT", "/remote.php/webdav/x", "application/json", xml),
            ("GET", "/ocs/v2.php/cloud/user", "*/*", of_ocs),
            ("POST", "/ocs/v1.php/apps/files", "application/json", of_ocs),
            ("GET", "/api", "application/json", problem),
            ("POST", "/api", "application/vnd.x+json, */*", problem),
            ("GET", "/x", "*/*", plain),
            ("POST", "/x", "text/html", plain),
        ] {
            let mut client = at(&house, FILES);
            client.headers.insert("accept", accept.parse().unwrap());
            let seen = check(&mut client, method, &format!("https://{FILES}{path}"), &[]).await.is(401);
            assert_eq!(header(&seen, "content-type"), kind, "{method} {path} {accept}");
            assert!(seen.body.contains(shown), "{method} {path}: {}", seen.body);
            assert_eq!(header(&seen, "www-authenticate"), "Basic realm=\"Countersign\", charset=\"UTF-8\"");
        }
    }

    async fn programs_that_stop_working_are_named_and_get_a_device_password_each(place: Place) {
        let house = house(place).await;
        let (mut home, mut client) = (home(&house), at(&house, "notes.example.org"));
        house.add("anna").await;
        home.sign_in("anna").await;
        let basic = |secret: &str| format!("Basic {}", BASE64.encode(format!("anna:{secret}").as_bytes()));
        let url = "https://notes.example.org/dav/x";
        let agents = ["rclone/v1.60.1", "rclone/v1.68.0", "DAVx5/4.4 (dav4jvm) Android/14"];
        for agent in agents {
            house.place.clock().advance(Span::seconds(61));
            let sent = [("authorization", basic(PASSWORD)), ("user-agent", agent.to_owned())];
            let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
            check(&mut client, "PROPFIND", url, &sent).await.is(200);
        }
        let begun = home.post("/settings/security/totp", &[("name", "Phone")]).await.is(200);
        let begun = begun.has("will stop working once this is on: “DAVx5/4.4”, “rclone”.");
        let app = App::read(&begun.body);
        let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
        let wrong = [("code", "000000"), ("next", "/settings/devices")];
        home.post(&confirm, &wrong).await.is(422).has("will stop working once this is on");
        let code = app.code(&house.place, 0);
        let next = home.post(&confirm, &[("code", &code), ("next", "/settings/devices")]).await.to();
        let page = home.get(&next).await.is(200).has("Apps that used your password");
        let page = page.has(">DAVx5/4.4<").has(">rclone<").has("To notes.example.org · From 192.0.2.1 · Last used ");
        assert_eq!(page.body.matches("Create device password").count(), 2, "two buttons");
        check(&mut client, "PROPFIND", url, &[("authorization", &basic(PASSWORD))]).await.is(401);
        let number = page.body.split_once("value=\"rclone\"").unwrap().0.rsplit_once("name=\"number\" value=\"").unwrap().1;
        let number = number.split_once('"').unwrap().0.to_owned();
        let fields = [("number", number.as_str()), ("name", "rclone"), ("next", next.as_str())];
        let made = home.post("/settings/devices/passwords", &fields).await.is(200);
        let made = made.has(&format!("href=\"{next}\""));
        let secret = Seen::between(&made.body, "id=\"device-password\">", "<").to_owned();
        check(&mut client, "PROPFIND", url, &[("authorization", &basic(&secret))]).await.is(200);
        let page = home.get(&next).await.is(200).has("Has a device password");
        assert_eq!(page.body.matches("Create device password").count(), 1, "{}", page.body);
        // Another device is no first factor: nothing more stops working.
        home.post("/settings/security/totp", &[("name", "Tablet")]).await.is(200).lacks("will stop working");
        // Where it leads back to is a page of ours.
        let fields = [("name", "Mail"), ("next", "https://files.example.org/x")];
        home.post("/settings/devices/passwords", &fields).await.is(200).has("href=\"/settings/devices\"");
    }

    async fn what_asks_gets_the_answer_that_it_can_use(place: Place) {
        let house = house(place).await;
        let mut there = at(&house, FILES);
        there.headers.insert("accept", "*/*".parse().unwrap());
        let url = "https://files.example.org/x";
        #[rustfmt::skip]
        let cases: &[Case<'_>] = &[
            // method  headers of the request                                  Location  challenge
            ("GET",    &[("sec-fetch-mode", "navigate")],                      true,     false),
            ("GET",    &[("accept", "text/html,*/*")],                         true,     false),
            ("POST",   &[("sec-fetch-mode", "navigate")],                      true,     false),
            ("POST",   &[("accept", "text/html")],                             false,    true),
            ("GET",    &[("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin"), ("accept", "text/html")], false, false),
            ("GET",    &[("x-requested-with", "XMLHttpRequest")],              false,    false),
            ("GET",    &[],                                                    false,    true),
            ("GET",    &[("authorization", "Bearer x")],                       false,    true),
            ("OPTIONS", &[],                                                   false,    true),
        ];
        for (method, headers, location, challenge) in cases {
            let seen = check(&mut there, method, url, headers).await.is(401);
            let has = (seen.headers.contains_key("location"), seen.headers.contains_key("www-authenticate"));
            assert_eq!(has, (*location, *challenge), "{method} {headers:?}");
        }
    }
}
