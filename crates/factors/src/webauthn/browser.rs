//! What pages give to browsers and get back, in the JSON of WebAuthn §5.1.8 to §5.1.10 and §5.5: bytes as
//! base64url without padding.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::assertion::Signed;
use super::challenge::LIFE;
use super::cose::ALGORITHMS;
use super::credential::Credential;
use super::registration::Attested;
use super::relying_party::RelyingParty;

/// Longest answer, in bytes: a certificate or two fit in.
const LONGEST: usize = 32 * 1024;
/// The words of transports that there are (§5.8.4), and the most that are kept.
const MOST_TRANSPORTS: usize = 8;

#[derive(Deserialize)]
struct Answer<R> {
    id: String,
    response: R,
    #[serde(rename = "clientExtensionResults", default)]
    extensions: Extensions,
}

#[derive(Deserialize, Default)]
struct Extensions {
    #[serde(default)]
    appid: bool,
    #[serde(rename = "credProps", default)]
    properties: Properties,
}

#[derive(Deserialize, Default)]
struct Properties {
    rk: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

/// A made credential, as far as the browser says.
pub(crate) struct Made {
    /// What is to be checked.
    pub attested: Attested,
    /// Whether it can be found without a list; none where the browser doesn't know (§10.1.3).
    pub discoverable: Option<bool>,
}

pub(crate) struct Given {
    /// What is to be checked.
    pub signed: Signed,
    /// Whether it was made under U2F's older binding (§10.1.1).
    pub by_app_id: bool,
}

fn parse<'a, R: Deserialize<'a>>(text: &'a str) -> Option<Answer<R>> {
    (text.len() <= LONGEST)
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// Reads what `navigator.credentials.create` gave.
pub(crate) fn read_made(text: &str) -> Option<Made> {
    let answer = parse::<Attestation>(text)?;
    let mut transports = answer.response.transports;
    transports.retain(|word| {
        (1..=16).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    });
    transports.truncate(MOST_TRANSPORTS);
    Some(Made {
        attested: Attested {
            id: bytes(&answer.id)?,
            client_data: bytes(&answer.response.client_data)?,
            attestation: bytes(&answer.response.attestation_object)?,
            transports,
        },
        discoverable: answer.extensions.properties.rk,
    })
}

/// Reads what `navigator.credentials.get` gave.
pub(crate) fn read_given(text: &str) -> Option<Given> {
    let answer = parse::<Assertion>(text)?;
    let user = match answer.response.user_handle.as_deref() {
        None | Some("") => None,
        Some(handle) => Some(bytes(handle)?),
    };
    Some(Given {
        signed: Signed {
            id: bytes(&answer.id)?,
            client_data: bytes(&answer.response.client_data)?,
            data: bytes(&answer.response.authenticator_data)?,
            signature: bytes(&answer.response.signature)?,
            user,
        },
        by_app_id: answer.extensions.appid,
    })
}

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

/// What makes a credential.
pub(crate) struct Creation<'a> {
    pub party: &'a RelyingParty,
    pub site: &'a str,
    /// The account's handle, and its name.
    pub user: (&'a [u8], &'a str),
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
        let (id, name) = self.user;
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
            "user": {"id": BASE64URL_NOPAD.encode(id), "name": name, "displayName": name},
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
pub(crate) fn accepted(
    party: &RelyingParty,
    (user, name): (&[u8], &str),
    all: &[Credential],
) -> String {
    let ids: Vec<String> = all
        .iter()
        .filter(|one| one.rp_id == party.id)
        .map(|one| BASE64URL_NOPAD.encode(&one.id))
        .collect();
    let user = BASE64URL_NOPAD.encode(user);
    json!({"rpId": party.id, "userId": user, "name": name, "ids": ids}).to_string()
}

/// What a browser is told of a credential that nobody has (§5.1.10.2).
pub(crate) fn forgotten(party: &RelyingParty, id: &[u8]) -> String {
    json!({"rpId": party.id, "credentialId": BASE64URL_NOPAD.encode(id)}).to_string()
}
