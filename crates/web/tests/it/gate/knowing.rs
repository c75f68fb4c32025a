//! What the gate takes for somebody, what it tells of them, and what it tells whoever only tries.

use data_encoding::BASE64;
use domain::{Secret, Span};
use door::Actor;
use door::administration::NewAccount;
use testing::{Place, on_both};

use super::asserted::{published, verified};
use super::{FILES, at, beneath, check, hand_over, header, home, house};
use crate::site::PASSWORD;

const NOTES: &str = "notes.example.org";
const URL: &str = "https://notes.example.org/";

fn basic(name: &str, secret: &str) -> String {
    let both = format!("{name}:{secret}");
    format!("Basic {}", BASE64.encode(both.as_bytes()))
}

on_both! {
    async fn L02_a_pending_sign_in_opens_nothing_at_the_gate(place: Place) {
        let house = house(place).await;
        let mut first = home(&house);
        house.add_with_app("anna", &mut first).await;
        let mut pending = home(&house);
        pending.sign_in("anna").await.is(303);
        let token = pending.jar["__Host-countersign-signin"].clone();
        let mut sent: Vec<String> = ["anna", "", "countersign", &token].iter().map(|name| basic(name, &token)).collect();
        sent.extend([basic(&token, ""), basic(&token, PASSWORD), format!("Bearer {token}"), format!("bearer {token}")]);
        for host in [FILES, NOTES] {
            let url = format!("https://{host}/docs");
            for value in &sent {
                let seen = check(&mut at(&house, host), "GET", &url, &[("authorization", value)]).await.is(401);
                assert_eq!(header(&seen, "remote-user"), "(none)", "{value}");
            }
            for cookie in ["gate", "gate-shared", "gate-nonce", "signin", "known"] {
                let mut there = at(&house, host);
                there.jar.insert(format!("__Host-countersign-{cookie}"), token.clone());
                there.jar.insert(format!("countersign-{cookie}"), token.clone());
                there.jar.insert("__Host-countersign".to_owned(), token.clone());
                check(&mut there, "GET", &url, &[]).await.is(401);
            }
        }
        // Nor is it handed over.
        let mut there = at(&house, NOTES);
        let stopped = check(&mut there, "GET", URL, &[("sec-fetch-mode", "navigate")]).await.is(401);
        let entrance = beneath(header(&stopped, "location"), "https://notes.example.org");
        let away = there.get(&entrance).await.is(303);
        let to_us = beneath(header(&away, "location"), "https://auth.example.org");
        assert!(pending.get(&to_us).await.to().starts_with("/login?next="));
    }

    async fn L15_V6_3_8_the_gate_answers_whoever_has_no_right_secret_alike(place: Place) {
        let house = house(place).await;
        house.add_with_app("anna", &mut home(&house)).await;
        for name in ["bea", "cecilia"] {
            house.add(name).await;
        }
        house.door.disable_account(&Actor::COMMAND_LINE, "cecilia").await.unwrap();
        let mut answers = Vec::new();
        for (name, secret) in [("nobody", PASSWORD), ("anna", PASSWORD), ("anna", "wrong"), ("bea", "wrong"), ("cecilia", PASSWORD)] {
            let mut client = at(&house, NOTES);
            let seen = check(&mut client, "GET", URL, &[("authorization", &basic(name, secret))]).await.is(401);
            let mut headers: Vec<(String, String)> = seen.headers.iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .filter(|(name, _)| name != "x-request-id")
                .collect();
            headers.sort();
            answers.push((seen.body, headers));
        }
        assert!(answers[0].1.len() > 3, "{answers:?}");
        for answer in &answers {
            assert_eq!(answer, &answers[0]);
        }
    }

    async fn L42_only_an_address_that_was_confirmed_goes_out(place: Place) {
        let house = house(place).await;
        let new = NewAccount {
            name: "cecilia".into(),
            password: Some(Secret::new(PASSWORD.into())),
            emails: vec!["cecilia@example.org".into()],
            ..NewAccount::default()
        };
        house.door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
        house.add("bea").await;
        for (name, added, told) in [("bea", "cecilia@example.org", ""), ("bea", "boss@example.org", ""), ("cecilia", "c@example.org", "cecilia@example.org")] {
            let (mut home, mut there) = (home(&house), at(&house, NOTES));
            home.sign_in(name).await.is(303);
            home.post("/settings/emails", &[("email", added)]).await;
            hand_over(&mut home, &mut there, NOTES, URL).await;
            let open = check(&mut there, "GET", URL, &[]).await.is(200);
            assert_eq!((header(&open, "remote-user"), header(&open, "remote-email")), (name, told), "{added}");
        }
    }

    async fn N_5_what_is_told_of_somebody_is_no_surer_than_their_proofs(place: Place) {
        let house = house(place).await;
        house.add("bea").await;
        let (mut home, mut there) = (home(&house), at(&house, NOTES));
        let since = house.place.now().seconds();
        home.sign_in("bea").await.is(303);
        house.place.clock().advance(Span::minutes(5));
        hand_over(&mut home, &mut there, NOTES, URL).await;
        let keys = published(&mut home).await;
        let mut client = at(&house, NOTES);
        client.headers.insert("accept", "*/*".parse().unwrap());
        let own = basic("bea", PASSWORD);
        let by_cookie = check(&mut there, "GET", URL, &[]).await.is(200);
        let by_client = check(&mut client, "GET", URL, &[("authorization", &own)]).await.is(200);
        for (seen, auth_time) in [(by_cookie, since), (by_client, house.place.now().seconds())] {
            let claims = verified(header(&seen, "countersign-assertion"), &keys);
            assert_eq!((&claims["acr"], &claims["amr"]), (&"single".into(), &serde_json::json!(["pwd"])));
            assert_eq!(claims["auth_time"].as_i64(), Some(auth_time));
        }
        // Where two are asked for, neither is enough.
        check(&mut at(&house, FILES), "GET", "https://files.example.org/", &[("authorization", &own)]).await.is(401);
    }
}
