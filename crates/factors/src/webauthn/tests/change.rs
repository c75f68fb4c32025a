//! Ceremonies of the specification's vectors, changed in one place before they are judged.

use super::vectors::{Vector, expected, known, vectors};
use crate::webauthn::assertion::Right;
use crate::webauthn::registration::Registered;
use crate::webauthn::{CeremonyError, cbor};

pub(super) fn vector(name: &str) -> Vector {
    let found = vectors().iter().find(|one| one.name == name);
    found.unwrap().clone()
}

pub(super) fn registered(vector: &Vector) -> Result<Registered, CeremonyError> {
    vector.create.check(&expected(&vector.create_challenge))
}

pub(super) fn signed(
    vector: &Vector,
    change: impl Fn(&mut Vector),
) -> Result<Right, CeremonyError> {
    let known = known(&registered(vector).unwrap());
    let mut vector = vector.clone();
    change(&mut vector);
    vector.get.check(&expected(&vector.get_challenge), &known)
}

pub(super) fn replaced(json: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(json).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1).into_bytes()
}

pub(super) const RP: &str = "none-es256";

/// The registration's authenticator data stand in the attestation object; this changes them there.
pub(super) fn with_data(vector: &mut Vector, change: impl Fn(&mut [u8])) {
    let data = {
        let object = cbor::read_all(&vector.create.attestation).unwrap();
        object
            .at_text("authData")
            .unwrap()
            .bytes()
            .unwrap()
            .to_vec()
    };
    let whole = &mut vector.create.attestation;
    let at = whole
        .windows(data.len())
        .position(|part| part == data)
        .unwrap();
    change(&mut whole[at..at + data.len()]);
}

pub(super) const FLAGS: usize = 32;
