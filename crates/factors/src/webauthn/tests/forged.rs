//! W-R6 to W-R9, W-A5, W-A6: forged signatures, statements, ids and counts; and what could blow up.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use proptest::prelude::*;

use super::change::{FLAGS, RP, registered, replaced, signed, vector, with_data};
use super::vectors::{Vector, expected, known};
use crate::webauthn::authenticator_data::AuthenticatorData;
use crate::webauthn::browser::{read_given, read_made};
use crate::webauthn::{CeremonyError, cbor};

#[test]
fn W_A5_another_signature_or_other_signed_bytes_are_refused() {
    let names = [
        "none-es256",
        "packed-rs256",
        "packed-eddsa",
        "fido-u2f-es256",
    ];
    for name in names {
        let vector = vector(name);
        assert!(signed(&vector, |_| {}).is_ok(), "{name}");
        let changes: [fn(&mut Vector); 6] = [
            |vector| *vector.get.signature.last_mut().unwrap() ^= 1,
            |vector| vector.get.signature.clear(),
            |vector| vector.get.signature.push(0),
            |vector| vector.get.signature.fill(0),
            // The count, and what the browser says beside what is looked at.
            |vector| vector.get.data[36] ^= 1,
            |vector| vector.get.client_data = replaced(&vector.get.client_data, "{", "{ "),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let said = signed(&vector, change);
            assert_eq!(
                said,
                Err(CeremonyError::Signature),
                "{name}, change {number}"
            );
        }
    }
    let (one, other) = (vector("none-es256"), vector("packed-es256"));
    let known = known(&registered(&other).unwrap());
    let said = one.get.check(&expected(&one.get_challenge), &known);
    assert!(
        matches!(said, Err(CeremonyError::Signature | CeremonyError::Synced)),
        "{said:?}"
    );
}

#[test]
fn W_R6_W_R7_statements_are_checked_by_their_format_case_for_case() {
    for name in [
        "packed-self-es256",
        "packed-es256",
        "packed-rs256",
        "fido-u2f-es256",
    ] {
        let mut changed = vector(name);
        changed.create.client_data = replaced(&changed.create.client_data, "{", "{ ");
        assert_eq!(
            registered(&changed),
            Err(CeremonyError::Attestation),
            "{name}"
        );
    }
    let mut cased = vector(RP);
    let text = cased
        .create
        .attestation
        .windows(4)
        .position(|part| part == b"none")
        .unwrap();
    cased.create.attestation[text] = b'N';
    assert_eq!(registered(&cased), Err(CeremonyError::AttestationUnknown));
    let mut filled = vector(RP);
    let text = filled
        .create
        .attestation
        .windows(8)
        .position(|part| part == b"attStmt\xa0")
        .unwrap();
    // {"x": 0} in place of the empty map.
    filled
        .create
        .attestation
        .splice(text + 7..text + 8, [0xa1, 0x61, b'x', 0]);
    assert_eq!(registered(&filled), Err(CeremonyError::Attestation));
}

#[test]
fn W_R8_an_id_of_1023_bytes_is_taken_and_none_longer_and_it_is_the_credentials_own() {
    let long = vector("none-es256-long-credential-id");
    assert_eq!(long.create.id.len(), 1_023);
    assert!(registered(&long).is_ok());
    let mut longer = vector("none-es256-long-credential-id");
    with_data(&mut longer, |data| (data[53], data[54]) = (0x04, 0x00));
    assert_eq!(registered(&longer), Err(CeremonyError::Id));
    let mut none = vector(RP);
    with_data(&mut none, |data| (data[53], data[54]) = (0, 0));
    assert_eq!(registered(&none), Err(CeremonyError::Id));
    let mut another = vector(RP);
    another.create.id[0] ^= 1;
    assert_eq!(registered(&another), Err(CeremonyError::Id));
}

#[test]
fn W_R9_extensions_that_nobody_asked_for_are_tolerated() {
    let vector = vector(RP);
    let mut data = vector.get.data.clone();
    data[FLAGS] |= 0x80;
    // {"x": true}
    data.extend([0xa1, 0x61, b'x', 0xf5]);
    assert!(AuthenticatorData::read(&data).is_ok());
    data.push(0);
    assert_eq!(
        AuthenticatorData::read(&data),
        Err(CeremonyError::Unreadable),
        "something follows"
    );
}

#[test]
fn W_A6_a_count_that_does_not_go_up_is_told_and_none_at_all_is_not() {
    let vector = vector(RP);
    let right = signed(&vector, |_| {}).unwrap();
    assert_eq!((right.count, right.went_back), (0, false));
    let mut known = known(&registered(&vector).unwrap());
    known.count = 1;
    let right = vector
        .get
        .check(&expected(&vector.get_challenge), &known)
        .unwrap();
    assert!(right.went_back);
}

#[test]
fn what_can_blow_up_does_not() {
    let bomb = |head: u8| {
        let mut bomb = vec![head; 20_000];
        bomb.push(0);
        bomb
    };
    let deep = [0x81, 0xa1, 0x9f, 0xbf, 0xdb, 0x5f].map(bomb);
    let wide = [
        HEXLOWER.decode(b"9b7fffffffffffffff00").unwrap(),
        HEXLOWER.decode(b"bb7fffffffffffffff0000").unwrap(),
        HEXLOWER.decode(b"5b7fffffffffffffff00").unwrap(),
    ];
    for sent in deep.iter().chain(&wide) {
        assert_eq!(cbor::read(sent), None);
        let mut vector = vector(RP);
        vector.create.attestation = sent.clone();
        assert_eq!(registered(&vector), Err(CeremonyError::Unreadable));
    }
    let huge = format!("{{\"id\":\"{}\"}}", "A".repeat(100_000));
    assert!(read_given(&huge).is_none() && read_made(&huge).is_none());
    let nested = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    assert!(read_given(&nested).is_none() && read_made(&nested).is_none());
}

proptest! {
    #![proptest_config(crate::cases::cases(2_000))]

    #[test]
    fn w_a5_no_changed_byte_of_a_signed_answer_is_accepted(
        which in 0usize..3, at in any::<prop::sample::Index>(), by in 1u8..=255,
    ) {
        let vector = vector("packed-eddsa");
        let known = known(&registered(&vector).unwrap());
        let mut get = vector.get.clone();
        let bytes = [&mut get.data, &mut get.client_data, &mut get.signature];
        let bytes = bytes.into_iter().nth(which).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        prop_assert!(get.check(&expected(&vector.get_challenge), &known).is_err());
    }

    #[test]
    fn random_bytes_crash_nothing(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        drop(AuthenticatorData::read(&bytes));
        let mut changed = vector(RP);
        changed.create.attestation = bytes.clone();
        prop_assert!(registered(&changed).is_err());
        let text = BASE64URL_NOPAD.encode(&bytes);
        let sent = format!(r#"{{"id":"{text}","response":{{"clientDataJSON":"{text}","attestationObject":"{text}","authenticatorData":"{text}","signature":"{text}"}}}}"#);
        if let Some(given) = read_given(&sent) {
            let known = known(&registered(&vector(RP)).unwrap());
            prop_assert!(given.signed.check(&expected(b"x"), &known).is_err());
        }
    }
}
