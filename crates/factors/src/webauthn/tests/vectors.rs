//! W-A10: the specification's own test vectors.

use std::sync::OnceLock;

use data_encoding::HEXLOWER;

use crate::webauthn::assertion::{Known, Signed};
use crate::webauthn::registration::{Attested, Registered};
use crate::webauthn::{CeremonyError, Expected, relying_party};

const ORIGIN: &str = "https://example.org";

/// A registration and an authentication by the same credential.
#[derive(Clone)]
pub(super) struct Vector {
    pub name: &'static str,
    pub create: Attested,
    pub create_challenge: Vec<u8>,
    pub get: Signed,
    pub get_challenge: Vec<u8>,
}

/// All of them, read once: properties are tried many times.
pub(super) fn vectors() -> &'static [Vector] {
    static READ: OnceLock<Vec<Vector>> = OnceLock::new();
    READ.get_or_init(read)
}

fn read() -> Vec<Vector> {
    let text = include_str!("w3c.txt");
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .split(|line| line.is_empty())
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| {
            let bytes = |at: usize| HEXLOWER.decode(paragraph[at].as_bytes()).unwrap();
            Vector {
                name: paragraph[0],
                create: Attested {
                    id: bytes(1),
                    client_data: bytes(3),
                    attestation: bytes(4),
                    transports: Vec::new(),
                },
                create_challenge: bytes(2),
                get: Signed {
                    id: bytes(1),
                    client_data: bytes(7),
                    data: bytes(6),
                    signature: bytes(8),
                    user: None,
                },
                get_challenge: bytes(5),
            }
        })
        .collect()
}

pub(super) fn expected(challenge: &[u8]) -> Expected<'_> {
    Expected {
        challenge,
        origin: ORIGIN,
        rp_id_hash: relying_party::hash("example.org"),
        verified: false,
    }
}

pub(super) fn known(registered: &Registered) -> Known {
    Known {
        key: registered.new.key.clone(),
        count: i64::from(registered.count),
        can_be_synced: registered.can_be_synced,
    }
}

#[test]
fn W_A10_each_vector_of_the_specification_is_judged_as_it_should_be() {
    let all = vectors();
    assert_eq!(all.len(), 15);
    for vector in all {
        let refused = match vector.name {
            // Nobody embeds our pages.
            "none-es256-crossOrigin" | "none-es256-topOrigin" => Some(CeremonyError::Origin),
            // Not asked for.
            "packed-es384" | "packed-es512" | "packed-ed448" => Some(CeremonyError::Algorithm),
            "tpm-es256" | "android-key-es256" | "apple-es256" => {
                Some(CeremonyError::AttestationUnknown)
            }
            _ => None,
        };
        let registered = vector.create.check(&expected(&vector.create_challenge));
        if let Some(refused) = refused {
            assert_eq!(registered, Err(refused), "{}", vector.name);
            continue;
        }
        let registered = registered.unwrap_or_else(|wrong| panic!("{}: {wrong:?}", vector.name));
        assert_eq!(registered.new.id, vector.create.id);
        let right = vector
            .get
            .check(&expected(&vector.get_challenge), &known(&registered))
            .unwrap_or_else(|wrong| panic!("{}: {wrong:?}", vector.name));
        assert!(!right.went_back, "{}", vector.name);
        let kept = registered.new.key.kept();
        let key = crate::webauthn::cose::PublicKey::read(&kept);
        assert_eq!(key.as_ref(), Some(&registered.new.key), "{}", vector.name);
    }
}
