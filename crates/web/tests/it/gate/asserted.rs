//! The signed assertion, checked as a program behind would check it.

use data_encoding::BASE64URL_NOPAD;
use domain::Span;
use door::Actor;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;
use testing::{Place, on_both};

use super::{FILES, at, check, hand_over, header, home, house};
use crate::browser::Browser;

const URL: &str = "https://files.example.org/docs/a%20b?x=1";

fn decoded(text: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}

pub(super) async fn published(home: &mut Browser) -> Vec<Value> {
    let seen = home.get("/.well-known/jwks.json").await.is(200);
    assert_eq!(header(&seen, "content-type"), "application/jwk-set+json");
    assert_eq!(header(&seen, "cache-control"), "public, max-age=3600");
    let set: Value = serde_json::from_str(&seen.body).unwrap();
    set["keys"].as_array().unwrap().clone()
}

/// What an assertion says, once its signature was found to be by one of these keys.
pub(super) fn verified(assertion: &str, keys: &[Value]) -> Value {
    let (signed, signature) = assertion.rsplit_once('.').unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let head: Value = serde_json::from_slice(&decoded(head)).unwrap();
    assert_eq!(
        (head["alg"].as_str(), head["typ"].as_str()),
        (Some("EdDSA"), Some("countersign-assertion+jwt"))
    );
    let key = keys.iter().find(|key| key["kid"] == head["kid"]).unwrap();
    let point: [u8; 32] = decoded(key["x"].as_str().unwrap()).try_into().unwrap();
    let signature = Signature::from_slice(&decoded(signature)).unwrap();
    VerifyingKey::from_bytes(&point)
        .unwrap()
        .verify_strict(signed.as_bytes(), &signature)
        .unwrap();
    serde_json::from_slice(&decoded(claims)).unwrap()
}

on_both! {
    async fn N_5_V9_2_1_V9_2_2_V9_2_3_V9_2_4_an_assertion_says_who_is_there_for_this_request_alone(place: Place) {
        let house = house(place).await;
        let (mut home, mut there) = (home(&house), at(&house, FILES));
        let signed_in = house.place.now().seconds();
        house.add_with_app("anna", &mut home).await;
        house.place.clock().advance(Span::minutes(5));
        hand_over(&mut home, &mut there, FILES, URL).await;
        let keys = published(&mut home).await;
        let open = check(&mut there, "GET", URL, &[]).await.is(200);
        let first = header(&open, "countersign-assertion").to_owned();
        let claims = verified(&first, &keys);
        let now = house.place.now().seconds();
        assert_eq!(claims["iss"], "https://auth.example.org");
        assert_eq!(claims["sub"], header(&open, "countersign-id"));
        assert_eq!((&claims["aud"], &claims["htm"], &claims["htu"]), (&FILES.into(), &"GET".into(), &"/docs/a%20b".into()));
        assert_eq!((&claims["acr"], &claims["amr"]), (&"two-factor".into(), &serde_json::json!(["mfa", "otp", "pwd"])));
        assert_eq!(claims["groups"], serde_json::json!([]));
        assert_eq!((claims["iat"].as_i64(), claims["exp"].as_i64()), (Some(now), Some(now + 120)));
        assert_eq!(claims["auth_time"].as_i64(), Some(signed_in));
        // Reading the same is told by the same one for a while; all else by a new one.
        let again = check(&mut there, "GET", URL, &[]).await.is(200);
        assert_eq!(header(&again, "countersign-assertion"), first);
        let mut ids = std::collections::BTreeSet::from([claims["jti"].to_string()]);
        for (method, url) in [("HEAD", URL), ("POST", URL), ("POST", URL), ("GET", "https://files.example.org/other")] {
            let open = check(&mut there, method, url, &[]).await.is(200);
            let claims = verified(header(&open, "countersign-assertion"), &keys);
            assert_eq!(claims["htm"], method);
            assert!(ids.insert(claims["jti"].to_string()), "{method} {url}");
        }
        house.door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        house.door.set_groups(&Actor::COMMAND_LINE, "anna", &["staff".into()]).await.unwrap();
        let open = check(&mut there, "GET", URL, &[]).await.is(200);
        let claims = verified(header(&open, "countersign-assertion"), &keys);
        assert_eq!(claims["groups"], serde_json::json!(["staff"]));
        assert!(ids.insert(claims["jti"].to_string()));
        house.place.clock().advance(Span::seconds(31));
        let open = check(&mut there, "GET", URL, &[]).await.is(200);
        let claims = verified(header(&open, "countersign-assertion"), &keys);
        assert!(ids.insert(claims["jti"].to_string()), "after half a minute");
        let nobody = check(&mut at(&house, FILES), "GET", "https://files.example.org/public/x", &[]).await.is(200);
        assert_eq!(header(&nobody, "countersign-assertion"), "");
    }

    async fn keys_change_without_a_gap(place: Place) {
        let house = house(place).await;
        let mut home = home(&house);
        let mut before: Option<(Vec<Value>, Value)> = None;
        let mut signed_by = std::collections::BTreeSet::new();
        for _ in 0..12 {
            let keys = published(&mut home).await;
            assert_eq!(keys.len(), 3);
            let present = keys[1].clone();
            signed_by.insert(present["kid"].to_string());
            if let Some((kept, last)) = before {
                assert!(kept.contains(&present), "known before it signs");
                assert!(keys.contains(&last), "known after it has signed");
            }
            before = Some((keys, present));
            house.place.clock().advance(Span::days(15));
        }
        assert!((6..=7).contains(&signed_by.len()), "{signed_by:?}");
    }
}
