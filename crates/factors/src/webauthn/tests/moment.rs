//! W-R1 to W-R5, W-A3, W-A4: what browser and authenticator say of the moment. None of what is wrong is accepted.

use super::change::{FLAGS, RP, registered, replaced, signed, vector, with_data};
use super::vectors::{expected, known};
use crate::webauthn::{CeremonyError, Expected, relying_party};

#[test]
fn L24_W_R1_W_R3_W_A3_what_the_browser_says_has_to_be_of_this_ceremony_on_this_page() {
    let changes: Vec<(&str, &str, CeremonyError)> = vec![
        ("webauthn.create", "webauthn.get", CeremonyError::Ceremony),
        (
            "webauthn.create",
            "webauthn.Create",
            CeremonyError::Ceremony,
        ),
        ("webauthn.create", "payment.get", CeremonyError::Ceremony),
        (
            "\"challenge\":\"",
            "\"challenge\":\"AA",
            CeremonyError::Challenge,
        ),
        (
            "\"challenge\":\"",
            "\"challenge\":\"=",
            CeremonyError::Challenge,
        ),
        (
            "https://example.org",
            "https://badexample.org",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "https://example.org.evil.test",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "https://sub.example.org",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "http://example.org",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "https://example.org:8443",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "https://example.org/",
            CeremonyError::Origin,
        ),
        (
            "https://example.org",
            "https://EXAMPLE.org",
            CeremonyError::Origin,
        ),
        ("https://example.org", "null", CeremonyError::Origin),
        (
            "\"crossOrigin\":false",
            "\"crossOrigin\":true",
            CeremonyError::Origin,
        ),
        (
            "\"crossOrigin\":false",
            "\"crossOrigin\":false,\"topOrigin\":\"https://example.org\"",
            CeremonyError::Origin,
        ),
        (
            "\"crossOrigin\":false",
            "\"crossOrigin\":1",
            CeremonyError::Unreadable,
        ),
        ("{", "", CeremonyError::Unreadable),
        (
            "{",
            "{\"type\":\"webauthn.create\",",
            CeremonyError::Unreadable,
        ),
    ];
    for (from, to, wrong) in &changes {
        let mut vector = vector(RP);
        vector.create.client_data = replaced(&vector.create.client_data, from, to);
        assert_eq!(registered(&vector), Err(*wrong), "{to}");
    }
    for (from, to, wrong) in changes {
        let (from, to) = (
            from.replace("webauthn.create", "webauthn.get"),
            if to == "webauthn.get" {
                "webauthn.create"
            } else {
                to
            },
        );
        let said = signed(&vector(RP), |vector| {
            let to = to.replace(
                "{\"type\":\"webauthn.create\"",
                "{\"type\":\"webauthn.get\"",
            );
            vector.get.client_data = replaced(&vector.get.client_data, &from, &to);
        });
        assert_eq!(said, Err(wrong), "{to}");
    }
}

#[test]
fn W_R1_a_byte_order_mark_is_taken_off_before_reading_and_still_hashed() {
    let mut vector = vector(RP);
    let marked = [b"\xef\xbb\xbf".as_slice(), &vector.create.client_data].concat();
    vector.create.client_data = marked;
    // No statement signs it where there is none.
    assert!(registered(&vector).is_ok());
    let said = signed(&vector, |vector| {
        let marked = [b"\xef\xbb\xbf".as_slice(), &vector.get.client_data].concat();
        vector.get.client_data = marked;
    });
    assert_eq!(said, Err(CeremonyError::Signature));
}

#[test]
fn W_R2_W_A3_another_challenge_than_the_one_that_was_given_is_refused() {
    let vector = vector(RP);
    for other in [
        &vector.get_challenge[..],
        &[],
        &vector.create_challenge[1..],
    ] {
        assert_eq!(
            vector.create.check(&expected(other)),
            Err(CeremonyError::Challenge)
        );
    }
    let said = signed(&vector, |vector| {
        vector.get_challenge = vector.create_challenge.clone();
    });
    assert_eq!(said, Err(CeremonyError::Challenge));
}

#[test]
fn W_R4_W_A3_another_relying_party_and_nobody_there_are_refused() {
    let mut other = vector(RP);
    with_data(&mut other, |data| data[0] ^= 1);
    assert_eq!(registered(&other), Err(CeremonyError::RelyingParty));
    let mut absent = vector(RP);
    with_data(&mut absent, |data| data[FLAGS] &= !1);
    assert_eq!(registered(&absent), Err(CeremonyError::Absent));
    let vector = vector(RP);
    let said = signed(&vector, |vector| vector.get.data[0] ^= 1);
    assert_eq!(said, Err(CeremonyError::RelyingParty));
    let said = signed(&vector, |vector| vector.get.data[FLAGS] &= !1);
    assert_eq!(said, Err(CeremonyError::Absent));
    let known = known(&registered(&vector).unwrap());
    let evil = Expected {
        rp_id_hash: relying_party::hash("evil.test"),
        ..expected(&vector.get_challenge)
    };
    assert_eq!(
        vector.get.check(&evil, &known),
        Err(CeremonyError::RelyingParty)
    );
}

#[test]
fn N_4_W_R4_W_A3_who_was_not_verified_is_refused_where_it_is_asked_and_taken_where_not() {
    let mut unverified = vector(RP);
    with_data(&mut unverified, |data| data[FLAGS] &= !4);
    assert!(!registered(&unverified).unwrap().verified);
    let asked = Expected {
        verified: true,
        ..expected(&unverified.create_challenge)
    };
    assert_eq!(
        unverified.create.check(&asked),
        Err(CeremonyError::Unverified)
    );
    let vector = vector(RP);
    let known = known(&registered(&vector).unwrap());
    let mut get = vector.get.clone();
    get.data[FLAGS] &= !4;
    let asked = Expected {
        verified: true,
        ..expected(&vector.get_challenge)
    };
    assert_eq!(get.check(&asked, &known), Err(CeremonyError::Unverified));
}

#[test]
fn W_R5_W_A4_a_state_of_syncing_that_cannot_be_or_changes_is_refused() {
    let mut impossible = vector(RP);
    with_data(&mut impossible, |data| {
        data[FLAGS] = (data[FLAGS] & !8) | 16
    });
    assert_eq!(registered(&impossible), Err(CeremonyError::Synced));
    let vector = vector(RP);
    let said = signed(&vector, |vector| vector.get.data[FLAGS] ^= 8);
    assert_eq!(
        said,
        Err(CeremonyError::Synced),
        "it was the other when it was made"
    );
    let said = signed(&vector, |vector| {
        vector.get.data[FLAGS] = (vector.get.data[FLAGS] & !8) | 16;
    });
    assert_eq!(said, Err(CeremonyError::Synced));
}
