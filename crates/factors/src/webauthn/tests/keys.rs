//! Keys that look like keys and aren't: nobody could ever answer by one, so none is kept.

use data_encoding::HEXLOWER;
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

use super::change::{registered, vector};
use super::vectors::expected;
use crate::cases::cases;
use crate::webauthn::CeremonyError;
use crate::webauthn::cose::PublicKey;

/// The base point of P-256 (SP 800-186 §3.2.1.3).
const X: &str = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
const Y: &str = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
/// The prime of its field.
const P: &str = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

/// The base point, uncompressed.
pub(super) fn base() -> Vec<u8> {
    [vec![4], hex(X), hex(Y)].concat()
}

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).unwrap()
}

fn p256(x: &str, y: &str) -> PublicKey {
    PublicKey::Es256([vec![4], hex(x), hex(y)].concat())
}

fn ed25519(key: &str) -> PublicKey {
    PublicKey::EdDsa(hex(key))
}

/// A modulus of so many bits, and an exponent.
fn rsa(bits: usize, last: u8, e: u64) -> PublicKey {
    let mut n = vec![0xa5; bits.div_ceil(8)];
    n[0] = 0xff >> (n.len() * 8 - bits);
    *n.last_mut().unwrap() = last;
    let e = e.to_be_bytes();
    let from = e.iter().position(|byte| *byte != 0).unwrap_or(7);
    PublicKey::Rs256 {
        n,
        e: e[from..].to_vec(),
    }
}

#[test]
fn a_key_that_nothing_can_be_checked_by_is_none() {
    let (x, y) = (X, Y);
    let off = y.replace("bf51f5", "bf51f4");
    let (zero, most) = ("0".repeat(64), "f".repeat(64));
    let cases = [
        ("a point", p256(x, y), true),
        ("beside the curve", p256(x, &off), false),
        ("turned round", p256(y, x), false),
        ("at infinity, as some write it", p256(&zero, &zero), false),
        ("a coordinate that is the prime", p256(P, y), false),
        ("coordinates beyond the prime", p256(&most, &most), false),
        (
            "compressed, filled up",
            PublicKey::Es256([vec![2], hex(x), hex(y)].concat()),
            false,
        ),
        ("cut", PublicKey::Es256(base()[..64].to_vec()), false),
        (
            "a point of RFC 8032 §7.1",
            ed25519("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            true,
        ),
        ("none", ed25519(&format!("02{}", "0".repeat(62))), false),
        (
            "of order 1",
            ed25519(&format!("01{}", "0".repeat(62))),
            false,
        ),
        (
            "of order 2",
            ed25519(&format!("ec{}7f", "f".repeat(60))),
            false,
        ),
        ("of order 4", ed25519(&zero), false),
        (
            "of order 4, the other",
            ed25519(&format!("{}80", "0".repeat(62))),
            false,
        ),
        (
            "of order 8",
            ed25519("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            false,
        ),
        (
            "of order 8, the second",
            ed25519("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
            false,
        ),
        (
            "of order 8, the third",
            ed25519("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            false,
        ),
        (
            "of order 8, the fourth",
            ed25519("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
            false,
        ),
        ("2,048 bits", rsa(2_048, 1, 65_537), true),
        ("2,047 bits", rsa(2_047, 1, 65_537), false),
        (
            "2,041 bits, which fill as many bytes",
            rsa(2_041, 1, 65_537),
            false,
        ),
        ("1,024 bits", rsa(1_024, 1, 65_537), false),
        ("8,192 bits", rsa(8_192, 1, 65_537), true),
        ("8,193 bits", rsa(8_193, 1, 65_537), false),
        ("an even modulus", rsa(2_048, 2, 65_537), false),
        ("exponent 0", rsa(2_048, 1, 0), false),
        (
            "exponent 1, by which everything is signed",
            rsa(2_048, 1, 1),
            false,
        ),
        ("exponent 2", rsa(2_048, 1, 2), false),
        ("exponent 3", rsa(2_048, 1, 3), true),
        ("exponent 5", rsa(2_048, 1, 5), false),
        ("exponent 65,535", rsa(2_048, 1, 65_535), false),
        ("exponent 65,538", rsa(2_048, 1, 65_538), false),
        ("the largest exponent", rsa(2_048, 1, (1 << 33) - 1), true),
        ("one beyond", rsa(2_048, 1, (1 << 33) + 1), false),
        (
            "an exponent as long as they come",
            rsa(2_048, 1, u64::MAX),
            false,
        ),
    ];
    for (what, key, sound) in cases {
        assert_eq!(key.is_sound(), sound, "{what}");
    }
}

#[test]
fn w_r7_it_is_refused_where_it_is_registered() {
    for name in [
        "none-es256",
        "packed-self-es256",
        "packed-eddsa",
        "packed-rs256",
    ] {
        let mut vector = vector(name);
        let (key, spoilt) = match registered(&vector).unwrap().new.key {
            PublicKey::Es256(point) => (point[33..].to_vec(), vec![7; 32]),
            PublicKey::EdDsa(point) => (point, vec![0; 32]),
            // An even modulus.
            PublicKey::Rs256 { n, .. } => (n[200..].to_vec(), vec![2; n.len() - 200]),
        };
        let whole = &mut vector.create.attestation;
        let at = whole.windows(key.len()).position(|part| part == key);
        let at = at.unwrap();
        drop(whole.splice(at..at + key.len(), spoilt));
        let made = vector.create.check(&expected(&vector.create_challenge));
        assert_eq!(made, Err(CeremonyError::Algorithm), "{name}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_key_that_signs_is_sound_and_a_point_that_is_changed_is_not(at in 1_usize..65, by in 1_u8.., message: Vec<u8>) {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let signing = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        let mut point = signing.public_key().as_ref().to_vec();
        let key = PublicKey::Es256(point.clone());
        prop_assert!(key.is_sound() && key.has_signed(&message, signing.sign(&random, &message).unwrap().as_ref()));
        point[at] ^= by;
        prop_assert!(!PublicKey::Es256(point).is_sound());
        let made = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let signing = Ed25519KeyPair::from_pkcs8(made.as_ref()).unwrap();
        let key = PublicKey::EdDsa(signing.public_key().as_ref().to_vec());
        prop_assert!(key.is_sound() && key.has_signed(&message, signing.sign(&message).as_ref()));
    }
}
