//! The table: assertions that are wrong in one place.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::issuer::{authenticated, encoded, key, published, signed};

/// The protected host.
pub const HOST: &str = "files.example.test";

/// The head of a right one.
pub fn head() -> Value {
    json!({"alg": "EdDSA", "kid": "key-1", "typ": "countersign-assertion+jwt"})
}

/// The claims of a right one, for `GET /docs`.
pub fn claims(issuer: &str, now: i64) -> Value {
    json!({
        "iss": issuer, "sub": "some account", "aud": HOST, "htm": "GET", "htu": "/docs",
        "groups": ["staff"], "acr": "two-factor", "amr": ["mfa", "otp", "pwd"],
        "auth_time": now - 60, "iat": now, "exp": now + 120, "jti": "once",
    })
}

/// A value with another one in one place; null takes it out.
fn with(value: &Value, name: &str, other: Value) -> Value {
    let mut value = value.clone();
    if other.is_null() {
        value.as_object_mut().unwrap().remove(name);
    } else {
        value[name] = other;
    }
    value
}

/// What is right, by what it is.
pub fn right(issuer: &str, now: i64) -> Vec<(String, String)> {
    let (head, claims) = (head(), claims(issuer, now));
    let changed = |name, other| signed(&head, &with(&claims, name, other), 1);
    let all = [
        ("plain", signed(&head, &claims, 1)),
        ("the same again", signed(&head, &claims, 1)),
        ("four seconds over", changed("exp", json!(now - 4))),
        ("four seconds early", changed("iat", json!(now + 4))),
        ("with a claim more", changed("more", json!(1))),
    ];
    all.map(|(what, text)| (what.to_owned(), text)).into()
}

/// What is wrong, by what is wrong with it.
#[rustfmt::skip]
pub fn wrong(issuer: &str, now: i64) -> Vec<(String, String)> {
    let (head, claims) = (head(), claims(issuer, now));
    let claimed = [
        ("aud", json!("other.example.test")), ("aud", json!("files.example.test:8443")),
        ("aud", json!([HOST])), ("aud", json!([HOST, "other.example.test"])), ("aud", Value::Null),
        ("htm", json!("POST")), ("htm", json!("get")), ("htm", Value::Null),
        ("htu", json!("/")), ("htu", json!("/docs/")), ("htu", json!("/docs?a=b")), ("htu", Value::Null),
        ("iss", json!("https://other.example.test")), ("iss", json!(format!("{issuer}/"))), ("iss", Value::Null),
        ("exp", json!(now - 60)), ("exp", json!(now - 6)), ("exp", json!("never")), ("exp", Value::Null),
        ("iat", json!(now + 60)), ("iat", json!(now + 6)), ("iat", Value::Null),
        ("sub", json!(1)), ("sub", Value::Null), ("jti", json!(1)), ("jti", Value::Null),
    ];
    let headed = [
        ("typ", json!("JWT")), ("typ", json!("at+jwt")), ("typ", Value::Null),
        ("kid", json!("key-2")), ("kid", json!("")), ("kid", json!(1)), ("kid", Value::Null),
        ("alg", json!("HS256")), ("alg", json!("ES256")), ("alg", Value::Null),
        ("crit", json!(["more"])),
    ];
    let mut all = Vec::new();
    for (name, value) in claimed {
        all.push((format!("{name} {value}"), signed(&head, &with(&claims, name, value), 1)));
    }
    for (name, value) in headed {
        all.push((format!("{name} {value}"), signed(&with(&head, name, value), &claims, 1)));
    }
    let mut add = |what: &str, text: String| all.push((what.to_owned(), text));

    for alg in ["none", "None", "NONE", ""] {
        let text = encoded(&with(&head, "alg", json!(alg)), &claims);
        add(&format!("alg {alg:?}, not signed"), format!("{text}."));
    }
    // The bytes that everybody knows, as a secret.
    let hs256 = with(&head, "alg", json!("HS256"));
    let point = key(1).verifying_key().to_bytes();
    let jwk = published(1);
    let spki = [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00".as_slice(), &point].concat();
    let pem = data_encoding::BASE64.encode(&spki);
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n");
    for secret in [&point[..], jwk["x"].as_str().unwrap().as_bytes(), jwk.to_string().as_bytes(), &spki, pem.as_bytes()] {
        add("HS256 by the public key", authenticated(&hs256, &claims, secret));
    }
    add("another's key by our name", signed(&head, &claims, 2));
    add("another's key in its head", signed(&with(&with(&head, "kid", json!("key-2")), "jwk", published(2)), &claims, 2));

    let plain = signed(&head, &claims, 1);
    for (place, what) in ["a byte of the head", "a byte of the claims", "a byte of the signature"].into_iter().enumerate() {
        let mut parts: Vec<_> = plain.split('.').map(|part| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).collect();
        let middle = parts[place].len() / 2;
        parts[place][middle] ^= 1;
        let parts: Vec<_> = parts.iter().map(|part| BASE64URL_NOPAD.encode(part)).collect();
        add(what, parts.join("."));
    }
    add("no signature", encoded(&head, &claims));
    add("half a signature", plain[..plain.len() - 43].to_owned());
    add("a part too many", format!("{plain}.{plain}"));
    add("a list for a head", signed(&json!([]), &claims, 1));
    add("a list of claims", signed(&head, &json!([claims]), 1));
    add("nothing", String::new());
    add("no assertion", "forged".to_owned());
    all
}
