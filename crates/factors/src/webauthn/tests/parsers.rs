//! Whatever is sent is read or refused: what is nearly right, cut, grown, changed in places.

use data_encoding::BASE64URL_NOPAD;
use proptest::prelude::*;

use crate::webauthn::relying_party::RelyingParty;
use proptest::sample::{Index, select};

use super::keys::base;
use super::vectors::{Vector, expected, vectors};
use crate::cases::cases;
use crate::webauthn::authenticator_data::AuthenticatorData;
use crate::webauthn::client_data::{self, Ceremony};
use crate::webauthn::cose::PublicKey;
use crate::webauthn::{browser, cbor, import};

const ORIGIN: &str = "https://example.org";

/// What is done to a text or to bytes that were right.
#[derive(Clone, Debug)]
enum Harm {
    Change(Index, u8),
    Cut(Index),
    Take(Index, Index),
    Put(Index, Vec<u8>),
}

impl Harm {
    fn done(&self, to: &mut Vec<u8>) {
        let room = to.len() + 1;
        let at = |index: &Index| index.index(room);
        match self {
            Self::Change(index, by) => {
                if let Some(byte) = to.get_mut(at(index)) {
                    *byte ^= by;
                }
            }
            Self::Cut(index) => to.truncate(at(index)),
            Self::Take(from, until) => {
                let (from, until) = (at(from), at(until));
                drop(to.drain(from.min(until)..from.max(until)));
            }
            Self::Put(index, bytes) => {
                let at = at(index);
                drop(to.splice(at..at, bytes.iter().copied()));
            }
        }
    }
}

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..6),
        select(vec![
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "\"id\":",
            "\\u0000",
            "\"origin\":",
            "1e999",
            "\u{feff}",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        // Lengths that nothing is behind, depth, tags, what has no end.
        select(vec![
            vec![0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            vec![0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            vec![0xbf],
            vec![0xa1, 0x81, 0x81, 0x81],
            vec![0xc0],
            vec![0x04, 0x00],
        ]),
    ];
    let harm = prop_oneof![
        (any::<Index>(), 1u8..).prop_map(|(at, by)| Harm::Change(at, by)),
        any::<Index>().prop_map(Harm::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, until)| Harm::Take(from, until)),
        (any::<Index>(), piece).prop_map(|(at, bytes)| Harm::Put(at, bytes)),
    ];
    prop::collection::vec(harm, 1..4)
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    harms.iter().for_each(|harm| harm.done(&mut bytes));
    bytes
}

/// What a browser sends of a vector.
pub(super) fn sent(vector: &Vector) -> [String; 2] {
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let id = text(&vector.create.id);
    let made = serde_json::json!({"id": id, "rawId": id, "type": "public-key", "response": {
        "clientDataJSON": text(&vector.create.client_data),
        "attestationObject": text(&vector.create.attestation),
        "transports": ["usb", "nfc", "a,b", ""],
    }, "clientExtensionResults": {"credProps": {"rk": true}}});
    let given = serde_json::json!({"id": id, "rawId": id, "type": "public-key", "response": {
        "clientDataJSON": text(&vector.get.client_data),
        "authenticatorData": text(&vector.get.data),
        "signature": text(&vector.get.signature),
        "userHandle": "AAEC",
    }, "clientExtensionResults": {"appid": false}});
    [made.to_string(), given.to_string()]
}

/// A value as CBOR, which can be read: at most as deep as may be, and no key twice.
fn written() -> impl Strategy<Value = Vec<u8>> {
    let head = |major: u8, n: usize| match u8::try_from(n).unwrap() {
        short @ 0..24 => vec![major << 5 | short],
        long => vec![major << 5 | 24, long],
    };
    let leaf = prop_oneof![
        any::<u64>().prop_map(|n| [vec![0x1b], (n >> 1).to_be_bytes().to_vec()].concat()),
        any::<u16>().prop_map(|n| [vec![0x39], n.to_be_bytes().to_vec()].concat()),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(move |b| [head(2, b.len()), b].concat()),
        "[a-zå]{0,12}".prop_map(move |t| [head(3, t.len()), t.into_bytes()].concat()),
        (0u8..24).prop_map(|simple| vec![0xe0 | simple]),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        let items = prop::collection::vec(inner, 0..5);
        (items, any::<bool>()).prop_map(move |(items, map)| {
            let mut out = head(if map { 5 } else { 4 }, items.len());
            for (place, item) in items.iter().enumerate() {
                if map {
                    out.push(u8::try_from(place).unwrap());
                }
                out.extend(item);
            }
            out
        })
    })
}

/// Maps that may be keys: the labels of COSE, each with a number or with bytes of a length near a right one.
fn keys() -> impl Strategy<Value = Vec<u8>> {
    let number = select(vec![0x01u8, 0x02, 0x03, 0x06, 0x20, 0x26, 0x27]).prop_map(|n| vec![n]);
    let rs256 = Just(vec![0x39, 0x01, 0x00]);
    let bytes = (
        select(vec![0u16, 1, 3, 4, 31, 32, 33, 255, 256, 512, 513]),
        any::<u8>(),
    )
        .prop_map(|(n, with)| {
            [vec![0x59], n.to_be_bytes().to_vec(), vec![with; n.into()]].concat()
        });
    let value = prop_oneof![number, rs256, bytes].boxed();
    let labels = [0x01u8, 0x03, 0x20, 0x21, 0x22].map(|label| (Just(label), value.clone()));
    (labels.to_vec(), 0..=5usize).prop_map(|(pairs, count)| {
        let pairs = &pairs[pairs.len() - count..];
        let mut out = vec![0xa0 | u8::try_from(count).unwrap()];
        for (label, value) in pairs {
            out.push(*label);
            out.extend(value);
        }
        out
    })
}

fn party() -> RelyingParty {
    let mut settings = domain::setting::Settings::default();
    let url = domain::setting::Value::Text("https://example.org".into());
    settings.set("public_url", url);
    RelyingParty::of(&settings)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn cbor_that_is_right_is_read_and_harmed_it_is_read_or_refused(bytes in written(), harms in harms()) {
        prop_assert!(cbor::read_all(&bytes).is_some());
        let harmed = harmed(bytes, &harms);
        if let Some((_, rest)) = cbor::read(&harmed) {
            prop_assert!(harmed.ends_with(rest));
        }
    }

    #[test]
    fn a_key_that_is_read_is_kept_as_itself_and_has_signed_nothing(bytes in keys(), harms in harms(), harm: bool) {
        let bytes = if harm { harmed(bytes, &harms) } else { bytes };
        if let Some(key) = cbor::read_all(&bytes).as_ref().and_then(PublicKey::of) {
            let again = PublicKey::read(&key.kept());
            prop_assert_eq!(again.as_ref(), Some(&key));
            prop_assert!(!key.has_signed(b"message", &bytes));
        }
        if let Some(key) = PublicKey::read(&bytes) {
            prop_assert_eq!(key.kept(), bytes);
        }
    }

    #[test]
    fn authenticator_data_is_read_or_refused(which in any::<Index>(), harms in harms(), made: bool) {
        let vector = which.get(vectors());
        let bytes = if made { &vector.create.attestation } else { &vector.get.data };
        // Within an attestation the data begin somewhere; from everywhere it is read or refused.
        let bytes = harmed(bytes.clone(), &harms);
        for from in [0, 30, bytes.len() / 2] {
            if let Ok(read) = AuthenticatorData::read(bytes.get(from..).unwrap_or_default())
                && let Some(new) = read.credential
            {
                prop_assert!((1..=1_023).contains(&new.id.len()));
            }
        }
    }

    #[test]
    fn an_attestation_is_read_or_refused(which in any::<Index>(), harms in harms()) {
        let vector = which.get(vectors());
        let mut made = vector.create.clone();
        made.attestation = harmed(made.attestation, &harms);
        if let Ok(registered) = made.check(&expected(&vector.create_challenge)) {
            prop_assert_eq!(registered.new.id, made.id);
        }
    }

    #[test]
    fn what_a_browser_says_fits_only_where_it_says_so(which in any::<Index>(), harms in harms(), create: bool) {
        let vector = which.get(vectors());
        let (json, challenge, ceremony, word) = if create {
            (&vector.create.client_data, &vector.create_challenge, Ceremony::Create, "webauthn.create")
        } else {
            (&vector.get.client_data, &vector.get_challenge, Ceremony::Get, "webauthn.get")
        };
        let json = harmed(json.clone(), &harms);
        if client_data::fits(&json, ceremony, challenge, ORIGIN).is_ok() {
            let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&json);
            // As UTF-8 is decoded there (§7.1 step 5): what isn't any stands where nobody looks.
            let said: serde_json::Value = serde_json::from_str(&String::from_utf8_lossy(json)).unwrap();
            prop_assert_eq!(&said["type"], word);
            prop_assert_eq!(&said["origin"], ORIGIN);
            prop_assert_eq!(&said["challenge"], &BASE64URL_NOPAD.encode(challenge));
            prop_assert!(said["crossOrigin"] != true && said["topOrigin"].is_null());
        }
    }

    #[test]
    fn what_a_browser_sends_is_read_or_refused(which in any::<Index>(), harms in harms(), text in "(?s).{0,80}") {
        for whole in sent(which.get(vectors())) {
            let whole = String::from_utf8_lossy(&harmed(whole.into_bytes(), &harms)).into_owned();
            for text in [&whole, &text] {
                if let Some(made) = browser::read_made(text) {
                    let plain = |word: &String| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                    prop_assert!(made.attested.transports.len() <= 8);
                    prop_assert!(made.attested.transports.iter().all(plain));
                }
                drop(browser::read_given(text));
            }
        }
    }

    #[test]
    fn a_list_of_u2f_tokens_is_read_or_refused(rows in "(anna|,|;|\"|\n|\t|=|[A-Za-z0-9_-]{0,90}|https://example.org){0,40}", harms in harms()) {
        let key = BASE64URL_NOPAD.encode(&base());
        let right = format!("account,key_handle,public_key,counter,app_id\nanna,AAEC,{key},7,https://example.org\n{rows}");
        for file in [right.clone().into_bytes(), harmed(right.into_bytes(), &harms), rows.into_bytes()] {
            if let Ok(rows) = import::read(&file, "https://example.org", &party()) {
                prop_assert!(rows.iter().all(|row| row.line >= 2));
            }
        }
    }
}
