//! What a browser sends comes out as it went in.

use super::change::{RP, vector};
use super::parsers::sent;
use crate::webauthn::browser::{read_given, read_made};

#[test]
fn what_was_made_and_what_was_given_are_read_whole() {
    let vector = vector(RP);
    let [made, given] = sent(&vector);
    let made = read_made(&made).unwrap();
    assert_eq!(made.attested.id, vector.create.id);
    assert_eq!(made.attested.client_data, vector.create.client_data);
    assert_eq!(made.attested.attestation, vector.create.attestation);
    assert_eq!(made.discoverable, Some(true));
    let given = read_given(&given).unwrap();
    assert_eq!(given.signed.id, vector.create.id);
    assert_eq!(given.signed.client_data, vector.get.client_data);
    assert_eq!(given.signed.data, vector.get.data);
    assert_eq!(given.signed.signature, vector.get.signature);
    assert_eq!(given.signed.user, Some(vec![0, 1, 2]));
    assert!(!given.by_app_id);
}

#[test]
fn w_r5_of_transports_only_words_are_kept_and_no_more_than_eight() {
    let [made, _] = sent(&vector(RP));
    let with = |words: &str| {
        let made = made.replace(r#"["usb","nfc","a,b",""]"#, words);
        read_made(&made).unwrap().attested.transports
    };
    let longest = "a".repeat(16);
    assert_eq!(
        with(r#"["usb","a,b","","smart-card","NFC","b1e"]"#),
        ["usb", "smart-card"]
    );
    assert_eq!(with(&format!(r#"["{longest}","{longest}a"]"#)), [longest]);
    assert_eq!(with(r#"["a","b","c","d","e","f","g","h","i"]"#).len(), 8);
}

#[test]
fn l28_an_answer_of_more_than_32_kib_is_not_read() {
    let [made, given] = sent(&vector(RP));
    let long = |text: &str, bytes: usize| format!("{text:<bytes$}");
    assert!(read_made(&long(&made, 32_768)).is_some());
    assert!(read_made(&long(&made, 32_769)).is_none());
    assert!(read_given(&long(&given, 32_768)).is_some());
    assert!(read_given(&long(&given, 32_769)).is_none());
}

#[test]
fn an_answer_whose_bytes_are_not_base64url_is_none() {
    let [made, given] = sent(&vector(RP));
    let key = |name: &str| format!(r#""{name}":""#);
    for name in ["id", "clientDataJSON", "attestationObject"] {
        let spoilt = made.replacen(&key(name), &format!("{}=", key(name)), 1);
        assert!(read_made(&spoilt).is_none(), "{name}");
    }
    let parts = [
        "id",
        "clientDataJSON",
        "authenticatorData",
        "signature",
        "userHandle",
    ];
    for name in parts {
        let spoilt = given.replacen(&key(name), &format!("{}=", key(name)), 1);
        assert!(read_given(&spoilt).is_none(), "{name}");
    }
    let nobody = given.replace("AAEC", "");
    assert_eq!(read_given(&nobody).unwrap().signed.user, None);
}
