//! The signing keys: one for every thirty days, made from a key of the database's own by its number, so
//! that all nodes have the same one and nothing is stored or handed round.

use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use domain::{Span, Timestamp};
use ed25519_dalek::{Signer as _, SigningKey};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Seeds;

/// How long a key signs.
const PERIOD: Span = Span::days(30);
/// The media type of an assertion (RFC 8725 §3.11), so that no other token of ours passes for one.
const TYPE: &str = "countersign-assertion+jwt";

/// A key that signs.
pub(super) struct Signer {
    number: i64,
    key: SigningKey,
    head: String,
}

impl Signer {
    fn new(seeds: &Seeds, number: i64) -> Self {
        let key = key(seeds, number);
        let head = json!({"alg": "EdDSA", "kid": id(&key), "typ": TYPE}).to_string();
        Self {
            number,
            head: BASE64URL_NOPAD.encode(head.as_bytes()),
            key,
        }
    }

    /// The compact form of what is claimed.
    pub(super) fn sign(&self, claims: &impl Serialize) -> String {
        // What is claimed is text, numbers and lists of texts, so that writing it can't fail.
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let mut text = format!("{}.{}", self.head, BASE64URL_NOPAD.encode(&claims));
        let signature = self.key.sign(text.as_bytes());
        text.push('.');
        BASE64URL_NOPAD.encode_append(&signature.to_bytes(), &mut text);
        text
    }
}

/// The key that signs at present, made once.
#[derive(Default)]
pub(crate) struct Signers(Mutex<Option<Arc<Signer>>>);

impl Signers {
    pub(super) fn at(&self, seeds: &Seeds, now: Timestamp) -> Arc<Signer> {
        let number = number(now);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(signer) if signer.number == number => Arc::clone(signer),
            _ => Arc::clone(kept.insert(Arc::new(Signer::new(seeds, number)))),
        }
    }

    /// Makes the present key, if that hasn't happened; says its number where another one signed before.
    pub(super) fn rotate(&self, seeds: &Seeds, now: Timestamp) -> Option<i64> {
        let number = number(now);
        let before = {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.as_ref().map(|signer| signer.number)
        };
        drop(self.at(seeds, now));
        before.filter(|before| *before != number).map(|_| number)
    }
}

/// The last key, the present one and the next.
pub(super) fn published(seeds: &Seeds, now: Timestamp) -> Value {
    let present = number(now);
    let keys: Vec<_> = [-1, 0, 1]
        .into_iter()
        .map(|from_now| {
            let key = key(seeds, present.saturating_add(from_now));
            json!({
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                "kid": id(&key), "x": point(&key),
            })
        })
        .collect();
    json!({ "keys": keys })
}

fn number(at: Timestamp) -> i64 {
    at.seconds().div_euclid(PERIOD.seconds_up().max(1))
}

fn key(seeds: &Seeds, number: i64) -> SigningKey {
    SigningKey::from_bytes(seeds.seed(number).expose())
}

fn point(key: &SigningKey) -> String {
    BASE64URL_NOPAD.encode(key.verifying_key().as_bytes())
}

/// Its thumbprint (RFC 7638 §3, RFC 8037 appendix A.3).
fn id(key: &SigningKey) -> String {
    let text = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, point(key));
    BASE64URL_NOPAD.encode(&Sha256::digest(text.as_bytes()))
}
