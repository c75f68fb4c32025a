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
        let reader = house.door.add_device_password(&Actor::CommandLine, "anna", "Reader", &limits).await.unwrap();
        let whole = house.door.add_device_password(&Actor::CommandLine, "anna", "Phone", &Limits::default()).await.unwrap();
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
        house.door.delete_device_password(&Actor::CommandLine, whole.id).await.unwrap();
        check(&mut client, "PUT", url, &[("authorization", &phone)]).await.is(401);
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
        let begun = begun.has("will stop working once this is on: DAVx5/4.4, rclone.");
        let app = App::read(&begun.body);
        let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
        let wrong = [("code", "000000"), ("next", "/settings/devices")];
        home.post(&confirm, &wrong).await.is(422).has("will stop working once this is on");
        let code = app.code(&house.place, 0);
        let next = home.post(&confirm, &[("code", &code), ("next", "/settings/devices")]).await.to();
        let page = home.get(&next).await.is(200).has("Programs that used your password");
        let page = page.has(">DAVx5/4.4<").has(">rclone<").has("To notes.example.org · From 192.0.2.1 · Last ");
        assert_eq!(page.body.matches("Make a device password").count(), 3, "a sentence and two buttons");
        check(&mut client, "PROPFIND", url, &[("authorization", &basic(PASSWORD))]).await.is(401);
        let number = page.body.split_once("value=\"rclone\"").unwrap().0.rsplit_once("name=\"number\" value=\"").unwrap().1;
        let number = number.split_once('"').unwrap().0.to_owned();
        let fields = [("number", number.as_str()), ("name", "rclone"), ("next", next.as_str())];
        let made = home.post("/settings/devices/passwords", &fields).await.is(200);
        let made = made.has(&format!("href=\"{next}\""));
        let secret = Seen::between(&made.body, "id=\"device-password\">", "<").to_owned();
        check(&mut client, "PROPFIND", url, &[("authorization", &basic(&secret))]).await.is(200);
        let page = home.get(&next).await.is(200).has("Has a device password");
        assert_eq!(page.body.matches("Make a device password").count(), 2, "{}", page.body);
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
