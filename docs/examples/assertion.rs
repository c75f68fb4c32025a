//! Checks the header `Countersign-Assertion`, as docs/assertion.md tells. It needs `data-encoding`,
//! `ed25519-dalek` and `serde_json`, and whatever you fetch with.

use std::collections::HashMap;

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;

const LEEWAY: i64 = 5;

/// For one protected host. One for the whole program, behind a lock: it keeps keys, and what was used.
pub struct Checker<F> {
    issuer: String,
    host: String,
    fetch: F,
    keys: HashMap<String, VerifyingKey>,
    asked: Option<i64>,
    used: HashMap<String, i64>,
}

impl<F: FnMut() -> Option<String>> Checker<F> {
    /// `fetch` gets the text at `/.well-known/jwks.json` of the issuer, Countersign's public URL.
    pub fn new(issuer: &str, host: &str, fetch: F) -> Self {
        Self {
            issuer: issuer.to_owned(),
            host: host.to_owned(),
            fetch,
            keys: HashMap::new(),
            asked: None,
            used: HashMap::new(),
        }
    }

    /// The claims, if made for this request. The path is as it was sent, without its query; now is in seconds.
    pub fn check(&mut self, assertion: &str, method: &str, path: &str, now: i64) -> Option<Value> {
        let (signed, signature) = assertion.rsplit_once('.')?;
        let (head, claims) = signed.split_once('.')?;
        let head = json(head)?;
        let typ = head["typ"] == "countersign-assertion+jwt" && head.get("crit").is_none();
        (typ && head["alg"] == "EdDSA").then_some(())?;
        let key = self.key(head["kid"].as_str()?, now)?;
        let signature = Signature::from_slice(&decoded(signature)?).ok()?;
        key.verify_strict(signed.as_bytes(), &signature).ok()?;
        let claims = json(claims)?;
        let is = |name: &str, value: &str| claims[name] == value;
        let ours = is("iss", &self.issuer) && is("aud", &self.host) && claims["sub"].is_string();
        let fits = ours && is("htm", method) && is("htu", path);
        let (iat, exp) = (claims["iat"].as_i64()?, claims["exp"].as_i64()?);
        (fits && iat <= now + LEEWAY && now < exp + LEEWAY).then_some(())?;
        // The same GET or HEAD may bring the same one again. Where the program runs as several processes,
        // keep what was used in a place that they share.
        self.used.retain(|_, exp| *exp + LEEWAY >= now);
        let reads = ["GET", "HEAD"].contains(&method);
        let jti = claims["jti"].as_str()?.to_owned();
        (reads || self.used.insert(jti, exp).is_none()).then_some(claims)
    }

    /// Anybody can make up a key's name: the keys are fetched once a minute at most.
    fn key(&mut self, kid: &str, now: i64) -> Option<VerifyingKey> {
        let known = self.keys.contains_key(kid);
        let since = self.asked.map_or(i64::MAX, |at| now - at);
        if since >= if known { 3600 } else { 60 } {
            self.asked = Some(now);
            if let Some(set) = (self.fetch)().and_then(|text| serde_json::from_str(&text).ok()) {
                self.keys = keys(&set);
            }
        }
        self.keys.get(kid).copied()
    }
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(part.as_bytes()).ok()
}

fn json(part: &str) -> Option<Value> {
    serde_json::from_slice(&decoded(part)?).ok()
}

fn keys(set: &Value) -> HashMap<String, VerifyingKey> {
    let all = set["keys"].as_array().into_iter().flatten();
    let read = |key: &Value| {
        let point = decoded(key["x"].as_str()?)?.try_into().ok()?;
        let point = VerifyingKey::from_bytes(&point).ok()?;
        Some((key["kid"].as_str()?.to_owned(), point))
    };
    all.filter_map(read).collect()
}
