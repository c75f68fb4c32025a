//! What browsers give back, in the JSON of WebAuthn §5.1.8: bytes as base64url without padding.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use super::assertion::Signed;
use super::registration::Attested;

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
