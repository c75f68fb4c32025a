//! What pages give to browsers, in the JSON of WebAuthn §5.1.9, §5.1.10 and §5.5: bytes as base64url without
//! padding.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::challenge::LIFE;
use super::cose::ALGORITHMS;
use super::credential::Credential;
use super::relying_party::RelyingParty;
use crate::Owner;

/// Whether an authenticator has to verify its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verification {
    /// Presence is enough, and no PIN is asked for.
    Discouraged,
    /// By PIN or finger.
    Required,
}

impl Verification {
    const fn word(self) -> &'static str {
        match self {
            Self::Discouraged => "discouraged",
            Self::Required => "required",
        }
    }
}

/// A credential in a list.
fn descriptor(id: &[u8], transports: &[String]) -> Value {
    let id = BASE64URL_NOPAD.encode(id);
    if transports.is_empty() {
        return json!({"type": "public-key", "id": id});
    }
    json!({"type": "public-key", "id": id, "transports": transports})
}

fn timeout() -> i64 {
    LIFE.as_micros().checked_div(2_000).unwrap_or_default()
}

/// An account, as browsers and authenticators know it (§5.4.3).
#[derive(Clone, Copy)]
pub(crate) struct User<'a> {
    pub handle: &'a [u8],
    pub name: &'a str,
}

impl<'a> User<'a> {
    pub(crate) fn of(owner: &'a Owner) -> Self {
        Self {
            handle: owner.id.bytes(),
            name: &owner.name,
        }
    }
}

/// What makes a credential.
pub(crate) struct Creation<'a> {
    pub party: &'a RelyingParty,
    pub site: &'a str,
    pub user: User<'a>,
    pub challenge: &'a [u8],
    /// Those that the same token must not hold already.
    pub without: &'a [Credential],
    /// Whether it has to be found without a list.
    pub discoverable: bool,
    pub verification: Verification,
}

impl Creation<'_> {
    /// As a browser reads it (§5.4).
    pub(crate) fn json(&self) -> Value {
        let algorithms: Vec<Value> = ALGORITHMS
            .iter()
            .map(|alg| json!({"type": "public-key", "alg": alg}))
            .collect();
        let without: Vec<Value> = self
            .without
            .iter()
            .map(|credential| descriptor(&credential.id, &credential.transports))
            .collect();
        let User { handle, name } = self.user;
        let resident = if self.discoverable {
            "required"
        } else {
            "discouraged"
        };
        let mut extensions = json!({"credProps": true});
        let app_id = self.without.iter().find(|c| !c.app_id.is_empty());
        if let (Some(old), Some(all)) = (app_id, extensions.as_object_mut()) {
            all.insert("appidExclude".into(), json!(old.app_id));
        }
        json!({
            "rp": {"id": self.party.id, "name": self.site},
            "user": {"id": BASE64URL_NOPAD.encode(handle), "name": name, "displayName": name},
            "challenge": BASE64URL_NOPAD.encode(self.challenge),
            "pubKeyCredParams": algorithms,
            "timeout": timeout(),
            "excludeCredentials": without,
            "authenticatorSelection": {
                "residentKey": resident,
                "requireResidentKey": self.discoverable,
                "userVerification": self.verification.word(),
            },
            "attestation": "none",
            "extensions": extensions,
        })
    }
}

/// What asks for a signature.
pub(crate) struct Request<'a> {
    pub party: &'a RelyingParty,
    pub challenge: &'a [u8],
    /// Ids and transports of those that may sign; empty for any that the browser finds.
    pub of: &'a [(Vec<u8>, Vec<String>)],
    /// U2F's older binding, where one of them has it.
    pub app_id: &'a str,
    pub verification: Verification,
}

impl Request<'_> {
    /// As a browser reads it (§5.5).
    pub(crate) fn json(&self) -> Value {
        let of: Vec<Value> = self
            .of
            .iter()
            .map(|(id, transports)| descriptor(id, transports))
            .collect();
        let extensions = if self.app_id.is_empty() {
            json!({})
        } else {
            json!({"appid": self.app_id})
        };
        json!({
            "challenge": BASE64URL_NOPAD.encode(self.challenge),
            "timeout": timeout(),
            "rpId": self.party.id,
            "allowCredentials": of,
            "userVerification": self.verification.word(),
            "extensions": extensions,
        })
    }
}

/// What a browser is told of the credentials that an account has (§5.1.10.3, §5.1.10.4).
pub(crate) fn accepted(party: &RelyingParty, user: User<'_>, all: &[Credential]) -> String {
    let ids: Vec<String> = all
        .iter()
        .filter(|one| one.rp_id == party.id)
        .map(|one| BASE64URL_NOPAD.encode(&one.id))
        .collect();
    let handle = BASE64URL_NOPAD.encode(user.handle);
    json!({"rpId": party.id, "userId": handle, "name": user.name, "ids": ids}).to_string()
}

/// What a browser is told of a credential that nobody has (§5.1.10.2).
pub(crate) fn forgotten(party: &RelyingParty, id: &[u8]) -> String {
    json!({"rpId": party.id, "credentialId": BASE64URL_NOPAD.encode(id)}).to_string()
}
