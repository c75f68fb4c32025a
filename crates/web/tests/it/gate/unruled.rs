//! Paths that servers read differently: where a rule looks at paths, whoever asks reads which character it is;
//! where none does, they pass, and are signed as they were sent.

use domain::Assurance;
use domain::gate::{GateHost, HostPattern, Requirement};
use testing::{Place, on_both};

use super::asserted::{published, verified};
use super::{FILES, at, beneath, check, hand_over, header, home, hosts};
use crate::site::House;

/// Paths, and what is said of each in English and in Swedish.
#[rustfmt::skip]
const PATHS: [(&str, &str, &str, &str); 10] = [
    ("/a;b.pdf",    "parameter",     "a semicolon: “;”",            "ett semikolon: ”;”"),
    ("/a%3Bb",      "parameter",     "a semicolon: “;”",            "ett semikolon: ”;”"),
    ("/a\\b",       "backslash",     "a backslash: “\\”",           "ett omvänt snedstreck: ”\\”"),
    ("/a%5Cb",      "backslash",     "a backslash: “\\”",           "ett omvänt snedstreck: ”\\”"),
    ("/50%2541",    "encoded-twice", "read twice: “%25”",           "läsas två gånger: ”%25”"),
    ("/a%2Fb",      "encoded-slash", "an encoded slash: “%2F”",     "ett kodat snedstreck: ”%2F”"),
    ("/a//b",       "empty-segment", "two slashes in a row: “//”",  "två snedstreck i rad: ”//”"),
    ("/a/.../b",    "dot-segment",   "made of dots alone",          "av bara punkter"),
    ("/a%00b",      "control",       "a control character",         "ett styrtecken"),
    ("/a%FFb",      "not-utf-8",     "such as “%FF”",               "inte är UTF-8"),
];

/// Those of the other tests, and one without any rule, chosen by a wildcard.
async fn house(place: Place) -> House {
    let mut hosts = hosts();
    hosts.push(GateHost {
        host: HostPattern::read("*.plain.example.org").unwrap(),
        requires: Requirement {
            groups: None,
            assurance: Assurance::TwoFactor,
        },
        rules: Vec::new(),
    });
    House::gated(place, hosts).await
}

on_both! {
    async fn L21_where_rules_look_at_paths_the_character_is_told(place: Place) {
        let house = house(place).await;
        for (path, reason, english, swedish) in PATHS {
            let url = format!("https://{FILES}/public{path}");
            for (language, said) in [("en", english), ("sv", swedish)] {
                let mut person = at(&house, FILES);
                person.headers.insert("accept-language", language.parse().unwrap());
                let page = check(&mut person, "GET", &url, &[("sec-fetch-mode", "navigate")]).await.is(400);
                assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8", "{path}");
                assert_eq!(header(&page, "countersign-reason"), reason, "{path}");
                assert!(page.body.contains(said) && page.body.contains(FILES), "{path} {}", page.body);
                assert_eq!(page.body.matches("<h1>").count(), 1);
                assert!(page.body.contains(&format!("<html lang=\"{language}\">")) && page.body.contains("role=\"alert\""));
                let mut client = at(&house, FILES);
                client.headers.insert("accept", "*/*".parse().unwrap());
                client.headers.insert("accept-language", language.parse().unwrap());
                // Whatever a client sends, it is never looked at.
                let told = check(&mut client, "PROPFIND", &url, &[("authorization", "Basic YW5uYTp3cm9uZw==")]).await.is(400);
                assert_eq!(header(&told, "content-type"), "text/plain; charset=utf-8", "{path}");
                assert!(told.body.contains(said), "{path} {}", told.body);
            }
        }
    }

    async fn where_none_does_they_pass_and_are_signed_as_they_were_sent(place: Place) {
        let house = house(place).await;
        let host = "a.plain.example.org";
        let (mut home, mut there) = (home(&house), at(&house, host));
        house.add_with_app("anna", &mut home).await;
        let first = format!("https://{host}/a;b?x=1");
        assert_eq!(hand_over(&mut home, &mut there, host, &first).await, first);
        let keys = published(&mut home).await;
        for (path, ..) in PATHS {
            let url = format!("https://{host}{path}?x={path}");
            let open = check(&mut there, "GET", &url, &[]).await.is(200);
            assert_eq!(header(&open, "remote-user"), "anna", "{path}");
            let claims = verified(header(&open, "countersign-assertion"), &keys);
            assert_eq!((&claims["aud"], &claims["htu"]), (&host.into(), &path.into()));
            check(&mut at(&house, host), "GET", &url, &[("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin")]).await.is(401);
        }
        for wrong in ["/a b", "/a%", "/a%zz", "/a#b", "/\"", "*"] {
            check(&mut there, "GET", &format!("https://{host}{wrong}"), &[]).await.is(400);
        }
    }

    async fn nobody_is_led_to_the_entrance_by_way_of_such_a_path(place: Place) {
        let house = house(place).await;
        let host = "a.plain.example.org";
        let mut home = home(&house);
        house.add_with_app("anna", &mut home).await;
        for path in [
            "/.well-known/countersign/enter?next=/x", "/x/../.well-known/countersign/enter", "/.well-known//countersign/enter",
            "/.well-known/countersign/enter;x", "/x/..;/.w%65ll-known/C%6Funtersign/enter", "/.well-known%2Fcountersign%2Fenter",
        ] {
            let next: String = path.bytes().map(|b| format!("%{b:02x}")).collect();
            let mut there = at(&house, host);
            let away = there.get(&format!("/.well-known/countersign/enter?next={next}")).await.is(303);
            let to_us = beneath(header(&away, "location"), "https://auth.example.org");
            let back = home.get(&to_us).await.is(303);
            let with_ticket = beneath(header(&back, "location"), &format!("https://{host}"));
            let done = there.get(&with_ticket).await.is(303);
            assert_eq!(header(&done, "location"), format!("https://{host}/"), "{path}");
        }
    }
}
