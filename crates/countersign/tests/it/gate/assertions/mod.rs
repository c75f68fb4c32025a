//! The examples of docs/examples, run as a program behind a proxy would run them: on what a real proxy
//! brings it, on everything that is wrong in one place, and while keys change.

mod cases;
#[path = "../../../../../../docs/examples/assertion.rs"]
mod example;
mod issuer;
mod python;

use std::cell::Cell;

use serde_json::{Value, json};
use testing::{Engine, run};

use self::example::Checker;
use self::issuer::{Issuer, signed};
use self::python::{AT_THEN, THEN};
use super::place::Place;
use crate::support::behind::Behind;
use crate::support::node::{FAKETIME, now};
use crate::support::proxy::{Kind, left_out};
use crate::support::site::HTTPS;
use crate::support::tunnel;

/// The request that most of these are for.
const URL: &str = "https://files.example.test/docs";

/// The assertion that has just reached the program.
fn brought(behind: &Behind) -> String {
    let came = behind.came().pop().unwrap();
    let all = came.all("countersign-assertion");
    assert_eq!(all.len(), 1);
    String::from_utf8(all[0].to_vec()).unwrap()
}

/// What the Rust example says to each, asked about a request at that time.
fn by_rust(
    keys: &str,
    (issuer, method, url): (&str, &str, &str),
    assertions: &[&str],
    now: i64,
) -> Vec<Option<Value>> {
    let place = url.strip_prefix("https://").unwrap();
    let (host, path) = place.split_at(place.find('/').unwrap());
    let mut checker = Checker::new(issuer, host, || Some(keys.to_owned()));
    let check = |text: &&str| checker.check(text, method, path, now);
    assertions.iter().map(check).collect()
}

#[test]
fn what_a_real_proxy_brings_is_accepted_for_that_request_alone() {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async |_place| {
        let place = Place::start(Kind::Nginx, Kind::Nginx.family()).await;
        let (mut home, mut there) = (place.home(), place.there());
        place.sign_in("anna", &mut home, true).await;
        place.hand_over(&mut home, &mut there, "/docs").await;
        there.get("/docs?a=b").await.is(200);
        let reading = brought(&place.behind);
        there.send("POST", "/docs", None).await.is(200);
        let changing = brought(&place.behind);
        let keys = home.get("/.well-known/jwks.json").await.is(200).text;

        // Python gets the keys from Countersign itself, through the proxy.
        let road = format!("http://127.0.0.1:{}", tunnel::road(place.proxy.port).await);
        let trusted = place.program.path("proxy/pem");
        let env = [
            ("HTTPS_PROXY", road.as_str()),
            ("SSL_CERT_FILE", trusted.to_str().unwrap()),
        ];
        let later = [
            &env[..],
            &[
                ("LD_PRELOAD", FAKETIME),
                ("FAKETIME", "+10m"),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ],
        ];

        // Reading the same again may bring the same one again.
        let all = [reading.as_str(), &reading, &changing];
        let asked = (HTTPS, "GET", URL);
        let found = by_rust(&keys, asked, &all, now());
        let claims = found[0].clone().unwrap();
        assert_eq!(claims["acr"], "two-factor");
        assert_eq!(claims["groups"], json!(["staff"]));
        assert_eq!(found[1..], [Some(claims.clone()), None]);
        let found = python::checked(asked, &all, &env).await;
        assert_eq!(found[..2], [Ok(claims.clone()), Ok(claims)]);
        assert_eq!(found[2], Err("for another request".to_owned()));

        let all = [changing.as_str(), &changing, &reading];
        let asked = (HTTPS, "POST", URL);
        let found = by_rust(&keys, asked, &all, now());
        assert!(found[0].is_some(), "{found:?}");
        assert_eq!(found[1..], [None, None]);
        let found = python::checked(asked, &all, &env).await;
        assert!(found[0].is_ok(), "{found:?}");
        assert_eq!(found[1], Err("used before".to_owned()));
        assert_eq!(found[2], Err("for another request".to_owned()));

        let other_host = (HTTPS, "GET", "https://other.example.test/docs");
        let other_path = (HTTPS, "GET", "https://files.example.test/other");
        for asked in [other_host, other_path] {
            assert_eq!(by_rust(&keys, asked, &[&reading], now()), [None]);
            let found = python::checked(asked, &[&reading], &env).await;
            assert!(found[0].is_err(), "{asked:?} {found:?}");
        }
        let other_issuer = ("https://other.example.test", "GET", URL);
        assert_eq!(by_rust(&keys, other_issuer, &[&reading], now()), [None]);
        let asked = (HTTPS, "GET", URL);
        assert_eq!(by_rust(&keys, asked, &[&reading], now() + 600), [None]);
        let found = python::checked(asked, &[&reading], &later.concat()).await;
        assert_eq!(found, [Err("Signature has expired".to_owned())]);
    });
}

#[test]
fn V9_1_1_V9_1_2_V9_2_1_V9_2_2_V9_2_3_V9_2_4_what_is_wrong_in_one_place_is_refused() {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async |_place| {
        let issuer = Issuer::start().await;
        let right = cases::right(&issuer.url, THEN);
        let wrong = cases::wrong(&issuer.url, THEN);
        let cases = || {
            let right = right.iter().map(|(what, text)| (what, text.as_str(), true));
            let wrong = wrong
                .iter()
                .map(|(what, text)| (what, text.as_str(), false));
            right.chain(wrong)
        };
        let all: Vec<_> = cases().map(|(_, text, _)| text).collect();
        let asked = (issuer.url.as_str(), "GET", URL);
        let rust = by_rust(&issuer.text(), asked, &all, THEN);
        let python = python::checked(asked, &all, &AT_THEN).await;
        for ((what, _, right), (rust, python)) in cases().zip(rust.iter().zip(&python)) {
            assert_eq!(rust.is_some(), right, "{what}");
            assert_eq!(python.is_ok(), right, "{what} {python:?}");
        }
        // However many keys are made up.
        assert_eq!(issuer.asked(), 1);
    });
}

#[test]
fn V9_1_3_a_new_key_is_fetched_once_a_minute_at_most() {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async |_place| {
        let issuer = Issuer::start().await;
        let now = now();
        let by = |number: u8| {
            let mut head = cases::head();
            head["kid"] = json!(format!("key-{number}"));
            signed(&head, &cases::claims(&issuer.url, now), number)
        };
        let (first, second) = (by(1), by(2));

        let (asked, reached) = (Cell::new(0), Cell::new(true));
        let fetch = || {
            asked.set(asked.get() + 1);
            reached.get().then(|| issuer.text())
        };
        let mut checker = Checker::new(&issuer.url, cases::HOST, fetch);
        let mut accepts = |text: &str, later| {
            let claims = checker.check(text, "GET", "/docs", now + later);
            (claims.is_some(), asked.get())
        };
        assert_eq!(accepts(&first, 0), (true, 1));
        issuer.publish(&[1, 2]);
        assert_eq!(accepts(&second, 59), (false, 1));
        assert_eq!(accepts(&second, 60), (true, 2));
        // What is known stays known while nobody answers.
        reached.set(false);
        assert_eq!(accepts(&by(3), 120), (false, 3));
        assert_eq!(accepts(&first, 121), (true, 3));

        // The same in Python, whose minute is over where a line says so.
        issuer.publish(&[1]);
        let script = "import sys, assertion, jwt\n\
            checker = assertion.Checker(sys.argv[1], sys.argv[2])\n\
            for line in sys.stdin:\n\
            \tif line == 'a minute later\\n':\n\
            \t\tchecker.keys._last_successful_fetch -= 60\n\
            \t\tcontinue\n\
            \ttry: print(checker.check(line.strip(), 'GET', '/docs')['sub'])\n\
            \texcept jwt.PyJWTError as e: print(e)\n";
        let lines = [&first, &second, "a minute later", &second, &second, &first].join("\n");
        let args = ["-c", script, &issuer.url, cases::HOST];
        let said = python::run(&args, &lines, &[]).await;
        let unknown = "Unable to find a signing key that matches: \"key-2\"";
        let known = ["some account", unknown, unknown, unknown, "some account"];
        assert_eq!(said.lines().collect::<Vec<_>>(), known);
        assert_eq!(issuer.asked(), 2);
        issuer.publish(&[2]);
        let said = python::run(&args, &second, &[]).await;
        assert_eq!(said, "some account\n");
    });
}
