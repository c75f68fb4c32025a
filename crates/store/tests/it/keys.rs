//! What is sealed opens only where it was sealed; what is looked up tells nothing.

use domain::{Random, Timestamp};
use store::{KeyFile, Keys, Store};
use testing::{Engine, Folder, Place, SeededRandom};

async fn with_keys(test: impl AsyncFnOnce(&Keys, &dyn Random)) {
    let place = Place::new(Engine::Sqlite);
    let store = place.store(&[]).await;
    test(store.keys(), &**place.random()).await;
}

#[tokio::test]
async fn what_is_sealed_opens_only_for_its_row_its_purpose_and_whole() {
    with_keys(async |keys, random| {
        let sealed = keys.sealing.seal(b"totp:1", b"secret", random).unwrap();
        let opened = keys.sealing.open(b"totp:1", &sealed).unwrap();
        assert_eq!(opened.expose(), b"secret");
        assert!(keys.sealing.open(b"totp:2", &sealed).is_err());
        assert!(keys.passwords.open(b"totp:1", &sealed).is_err());
        for place in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[place] ^= 1;
            assert!(keys.sealing.open(b"totp:1", &damaged).is_err(), "{place}");
            assert!(keys.sealing.open(b"totp:1", &sealed[..place]).is_err());
        }
        let again = keys.sealing.seal(b"totp:1", b"secret", random).unwrap();
        assert_ne!(sealed, again);
    })
    .await;
}

#[tokio::test]
async fn hashes_of_different_kinds_and_purposes_differ() {
    with_keys(async |keys, _| {
        let hash = keys.lookup.hash("session", b"secret");
        assert_eq!(hash, keys.lookup.hash("session", b"secret"));
        assert_ne!(hash, keys.lookup.hash("invite", b"secret"));
        assert_ne!(hash, keys.lookup.hash("session", b"secret2"));
        assert_ne!(hash, keys.audit.hash("session", b"secret"));
        // Where one ends and the other begins is part of it.
        assert_ne!(keys.lookup.hash("ab", b"c"), keys.lookup.hash("a", b"bc"));
        assert_eq!(hash.len(), 33);
    })
    .await;
}

#[tokio::test]
async fn V8_4_1_two_databases_have_different_keys_under_one_master_key() {
    let place = Place::new(Engine::Sqlite);
    let mut options = place.options(&[]).await;
    let open = async |options: &store::Options<'_>, seed| {
        let random = SeededRandom::new(seed);
        Store::open(options, &random, Timestamp::from_seconds(0))
            .await
            .unwrap()
    };
    let first = open(&options, 1).await;
    options.place = store::Place::Sqlite(place.folder().join("other.db"));
    let second = open(&options, 2).await;
    assert_eq!(first.keys().id, second.keys().id);
    let hash = |store: &Store| store.keys().lookup.hash("session", b"secret");
    assert_ne!(hash(&first), hash(&second));
}

#[test]
fn a_key_file_that_holds_no_key_is_refused_and_one_that_is_not_there_is_none() {
    let folder = Folder::new();
    let path = folder.path().join("key");
    assert!(KeyFile::read(&path).unwrap().is_none());
    for text in [
        "",
        "countersign-key-1:",
        "countersign-key-1:AAAA",
        "countersign-key-2:x",
        "\u{fffd}",
    ] {
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .unwrap();
        let fault = KeyFile::read(&path).err().unwrap().to_string();
        assert!(fault.contains("doesn't hold a Countersign key"), "{fault}");
    }
}
