//! Keys as authenticators and U2F tokens write them, and nearly so.

use data_encoding::HEXLOWER;

use super::keys::base;
use crate::webauthn::cbor::Value::{self, Bytes, Map, Number};
use crate::webauthn::cose::PublicKey;

/// A key of these labels.
fn of(labels: &[(i64, Value<'_>)]) -> Option<PublicKey> {
    let pairs = labels.iter().cloned();
    PublicKey::of(&Map(pairs
        .map(|(label, value)| (Number(label), value))
        .collect()))
}

fn point(curve: i64, x: &[u8], y: &[u8]) -> Option<PublicKey> {
    let kind = [(1, Number(2)), (3, Number(-7)), (-1, Number(curve))];
    of(&[&kind[..], &[(-2, Bytes(x)), (-3, Bytes(y))]].concat())
}

fn edwards(curve: i64, x: &[u8]) -> Option<PublicKey> {
    let kind = [(1, Number(1)), (3, Number(-8)), (-1, Number(curve))];
    of(&[&kind[..], &[(-2, Bytes(x))]].concat())
}

fn rsa(n: &[u8], e: &[u8]) -> Option<PublicKey> {
    let kind = [(1, Number(3)), (3, Number(-257))];
    of(&[&kind[..], &[(-1, Bytes(n)), (-2, Bytes(e))]].concat())
}

#[test]
fn w_r7_a_key_has_the_curve_of_its_algorithm_and_parts_of_the_right_length() {
    let part = [7; 1_100];
    let (x, n, e) = (&part[..32], &part[..256], &[1, 0, 1]);
    let zeroed = [&[0], &part[..256]].concat();
    let cases = [
        ("P-256", point(1, x, x), true),
        ("P-384", point(2, x, x), false),
        ("a short x", point(1, &x[1..], x), false),
        ("a short y", point(1, x, &x[1..]), false),
        ("a long x", point(1, &part[..33], x), false),
        ("a long y", point(1, x, &part[..33]), false),
        ("Ed25519", edwards(6, x), true),
        ("X25519", edwards(4, x), false),
        ("Ed25519, cut", edwards(6, &x[1..]), false),
        ("RSA", rsa(n, e), true),
        ("a short modulus", rsa(&n[1..], e), false),
        ("the longest modulus", rsa(&part[..1_024], e), true),
        ("a longer one", rsa(&part[..1_025], e), false),
        ("a modulus behind a zero", rsa(&zeroed, e), false),
        ("no exponent", rsa(n, &[]), false),
        ("the longest exponent", rsa(n, &part[..5]), true),
        ("a longer one", rsa(n, &part[..6]), false),
        ("an exponent behind a zero", rsa(n, &[0, 1, 0, 1]), false),
    ];
    for (what, key, taken) in cases {
        assert_eq!(key.is_some(), taken, "{what}");
    }
}

#[test]
fn the_point_of_a_u2f_token_is_65_bytes_and_uncompressed() {
    let whole = base();
    let compressed = [&[2], &whole[1..]].concat();
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(
        PublicKey::of_point(&whole),
        Some(PublicKey::Es256(whole.clone()))
    );
    for wrong in [&[][..], &[4], &whole[..64], &longer, &compressed] {
        let written = HEXLOWER.encode(wrong);
        assert_eq!(PublicKey::of_point(wrong), None, "{written}");
    }
}
