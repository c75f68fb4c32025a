//! Hosts, addresses and proxies: whose word counts on where a visitor comes from, against the real thing
//! and behind a real nginx.

use std::collections::BTreeMap;

use testing::{Engine, run};

use crate::program::{PASSWORD, Program};
use crate::support::behind::Behind;
use crate::support::browser::Browser;
use crate::support::node::Node;
use crate::support::proxy::{Kind, Proxy, left_out};
use crate::support::seen::Seen;
use crate::support::site::HTTPS;

const FIELDS: [(&str, &str); 2] = [("username", "anna"), ("password", PASSWORD)];

/// The address of the event of each request, by its id.
fn addresses(program: &Program) -> BTreeMap<String, String> {
    let events = program.json("audit list --json");
    let events = events.as_array().unwrap().iter();
    let pair = |event: &serde_json::Value| {
        let text = |key: &str| event[key].as_str().unwrap().to_owned();
        (text("request"), text("address"))
    };
    events.map(pair).collect()
}

#[test]
fn L23_the_visitors_address_is_found_by_walking_from_the_right() {
    run(Engine::Sqlite, async |_place| {
        let mut program = Program::new();
        program.add("anna");
        program.set(
            "COUNTERSIGN_TRUSTED_PROXIES",
            "127.0.0.1,10.0.0.0/8,2001:db8:1::/48",
        );
        let node = Node::start(&program);
        #[rustfmt::skip]
        let walks: [(&[&str], &str); 19] = [
            (&[],                                             "127.0.0.1"),
            (&["198.51.100.7"],                               "198.51.100.7"),
            (&["198.51.100.7:4711"],                          "198.51.100.7"),
            (&["2001:db8::7"],                                "2001:db8::7"),
            (&["[2001:db8::7]:4711"],                         "2001:db8::7"),
            (&["::ffff:198.51.100.7"],                        "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7"],                  "198.51.100.7"),
            (&["203.0.113.9", "198.51.100.7"],                "198.51.100.7"),
            (&["198.51.100.7, 10.1.2.3"],                     "198.51.100.7"),
            (&["198.51.100.7", "10.1.2.3, 2001:db8:1::2"],    "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7, 10.1.2.3"],        "198.51.100.7"),
            (&["203.0.113.9, 10.1.2.3"],                      "203.0.113.9"),
            (&["10.1.2.3"],                                   "10.1.2.3"),
            (&["203.0.113.9, unknown"],                       "127.0.0.1"),
            (&["203.0.113.9, unknown, 10.1.2.3"],             "10.1.2.3"),
            (&["203.0.113.9, "],                              "127.0.0.1"),
            (&["127.0.0.1, 999.1.1.1"],                       "127.0.0.1"),
            (&["<script>alert(1)</script>"],                  "127.0.0.1"),
            (&["203.0.113.9 198.51.100.7"],                   "127.0.0.1"),
        ];
        let mut asked = Vec::new();
        for (lines, address) in walks {
            let mut browser = node.browser();
            let line = |line: &&str| ("X-Forwarded-For".to_owned(), (*line).to_owned());
            browser.headers.extend(lines.iter().map(line));
            // What doesn't count, whatever it says.
            for name in [
                "X-Real-IP",
                "Forwarded",
                "True-Client-IP",
                "CF-Connecting-IP",
            ] {
                browser = browser.with(name, "192.0.2.99");
            }
            let seen = browser.post("/login", &FIELDS).await.leads("/");
            asked.push((lines, address, seen.header("x-request-id").to_owned()));
        }
        let found = addresses(&program);
        for (lines, address, request) in asked {
            assert_eq!(found[&request], address, "{lines:?}");
        }
    });
}

/// The `Set-Cookie` lines.
fn lines(seen: &Seen) -> Vec<&str> {
    let set = seen.headers.iter().filter(|(name, _)| name == "set-cookie");
    set.map(|(_, line)| line.as_str()).collect()
}

#[test]
fn behind_nginx_addresses_origins_cookies_and_redirects_are_right() {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async |_place| {
        let mut program = Program::new();
        program.add("anna");
        program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
        program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
        program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
        program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.2");
        let node = Node::start(&program);
        let behind = Behind::start().await;
        let nginx = Proxy::start(Kind::Nginx, &program, &node, behind.port).await;
        let outside = Browser::new(nginx.home, HTTPS).from([127, 0, 0, 7]);
        let mut asked = Vec::new();

        // In, with cookies for https and redirects that stay where they are.
        let mut browser = outside.clone();
        browser
            .get("/settings")
            .await
            .leads("/login?next=/settings");
        let seen = browser
            .post("/login", &[FIELDS[0], FIELDS[1], ("next", "/settings")])
            .await;
        asked.push((seen.header("x-request-id").to_owned(), "127.0.0.7"));
        let seen = seen.leads("/settings");
        for line in lines(&seen) {
            assert!(
                line.starts_with("__Host-countersign") && line.contains("; Secure"),
                "{line}"
            );
        }
        assert_eq!(seen.header("strict-transport-security"), "max-age=31536000");
        let page = browser.get("/settings").await.is(200).has("account-name");
        assert!(!page.text.contains("http://"), "{}", page.text);
        let own = format!("{HTTPS}/settings/activity");
        let seen = outside
            .clone()
            .post("/login", &[FIELDS[0], FIELDS[1], ("next", &own)])
            .await;
        assert!(seen.location().starts_with('/'), "{}", seen.location());
        asked.push((seen.header("x-request-id").to_owned(), "127.0.0.7"));
        // Cookies without the prefix are nobody's.
        let mut plain = outside.clone();
        plain.jar.insert(
            "countersign".into(),
            browser.cookie("countersign").unwrap().clone(),
        );
        assert!(!plain.is_in().await);

        // The origin is the public URL's, and no other.
        let origins = [
            (HTTPS, 303),
            ("http://auth.example.test", 403),
            ("https://evil.test", 403),
            ("null", 403),
        ];
        for (origin, status) in origins {
            let browser = outside.with("Origin", origin);
            let bytes = crate::support::browser::form(&FIELDS);
            let body = Some((crate::support::browser::FORM, bytes.as_bytes()));
            browser
                .clone()
                .send("POST", "/login", body)
                .await
                .is(status);
        }
        outside
            .with("Host", "evil.test")
            .get("/login")
            .await
            .is(421)
            .has(HTTPS);
        outside
            .with("X-Forwarded-Host", "evil.test")
            .get("/settings")
            .await
            .leads("/login?next=/settings");

        // A forged address changes nothing, and buys no more tries.
        for forged in [
            "203.0.113.9",
            "127.0.0.2",
            "203.0.113.9, 127.0.0.2",
            "nonsense",
            "10.0.0.1,,",
        ] {
            let seen = outside.at(forged).post("/login", &FIELDS).await.leads("/");
            asked.push((seen.header("x-request-id").to_owned(), "127.0.0.7"));
        }
        let direct = Browser::new(node.port(), HTTPS).at("203.0.113.9");
        let seen = direct.clone().post("/login", &FIELDS).await.leads("/");
        asked.push((seen.header("x-request-id").to_owned(), "127.0.0.1"));
        let wrong = [("username", "nobody"), ("password", PASSWORD)];
        for n in 0..20 {
            outside
                .at(&format!("203.0.113.{n}"))
                .post("/login", &wrong)
                .await
                .is(422);
        }
        outside
            .at("203.0.113.99")
            .post("/login", &wrong)
            .await
            .is(429);
        let other = outside.from([127, 0, 0, 8]);
        other.clone().post("/login", &wrong).await.is(422);

        let found = addresses(&program);
        for (request, address) in asked {
            assert_eq!(found[&request], address);
        }
        let log = std::fs::read_to_string(&node.log).unwrap();
        let told = log
            .lines()
            .filter(|line| line.contains("trusted_proxies = [") && line.contains("127.0.0.1"));
        assert_eq!(told.count(), 1, "{log}");
    });
}

#[test]
fn who_signs_in_goes_back_to_a_protected_host_and_to_no_other() {
    run(Engine::Sqlite, async |_place| {
        let program = Program::new();
        let hosts = "[[gate.host]]\nhost = \"files.example.org\"\n[[gate.host]]\nhost = \"*.apps.example.org\"\n";
        std::fs::write(program.path("countersign.toml"), hosts).unwrap();
        program.add("anna");
        let node = Node::start(&program);
        for (next, to) in [
            ("https://files.example.org/a?b=c", None),
            ("https://x.apps.example.org/", None),
            ("https://apps.example.org/", Some("/")),
            ("https://files.example.net/", Some("/")),
        ] {
            let fields = [FIELDS[0], FIELDS[1], ("next", next)];
            let answer = node.browser().post("/login", &fields).await;
            answer.leads(to.unwrap_or(next));
        }
    });
}
