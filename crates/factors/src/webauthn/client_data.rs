//! What the browser says of a ceremony (WebAuthn §5.8.1): which kind, for which challenge, on whose page.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::CeremonyError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ceremony {
    /// A credential is made.
    Create,
    Get,
}

impl Ceremony {
    const fn word(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    #[serde(default)]
    top_origin: Option<String>,
}

fn read(json: &[u8]) -> Result<ClientData, CeremonyError> {
    // "UTF-8 decode" takes a byte order mark off.
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    serde_json::from_slice(json).map_err(|_| CeremonyError::Unreadable)
}

fn answered(said: &ClientData) -> Result<Vec<u8>, CeremonyError> {
    BASE64URL_NOPAD
        .decode(said.challenge.as_bytes())
        .map_err(|_| CeremonyError::Challenge)
}

/// The challenge that was answered, as the browser says.
pub(crate) fn challenge(json: &[u8]) -> Result<Vec<u8>, CeremonyError> {
    answered(&read(json)?)
}

/// Whether this is what the browser says of this ceremony for this challenge on a page of this origin, not
/// within another's (WebAuthn §7.1 steps 5 to 12, §7.2 steps 8 to 15).
pub(crate) fn fits(
    json: &[u8],
    ceremony: Ceremony,
    challenge: &[u8],
    origin: &str,
) -> Result<(), CeremonyError> {
    let said = read(json)?;
    if said.r#type != ceremony.word() {
        return Err(CeremonyError::Ceremony);
    }
    if !bool::from(answered(&said)?.as_slice().ct_eq(challenge)) {
        return Err(CeremonyError::Challenge);
    }
    // Exactly: a suffix would take `https://badexample.org` for `example.org` (L24).
    if said.origin != origin || said.cross_origin || said.top_origin.is_some() {
        return Err(CeremonyError::Origin);
    }
    Ok(())
}
