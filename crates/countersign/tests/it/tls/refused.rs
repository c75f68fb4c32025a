//! How a start goes wrong: one sentence with the setting's name, and nothing written.

use std::os::unix::fs::PermissionsExt;

use super::place::Place;

#[test]
fn a_pair_that_can_not_be_used_is_refused_with_its_setting() {
    let place = Place::new();
    let second = place.pair("second");
    let read = |name: &str| std::fs::read_to_string(second.join(name)).unwrap();
    place.openssl("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:x -in second/key -out sealed");
    let sealed = std::fs::read_to_string(place.program.path("sealed")).unwrap();
    for (name, text, sentence) in [
        (
            "key",
            sealed.as_str(),
            "COUNTERSIGN_TLS_KEY names live/key, which holds a key that is encrypted",
        ),
        (
            "key",
            "",
            "COUNTERSIGN_TLS_KEY names live/key, which holds no private key in PEM",
        ),
        (
            "key",
            &read("pem"),
            "COUNTERSIGN_TLS_KEY names live/key, which holds no private key in PEM",
        ),
        (
            "key",
            &read("key"),
            "COUNTERSIGN_TLS_KEY names live/key, which doesn't belong to the first certificate in live/pem.",
        ),
        (
            "pem",
            "",
            "COUNTERSIGN_TLS_CERTIFICATE names live/pem, which holds no certificate in PEM",
        ),
        (
            "pem",
            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
            "COUNTERSIGN_TLS_CERTIFICATE names live/pem, which begins with a certificate that can't be used",
        ),
        (
            "pem",
            &"x".repeat(1_100_000),
            "COUNTERSIGN_TLS_CERTIFICATE names live/pem, which is longer than",
        ),
    ] {
        place.write(name, text);
        let said = place.program.refused("serve");
        assert!(said.starts_with(sentence), "{said}");
    }
    place.install(&second);
    let key = place.program.path("live/key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = place.program.refused("serve");
    assert!(
        said.ends_with("everybody on this machine can read or change: chmod o-rw live/key."),
        "{said}"
    );
    std::fs::remove_file(key).unwrap();
    let said = place.program.refused("serve");
    assert!(
        said.starts_with("COUNTERSIGN_TLS_KEY names live/key, which can't be read: No such file"),
        "{said}"
    );
    assert!(!place.program.path("data").exists());
}

#[test]
fn a_certificate_needs_its_key_and_an_https_address() {
    let mut place = Place::new();
    place
        .program
        .set("COUNTERSIGN_PUBLIC_URL", "http://localhost:8232");
    let said = place.program.refused("serve");
    let sentence = "COUNTERSIGN_PUBLIC_URL must be https where \"tls.certificate\" is set, not \"http://localhost:8232\".";
    assert_eq!(said, sentence);
    place.program.set("COUNTERSIGN_PUBLIC_URL", "");
    let said = place.program.refused("serve");
    assert!(
        said.starts_with("COUNTERSIGN_TLS_CERTIFICATE needs \"public_url\""),
        "{said}"
    );
    place.program.set("COUNTERSIGN_TLS_KEY", "");
    let said = place.program.refused("serve");
    assert_eq!(
        said,
        "COUNTERSIGN_TLS_CERTIFICATE needs \"tls.key\" beside it: set both, or neither."
    );
}
