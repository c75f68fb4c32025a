//! The gate: what a protected host's proxy asks, and how a browser gets that host's own cookie.

use std::net::IpAddr;

use data_encoding::BASE64;
use domain::account::GroupName;
use domain::device_password::Limits;
use domain::gate::{Allow, GateHost, HostPattern, PathPrefix, Requirement, Rule};
use domain::{Assurance, Form, Span};
use door::Actor;
use http::{HeaderMap, Method, Request};
use testing::{Place, on_both};

use crate::browser::{Browser, Seen};
use crate::site::{House, PASSWORD};

const FILES: &str = "files.example.org";
const IDENTITY: [&str; 5] = [
    "remote-user",
    "remote-name",
    "remote-email",
    "remote-groups",
    "countersign-id",
];

/// Method, headers of the request, and whether a way to sign in or a challenge is answered.
type Case<'a> = (&'a str, &'a [(&'static str, &'a str)], bool, bool);

/// Files for everybody with two factors but for a public part, a wiki for the staff, notes for whoever has
/// a password.
fn hosts() -> Vec<GateHost> {
    let host = |name: &str, groups: Option<&str>, assurance| GateHost {
        host: HostPattern::read(name).unwrap(),
        requires: Requirement {
            groups: groups.map(|group| vec![GroupName::read(group).unwrap()]),
            assurance,
        },
        rules: vec![Rule {
            path: Some(PathPrefix::read("/public/").unwrap()),
            methods: None,
            networks: None,
            allow: Allow::Anyone,
        }],
    };
    vec![
        host(FILES, None, Assurance::TwoFactor),
        host("wiki.example.org", Some("staff"), Assurance::TwoFactor),
        host("notes.example.org", None, Assurance::Single),
    ]
}

async fn house(place: Place) -> House {
    House::gated(place, hosts()).await
}

/// A browser at our own address.
fn home(house: &House) -> Browser {
    house.browser("192.0.2.1").with("host", "auth.example.org")
}

/// The same browser's requests to a protected host, whose cookies are others.
fn at(house: &House, host: &str) -> Browser {
    house.browser("192.0.2.1").with("host", host)
}

/// What its proxy is answered for a request.
async fn check(
    browser: &mut Browser,
    method: &str,
    url: &str,
    more: &[(&'static str, &str)],
) -> Seen {
    let mut headers = browser.headers.clone();
    headers.insert("host", "auth.example.org".parse().unwrap());
    headers.insert("x-original-method", method.parse().unwrap());
    headers.insert("x-original-url", url.parse().unwrap());
    for (name, value) in more {
        headers.insert(*name, value.parse().unwrap());
    }
    browser
        .send(Method::GET, "/gate/check", headers, String::new())
        .await
}

fn header<'a>(seen: &'a Seen, name: &str) -> &'a str {
    let mut all = seen.headers.get_all(name).iter();
    let value = all.next().map_or("(none)", |value| value.to_str().unwrap());
    assert!(all.next().is_none(), "{name} twice");
    value
}

/// The path of a URL on this origin.
fn beneath(url: &str, origin: &str) -> String {
    url.strip_prefix(origin)
        .unwrap_or_else(|| panic!("{url} isn't on {origin}"))
        .to_owned()
}

/// Walks the hand-over of somebody signed in; leaves the host's cookie in its jar.
async fn hand_over(home: &mut Browser, there: &mut Browser, host: &str, url: &str) -> String {
    let origin = format!("https://{host}");
    let stopped = check(there, "GET", url, &[("sec-fetch-mode", "navigate")])
        .await
        .is(401);
    let entrance = beneath(header(&stopped, "location"), &origin);
    let away = there.get(&entrance).await.is(303);
    let to_us = beneath(header(&away, "location"), "https://auth.example.org");
    let back = home.get(&to_us).await.is(303);
    let with_ticket = beneath(header(&back, "location"), &origin);
    let done = there.get(&with_ticket).await.is(303);
    header(&done, "location").to_owned()
}

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

    async fn L41_every_identity_header_is_always_there(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        let open = check(&mut there, "GET", "https://files.example.org/public/x", &[("remote-user", "root")]).await.is(200);
        for name in IDENTITY {
            assert_eq!(header(&open, name), "", "{name}");
        }
        house.add_with_app("anna", &mut home).await;
        hand_over(&mut home, &mut there, FILES, "https://files.example.org/").await;
        let open = check(&mut there, "GET", "https://files.example.org/public/x", &[]).await.is(200);
        assert_eq!(header(&open, "remote-user"), "anna", "known there");
    }

    async fn groups_decide_and_a_lost_one_shuts_at_once(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, "wiki.example.org"));
        house.add_with_app("anna", &mut home).await;
        let url = "https://wiki.example.org/";
        house.door.add_group(&Actor::CommandLine, "staff").await.unwrap();
        house.door.set_groups(&Actor::CommandLine, "anna", &["staff".into()]).await.unwrap();
        hand_over(&mut home, &mut there, "wiki.example.org", url).await;
        let open = check(&mut there, "GET", url, &[]).await.is(200);
        assert_eq!(header(&open, "remote-groups"), "staff");
        house.door.set_groups(&Actor::CommandLine, "anna", &[]).await.unwrap();
        let shut = check(&mut there, "GET", url, &[]).await.is(403);
        assert_eq!(header(&shut, "countersign-reason"), "group");
    }

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

    async fn an_account_without_a_factor_is_single_and_no_more(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let mut client = at(&house, "notes.example.org");
        client.headers.insert("accept", "*/*".parse().unwrap());
        let sent = format!("Basic {}", BASE64.encode(format!("bea:{PASSWORD}").as_bytes()));
        check(&mut client, "GET", "https://notes.example.org/", &[("authorization", &sent)]).await.is(200);
        check(&mut client, "GET", "https://files.example.org/", &[("authorization", &sent)]).await.is(401);
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        home.sign_in("bea").await.is(303);
        hand_over(&mut home, &mut there, FILES, "https://files.example.org/x").await;
        let seen = check(&mut there, "GET", "https://files.example.org/x", &[]).await.is(403);
        assert_eq!(header(&seen, "countersign-reason"), "more-proofs");
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

    async fn L21_L41_what_is_not_understood_is_refused_and_never_let_through(place: Place) {
        let house = house(place).await;
        let original = [("x-original-method", "GET"), ("x-original-url", "https://files.example.org/public/x")];
        let forwarded = [
            ("x-forwarded-method", "GET"), ("x-forwarded-proto", "https"),
            ("x-forwarded-host", FILES), ("x-forwarded-uri", "/public/x"),
        ];
        let ask = async |path: &str, peer: &str, headers: &[(&'static str, &str)]| {
            let mut request = Request::new(http_body_util::Full::new(bytes::Bytes::new()));
            *request.uri_mut() = path.parse().unwrap();
            let mut map = HeaderMap::new();
            map.insert("host", "auth.example.org".parse().unwrap());
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            *request.headers_mut() = map;
            let peer: IpAddr = peer.parse().unwrap();
            web::respond(house.web.clone(), peer, request).await.status().as_u16()
        };
        let with = |headers: &[(&'static str, &'static str)], more: &[(&'static str, &'static str)]| [headers, more].concat();
        let near = "127.0.0.1";
        assert_eq!(ask("/gate/check", near, &original).await, 200);
        assert_eq!(ask("/gate/check", near, &forwarded).await, 200);
        let envoy = [("x-forwarded-proto", "https")];
        assert_eq!(ask("/gate/check/public/x", near, &envoy).await, 403, "asked for our own host");
        assert_eq!(ask("/gate/check", "198.51.100.1", &original).await, 400, "no proxy of ours");
        #[rustfmt::skip]
        let wrong = [
            Vec::new(),
            with(&original, &forwarded),
            with(&original, &[("x-forwarded-uri", "/public/x")]),
            with(&forwarded, &[("x-original-url", "https://files.example.org/public/x")]),
            with(&original, &[("x-original-url", "https://files.example.org/public/x")]),
            with(&forwarded, &[("x-forwarded-host", FILES)]),
            original[..1].to_vec(),
            original[1..].to_vec(),
            forwarded[..3].to_vec(),
            forwarded[1..].to_vec(),
            with(&original[..1], &[("x-original-url", "/public/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public/../x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org//public/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public/%2e%2e/x")]),
            with(&original[..1], &[("x-original-url", "https://files.example.org/public%2fx")]),
            with(&original[..1], &[("x-original-url", "ftp://files.example.org/public/x")]),
            with(&original[1..], &[("x-original-method", "G ET")]),
        ];
        for headers in wrong {
            assert_eq!(ask("/gate/check", near, &headers).await, 400, "{headers:?}");
            assert_eq!(ask("/gate/check?for=nginx", near, &headers).await, 403, "{headers:?}");
        }
        let unknown = with(&original[..1], &[("x-original-url", "https://other.example.org/")]);
        assert_eq!(ask("/gate/check", near, &unknown).await, 403);
        assert_eq!(ask("/gate/enter?host=other.example.org&nonce=x", near, &[]).await, 404);
        assert_eq!(ask("/gate/enter?host=files.example.org&nonce=x", near, &[]).await, 410);
        assert_eq!(ask("/.well-known/countersign/enter", near, &[]).await, 404, "on our own host");
    }
}
