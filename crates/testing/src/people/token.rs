//! A token that speaks WebAuthn, by other hands than the program's; and a browser in its hands that says whatever
//! a test wants it to say.

use data_encoding::BASE64URL_NOPAD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::between;

/// The flag that somebody touched the token (WebAuthn §6.1).
pub const PRESENT: u8 = 0b0000_0001;
/// Their PIN or finger was right.
pub const VERIFIED: u8 = 0b0000_0100;
/// The credential can be on several devices.
pub const SYNCABLE: u8 = 0b0000_1000;
/// The flag that the credential is synced at present.
pub const SYNCED: u8 = 0b0001_0000;
const CREDENTIAL: u8 = 0b0100_0000;

/// One credential in a token.
pub struct FidoToken {
    key: EcdsaKeyPair,
    pub id: Vec<u8>,
    /// The handle of its account.
    pub user: Vec<u8>,
}

impl std::fmt::Debug for FidoToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FidoToken").finish_non_exhaustive()
    }
}

/// What a page asks a browser.
pub fn options(html: &str) -> Value {
    let escaped = between(html, "data-options=\"", "\"");
    let text = escaped
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&");
    serde_json::from_str(&text).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("base64url");
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}

fn written(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// A moment: what browser and token say, to be changed by a test before they say it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// `webauthn.create` or `webauthn.get`.
    pub ceremony: &'static str,
    /// The challenge that is answered.
    pub challenge: Vec<u8>,
    pub origin: String,
    /// Whether it stands within another page.
    pub cross_origin: bool,
    /// The outermost page's origin.
    pub top_origin: Option<String>,
    /// What the token takes for the relying party.
    pub rp_id: String,
    pub flags: u8,
    /// How often the token has signed.
    pub count: u32,
    pub aaguid: [u8; 16],
    /// The handle that comes with a signature; none comes where it is empty.
    pub user: Vec<u8>,
    /// How the browser reached the token.
    pub transports: Vec<&'static str>,
    /// Whether the credential is found without a list.
    pub discoverable: Option<bool>,
    /// Whether U2F's older binding was used.
    pub app_id: bool,
    /// What is really signed; empty for what ought to be.
    pub signs: Vec<u8>,
}

impl Moment {
    /// As an honest browser would, on a page of this origin.
    pub fn honest(options: &Value, origin: &str) -> Self {
        let creates = options.get("user").is_some();
        let rp_id = options.get("rpId").unwrap_or(&options["rp"]["id"]);
        let wants = if creates {
            &options["authenticatorSelection"]["userVerification"]
        } else {
            &options["userVerification"]
        };
        let verified = if wants == "required" { VERIFIED } else { 0 };
        Self {
            ceremony: if creates {
                "webauthn.create"
            } else {
                "webauthn.get"
            },
            challenge: bytes(&options["challenge"]),
            origin: origin.to_owned(),
            cross_origin: false,
            top_origin: None,
            rp_id: rp_id.as_str().unwrap().to_owned(),
            flags: PRESENT | verified,
            count: 1,
            aaguid: [0; 16],
            user: Vec::new(),
            transports: vec!["usb"],
            discoverable: Some(options["authenticatorSelection"]["residentKey"] == "required"),
            app_id: false,
            signs: Vec::new(),
        }
    }

    fn client_data(&self) -> Vec<u8> {
        let mut said = json!({
            "type": self.ceremony,
            "challenge": written(&self.challenge),
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        });
        if let Some(top) = &self.top_origin {
            said["topOrigin"] = json!(top);
        }
        said.to_string().into_bytes()
    }

    fn data(&self, credential: &[u8]) -> Vec<u8> {
        let rp: [u8; 32] = Sha256::digest(self.rp_id.as_bytes()).into();
        let flag = if credential.is_empty() { 0 } else { CREDENTIAL };
        [
            rp.as_slice(),
            &[self.flags | flag],
            &self.count.to_be_bytes(),
            credential,
        ]
        .concat()
    }
}

fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    [&[0x59], length.to_be_bytes().as_slice(), bytes].concat()
}

fn cbor_text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    [&[0x78, length], text.as_bytes()].concat()
}

impl FidoToken {
    /// A new credential for this account handle, with an id of this length.
    pub fn new(user: &[u8], length: usize) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let kept = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let mut id = vec![0; length];
        random.fill(&mut id).unwrap();
        Self {
            key: EcdsaKeyPair::from_pkcs8(algorithm, kept.as_ref(), &random).unwrap(),
            id,
            user: user.to_vec(),
        }
    }

    /// Makes a credential as the page asks, and what the browser sends.
    pub fn make(options: &Value, moment: &Moment) -> (Self, String) {
        let token = Self::new(&bytes(&options["user"]["id"]), 64);
        let sent = token.made(moment);
        (token, sent)
    }

    /// The credential's public key, as COSE has it.
    fn cose(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let (x, y) = (&point[1..33], &point[33..]);
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        cose.extend_from_slice(x);
        cose.extend_from_slice(&[0x22, 0x58, 0x20]);
        cose.extend_from_slice(y);
        cose
    }

    /// The uncompressed point of its public key.
    pub fn point(&self) -> Vec<u8> {
        self.key.public_key().as_ref().to_vec()
    }

    /// What a browser sends of this credential as a new one.
    pub fn made(&self, moment: &Moment) -> String {
        let length = u16::try_from(self.id.len()).unwrap();
        let credential = [
            moment.aaguid.as_slice(),
            &length.to_be_bytes(),
            &self.id,
            &self.cose(),
        ]
        .concat();
        let object = [
            vec![0xa3],
            cbor_text("fmt"),
            cbor_text("none"),
            cbor_text("attStmt"),
            vec![0xa0],
            cbor_text("authData"),
            cbor_bytes(&moment.data(&credential)),
        ]
        .concat();
        let properties = match moment.discoverable {
            Some(rk) => json!({"credProps": {"rk": rk}}),
            None => json!({}),
        };
        json!({
            "id": written(&self.id), "rawId": written(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": written(&moment.client_data()),
                "attestationObject": written(&object),
                "transports": moment.transports,
            },
            "clientExtensionResults": properties,
        })
        .to_string()
    }

    /// What a browser sends of a signature.
    pub fn sign(&self, moment: &Moment) -> String {
        let (said, data) = (moment.client_data(), moment.data(&[]));
        let ought = [data.as_slice(), &Sha256::digest(&said)].concat();
        let what = if moment.signs.is_empty() {
            &ought
        } else {
            &moment.signs
        };
        let signature = self.key.sign(&SystemRandom::new(), what).unwrap();
        let mut response = json!({
            "clientDataJSON": written(&said),
            "authenticatorData": written(&data),
            "signature": written(signature.as_ref()),
        });
        if !moment.user.is_empty() {
            response["userHandle"] = json!(written(&moment.user));
        }
        json!({
            "id": written(&self.id), "rawId": written(&self.id), "type": "public-key",
            "response": response,
            "clientExtensionResults": {"appid": moment.app_id},
        })
        .to_string()
    }
}
